"""Permits by which food and other goods are sold: how their numbers look, and when they end. Pure.

P-IRT: home-made food, 13 digits and the two of the year it ends. BPOM: MD (made here) or ML
(imported) with 12 digits, 15 since the permits by risk; NA–NE cosmetics with 11; TR, TI, TL, HT,
FF (herbal) and SD, SI, SL (supplements) with 9; medicine such as ``DBL1234567890A1``. Halal: ID
with digits, older ones digits alone; it has no end unless one is written on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.errors import InvalidInput
from core.i18n import _


class PermitKind(StrEnum):
    PIRT = "pirt"
    """Home-made food, from the regency's health office."""
    BPOM = "bpom"
    """Factory-made food, cosmetics, herbs and medicine."""
    HALAL = "halal"


class PermitState(StrEnum):
    """How long a permit still holds."""

    VALID = "berlaku"
    ENDING = "hampir-habis"
    ENDED = "habis"


_PIRT = re.compile(r"\d{13}-\d{2}")
_BPOM = re.compile(
    r"M[DL](\d{12}|\d{15})|N[A-E]\d{11}|(TR|TI|TL|HT|FF|SD|SI|SL)\d{9}|[DG][A-Z][A-Z]?\d{10}[A-Z]\d"
)
_HALAL = re.compile(r"(ID)?\d{8,20}")
_BETWEEN = re.compile(r"[\s.\-–/:]+")
_TITLES = re.compile(
    r"^(PIRT|SPPIRT|DEPKES|DINKES|BADANPOM|BPOM|POM|RI|HALAL|BPJPH|LPPOM|MUI|NOMOR|NO)+(?=[A-Z0-9])"
)
"""What people copy along from the packaging."""


@dataclass(frozen=True, slots=True)
class PermitDetails:
    """A permit as it is kept: its number in one spelling, and its last day if it has one."""

    kind: PermitKind
    number: str
    expires_on: date | None = None


def permit_number(kind: PermitKind, text: str) -> str:
    """The number in its one spelling. Raises InvalidInput, with the kind as its field."""
    squeezed = _TITLES.sub("", _BETWEEN.sub("", text).upper())
    if kind is PermitKind.PIRT:
        number = f"{squeezed[:13]}-{squeezed[13:]}"
        if not (number.isascii() and _PIRT.fullmatch(number)):
            raise InvalidInput(
                _("Nomor P-IRT berisi 13 angka, garis, dan 2 angka: 2053471010001-27."), field=kind
            )
        return number
    if kind is PermitKind.BPOM and not _is(_BPOM, squeezed):
        raise InvalidInput(
            _("Nomor BPOM diawali huruf, misalnya MD atau ML dengan 12 atau 15 angka."), field=kind
        )
    if kind is PermitKind.HALAL and not _is(_HALAL, squeezed):
        raise InvalidInput(
            _("Nomor halal berisi angka, biasanya diawali ID: ID33110000123450121."), field=kind
        )
    return squeezed


def state(expires_on: date | None, on: date, warn_days: int) -> PermitState:
    """Whether a permit holds on a day, and whether it ends within so many days from it."""
    if expires_on is None:
        return PermitState.VALID
    left = (expires_on - on).days
    if left < 0:
        return PermitState.ENDED
    return PermitState.ENDING if left <= warn_days else PermitState.VALID


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return text.isascii() and pattern.fullmatch(text) is not None
