"""Cleaning what shops have in their files: names, codes, amounts, units.

Each function takes a cell as text and returns its value, or refuses it with a sentence that says
what to do. What was repaired on the way is told in notes, never done silently.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from core import parse
from core.errors import InvalidInput
from core.i18n import _
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.gtin import LENGTHS, compact, refusal_of, restored_zeros
from inventory.units import Unit, find_unit

LONGEST_NAME = 120
HIGHEST_PRICE = Money(1_000_000_000)
PRODUCT_CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,19}")

_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff"
    "\ufe00-\ufe0f\u20e3\U000e0020-\U000e007f]"
)
_MOJIBAKE = re.compile("[ÂÃâ][\u0080-\u00ff\u0152-\u0178\u2013-\u203a\u20ac\u2122]")
_TAG = re.compile(r"<\s*/?\s*(?:br|p|b|i|div|span)\b[^<>]{0,80}>", re.IGNORECASE)
_EDGE_DIRT = "*_~`|\\;,"
_QUOTES = (('"', '"'), ("“", "”"))
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_FEWEST_ZEROS = 7
"""Spreadsheets write long numbers only like this; 1E5 is somebody's shelf."""
_FORMULA = re.compile(r'="?([^"]*)"?')
_WHOLE_FLOAT = re.compile(r"(\d+)[.,]0+")
_GAPS = re.compile(r"[\s/\\]+")
_NOTHING = frozenset({"", "-", "--", "n/a", "na", "null", "none", "nan", "#n/a", "kosong", "belum"})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, and what was repaired."""

    text: str
    notes: tuple[str, ...] = ()


def is_nothing(text: str) -> bool:
    """The cell says that there is no value: empty, a dash, ``N/A``, ``null``."""
    return text.strip().casefold() in _NOTHING


def clean_text(raw: str) -> str:
    """Plain text: entities and mojibake read, control characters, emoji and stray spaces gone."""
    text = _TAG.sub(" ", _unescaped(raw))
    text = unicodedata.normalize("NFC", _without_mojibake(text))
    text = _EMOJI.sub(" ", "".join(map(_plain, text)))
    text = " ".join(text.split()).strip(_EDGE_DIRT + " ")
    return " ".join(_unquoted(text).split())


def clean_name(raw: str) -> str:
    """A product's name; refuses what holds no letter, broken letters or a whole paragraph."""
    name = clean_text(raw)
    if not any(character.isalnum() for character in name):
        raise InvalidInput(_("Nama barang kosong."), field="name")
    if "\ufffd" in name:
        raise InvalidInput(
            _("Nama “%(name)s” memuat huruf rusak; simpan file sebagai UTF-8.", name=name[:40]),
            field="name",
        )
    if len(name) > LONGEST_NAME:
        raise InvalidInput(
            _(
                "Nama “%(name)s…” terlalu panjang: %(length)s huruf, paling banyak %(most)s.",
                name=name[:40],
                length=len(name),
                most=LONGEST_NAME,
            ),
            field="name",
        )
    return name


def clean_code(raw: str) -> Cleaned:
    """A code as it stands on the pack: undoes what spreadsheets do to long numbers."""
    text = clean_text(raw).lstrip("'’")
    formula = _FORMULA.fullmatch(text)
    text = formula[1] if formula else text
    squeezed = compact(text)
    whole = _WHOLE_FLOAT.fullmatch(squeezed)
    digits = whole[1] if whole else squeezed
    return Cleaned(digits) if digits.isdigit() else _expanded(text)


def clean_barcode(raw: str) -> Cleaned:
    """A barcode; zeros a spreadsheet cut are put back, a wrong check digit is refused."""
    code = clean_code(raw)
    if not code.text.isdigit():
        return code
    restored = restored_zeros(code.text)
    if restored:
        note = _(
            "Nol di depan %(code)s dipulihkan: %(restored)s.", code=code.text, restored=restored
        )
        return Cleaned(restored, (*code.notes, note))
    if len(code.text) in LENGTHS and (refusal := refusal_of(code.text)):
        raise InvalidInput(refusal, field="barcode")
    return code


def clean_product_code(raw: str) -> Cleaned:
    """A shop's own short code, in capitals; spaces and slashes become hyphens."""
    code = clean_code(raw)
    capitals = _GAPS.sub("-", code.text.upper())
    if not PRODUCT_CODE.fullmatch(capitals):
        raise InvalidInput(
            _("Kode barang terdiri dari 1–20 huruf, angka, titik, atau garis."), field="code"
        )
    if capitals == code.text.upper():
        return Cleaned(capitals, code.notes)
    note = _("Kode %(code)s ditulis %(written)s.", code=code.text, written=capitals)
    return Cleaned(capitals, (*code.notes, note))


def clean_money(raw: str) -> Money | None:
    """An amount in rupiah; None when the cell says there is none. Negative ones are refused."""
    text = clean_text(raw)
    if is_nothing(text):
        return None
    amount = parse.money(text)
    if amount < ZERO:
        raise InvalidInput(_("Harga tidak boleh negatif: %(text)s.", text=text), field="price")
    if amount > HIGHEST_PRICE:
        raise InvalidInput(_("Harga %(text)s terlalu tinggi.", text=text), field="price")
    return amount


def clean_quantity(raw: str) -> Quantity | None:
    """An amount of goods; None when the cell says there is none. Negative ones are refused."""
    text = clean_text(raw)
    if is_nothing(text):
        return None
    amount = parse.quantity(text)
    if amount < NONE:
        raise InvalidInput(_("Jumlah tidak boleh negatif: %(text)s.", text=text), field="stock")
    return amount


def clean_unit(raw: str) -> Unit | None:
    """The unit a cell names; None when it names none. Unknown ones are refused."""
    text = clean_text(raw)
    if is_nothing(text):
        return None
    unit = find_unit(text)
    if unit is None:
        raise InvalidInput(_("Satuan “%(unit)s” tidak dikenal.", unit=text[:20]), field="unit")
    return unit


def _unescaped(text: str) -> str:
    """Entities read until none are left: exports of exports escape them twice."""
    for _round in range(3):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    return text


def _without_mojibake(text: str) -> str:
    """``ThÃ©`` back to ``Thé``: UTF-8 that somebody once read as Windows text."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\ufffd" or category[0] in "LMNPS":
        is_wide = unicodedata.east_asian_width(character) == "F"
        return unicodedata.normalize("NFKC", character) if is_wide else character
    return "" if category == "Cf" else " "


def _unquoted(text: str) -> str:
    for left, right in _QUOTES:
        inner = text[1:-1]
        if text.startswith(left) and text.endswith(right) and left not in inner and inner:
            return inner
    return text


def _expanded(code: str) -> Cleaned:
    """``8.99552E+12`` is only a code when no digit of it was lost."""
    scientific = _SCIENTIFIC.fullmatch(code)
    if scientific is None or int(scientific[3]) < _FEWEST_ZEROS:
        return Cleaned(code)
    digits = scientific[1] + (scientific[2] or "")
    if len(digits) != int(scientific[3]) + 1:
        raise InvalidInput(
            _(
                "Kode %(code)s dipotong oleh lembar kerja. Ubah kolomnya menjadi teks, "
                "isi ulang kodenya, lalu simpan lagi.",
                code=code,
            ),
            field="barcode",
        )
    note = _("Kode %(code)s dibaca sebagai %(digits)s.", code=code, digits=digits)
    return Cleaned(digits, (note,))
