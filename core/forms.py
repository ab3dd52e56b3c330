"""What is typed on the core pages, read into typed values; raises InvalidInput with the field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.models import Shop, ShopKind
from core.permissions import Role
from core.shops import ShopDetails

Form = MultiDict[str, str]

LONGEST = 200
LONGEST_TEXT = 2_000
LOCALES = ("id", "en")


def line(form: Mapping[str, str], name: str, *, required: str = "", longest: int = LONGEST) -> str:
    """One line of text without stray spaces; ``required`` is the sentence when it is empty."""
    text = " ".join(form.get(name, "").split())
    if required and not text:
        raise InvalidInput(required, field=name)
    return _sound(text, name, longest)


def lines(form: Mapping[str, str], name: str, *, longest: int = LONGEST_TEXT) -> str:
    """Several lines of text, each without stray spaces."""
    rows = [" ".join(row.split()) for row in form.get(name, "").splitlines()]
    return "\n".join(_sound(row, name, longest) for row in rows).strip()


def iso_day(form: Mapping[str, str], name: str, *, required: str = "") -> date | None:
    """A date as ``<input type=date>`` sends it; none when it is empty."""
    text = form.get(name, "").strip()
    if not text and not required:
        return None
    if not text:
        raise InvalidInput(required, field=name)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(_("Tanggal ini tidak dapat dibaca."), field=name) from None


@dataclass(frozen=True, slots=True)
class NewSecrets:
    """A password and PIN that somebody chose; None: leave as it is."""

    password: str | None
    pin: str | None


def new_secrets(form: Form, *, password_needed: bool) -> NewSecrets:
    """A new password and PIN, each typed twice alike."""
    password = _twice(form, "password", _("Kedua kata sandi tidak sama."))
    if password_needed and password is None:
        raise InvalidInput(_("Isi kata sandi baru."), field="password")
    return NewSecrets(password, _twice(form, "pin", _("Kedua PIN tidak sama.")))


def locale(form: Form, name: str = "locale") -> str:
    """One of the languages the program speaks."""
    chosen = form.get(name, "")
    if chosen not in LOCALES:
        raise InvalidInput(_("Bahasa ini belum tersedia."), field=name)
    return chosen


def destination(path: str | None) -> str | None:
    """Where to go on inside this site, without the root; None for anything else."""
    if path and re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", path):
        return path
    return None


def shop_details(form: Form, *, code: str | None = None) -> ShopDetails:
    """A shop as typed; ``code`` is given for a shop that has one already."""
    kind = form.get("kind", "")
    if kind not in tuple(ShopKind):
        raise InvalidInput(_("Pilih toko atau kantor."), field="kind")
    return ShopDetails(
        code=code or line(form, "code", required=_("Kode toko harus diisi.")).upper(),
        name=line(form, "name", required=_("Nama toko harus diisi.")),
        kind=ShopKind(kind),
        time_zone=line(form, "time_zone", required=_("Pilih zona waktu.")),
        address=lines(form, "address"),
        phone=line(form, "phone", longest=40),
        npwp=re.sub(r"[\s.\-]", "", line(form, "npwp")),
        receipt_header=lines(form, "receipt_header"),
        receipt_footer=lines(form, "receipt_footer"),
    )


@dataclass(frozen=True, slots=True)
class OperatorForm:
    """An operator as typed."""

    login: str
    name: str
    shop_id: ShopId | None
    roles: frozenset[Role]


def operator_form(form: Form, shops: list[Shop]) -> OperatorForm:
    """An operator as typed; the shop is chosen by its code."""
    chosen = form.getlist("roles")
    if not chosen or not set(chosen) <= set(Role):
        raise InvalidInput(_("Pilih paling sedikit satu peran."), field="roles")
    return OperatorForm(
        login=line(form, "login", longest=40).lower(),
        name=line(form, "name", required=_("Nama harus diisi.")),
        shop_id=shop_choice(form, shops),
        roles=frozenset(Role(role) for role in chosen),
    )


@dataclass(frozen=True, slots=True)
class SettingForm:
    """A setting's new value as typed."""

    value: str
    valid_from: date
    legal_basis: str
    shop_id: ShopId | None


def setting_form(form: Form, shops: list[Shop]) -> SettingForm:
    """A setting's new value and the day it holds from."""
    valid_from = iso_day(form, "valid_from", required=_("Isi mulai kapan nilai ini berlaku."))
    if valid_from is None:
        raise InvalidInput(_("Isi mulai kapan nilai ini berlaku."), field="valid_from")
    return SettingForm(
        value=_sound(form.get("value", "").strip(), "value", LONGEST_TEXT),
        valid_from=valid_from,
        legal_basis=line(form, "legal_basis"),
        shop_id=shop_choice(form, shops),
    )


def shop_choice(form: Mapping[str, str], shops: list[Shop], name: str = "shop") -> ShopId | None:
    """The shop chosen by its code; None when all shops are meant."""
    code = form.get(name, "")
    if not code:
        return None
    for shop in shops:
        if shop.code == code:
            return ShopId(shop.id)
    raise InvalidInput(_("Tidak ada toko dengan kode %(code)s.", code=code), field=name)


def _sound(text: str, name: str, longest: int) -> str:
    if len(text) > longest:
        raise InvalidInput(_("Terlalu panjang: paling banyak %(n)s huruf.", n=longest), field=name)
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in text):
        raise InvalidInput(_("Ada huruf yang tidak dapat dibaca di sini."), field=name)
    return text


def _twice(form: Form, name: str, unequal: str) -> str | None:
    first, second = form.get(name, ""), form.get(f"{name}_again", "")
    if first != second:
        raise InvalidInput(unequal, field=f"{name}_again")
    return first or None
