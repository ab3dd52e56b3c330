"""Countries by their ISO 3166-1 code, in the user's language; where migrants go comes first."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale
from flask_babel import get_locale

from core.errors import InvalidInput
from core.i18n import _

USUAL = ("HK", "TW", "MY", "SG", "BN", "KR", "JP", "SA", "AE", "QA", "KW", "OM", "BH", "JO")
"""Where most Indonesian migrant workers go."""
HOME = "ID"
_CODE = re.compile(r"[A-Z]{2}")
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
_SHORT = {"HK": "Hong Kong", "MO": "Macau"}
_SAID = {"hongkong": "HK", "arab": "SA", "saudi": "SA", "korea": "KR", "uea": "AE", "dubai": "AE"}
"""How people say some of them."""


def choices() -> list[tuple[str, str]]:
    """Codes and names: where migrants go, then all others by name."""
    names = _names(_language())
    others = sorted((code for code in names if code not in USUAL), key=lambda code: names[code])
    return [(code, names[code]) for code in (*USUAL, *others)]


def country_name(code: str) -> str:
    """What a country is called; empty without a code, the code itself when it is unknown."""
    return _names(_language()).get(code, code)


def find_country(text: str, *, field: str = "destination") -> str:
    """The code of a country as typed: its code, or its name in Indonesian or English."""
    plain = " ".join(text.split())
    if not plain:
        return ""
    if plain.upper() in _names("id"):
        return plain.upper()
    wanted = _squeezed(plain)
    for language in ("id", "en"):
        for code, name in _names(language).items():
            if _squeezed(name) == wanted:
                return code
    if wanted in _SAID:
        return _SAID[wanted]
    raise InvalidInput(_("Negara “%(text)s” tidak dikenal.", text=plain[:40]), field=field)


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "id"


@cache
def _names(language: str) -> dict[str, str]:
    territories = Locale.parse(language).territories
    return {
        code: _SHORT.get(code, name)
        for code, name in territories.items()
        if _CODE.fullmatch(code) and code not in _NO_COUNTRIES and code != HOME
    }


def _squeezed(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
