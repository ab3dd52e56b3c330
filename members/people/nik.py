"""The NIK, the number of an Indonesian identity card. Pure.

Sixteen digits: where the card was first made (6), the day of birth with 40 added for women (6),
a counter (4). People move and regions are split, so an odd region is worth a look, no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum.exceptions import ValidationError
from stdnum.id import nik as rule

from core.errors import InvalidInput
from core.i18n import _

DIGITS = 16
_SHOWN_FIRST, _SHOWN_LAST = 4, 2
_FOR_WOMEN = 40


@dataclass(frozen=True, slots=True)
class Person:
    """What the register says that a NIK says, too."""

    birth_date: date | None
    is_woman: bool | None


def number(raw: str) -> str:
    """The digits of a NIK as typed, empty for none; refuses what cannot be one."""
    text = rule.compact(raw)
    if not text:
        return ""
    if not (text.isascii() and text.isdigit() and len(text) == DIGITS):
        raise InvalidInput(_("NIK terdiri dari 16 angka."), field="nik")
    try:
        rule.get_birth_date(text)
    except ValidationError:
        raise InvalidInput(
            _("NIK ini salah ketik: angka ke-7 sampai ke-12 bukan tanggal lahir."), field="nik"
        ) from None
    return text


def oddities(digits: str, person: Person) -> Iterator[str]:
    """What is worth a look at the card: a sentence each."""
    if not rule.is_valid(digits):
        yield _("NIK disimpan, tetapi empat angka pertamanya bukan kode daerah yang dikenal.")
    day = int(digits[6:8])
    if (
        person.birth_date
        and f"{day % _FOR_WOMEN:02}{digits[8:12]}" != f"{person.birth_date:%d%m%y}"
    ):
        yield _("NIK disimpan, tetapi tanggal lahir di dalamnya lain dari tanggal lahir di sini.")
    if person.is_woman not in (None, day > _FOR_WOMEN):
        yield _("NIK disimpan, tetapi jenis kelamin di dalamnya lain dari yang tercatat di sini.")


def masked(digits: str) -> str:
    """First four and last two digits: ``3307••••••••••12``."""
    hidden = "•" * (len(digits) - _SHOWN_FIRST - _SHOWN_LAST)
    return f"{digits[:_SHOWN_FIRST]}{hidden}{digits[-_SHOWN_LAST:]}"
