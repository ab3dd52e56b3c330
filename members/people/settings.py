"""The setting of admission: how much of the pokok is paid before somebody is a member."""

from __future__ import annotations

from core.i18n import lazy
from core.money import ZERO, Money
from core.settings import Setting, define


def _rupiah(text: str) -> Money:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return Money(number)


POKOK_FIRST = define(
    Setting(
        "pokok_first",
        _rupiah,
        ZERO,
        lazy("Simpanan pokok yang harus dibayar sebelum diterima (rupiah; 0: seluruhnya)"),
        legal_basis="UU 25/1992 pasal 41",
    )
)
