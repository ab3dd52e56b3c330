"""The setting of leaving: what a member pays who goes."""

from __future__ import annotations

from core.i18n import lazy
from core.money import ZERO, Money
from core.settings import Setting, define


def _rupiah(text: str) -> Money:
    amount = Money(int(text))
    if amount < ZERO:
        raise ValueError(text)
    return amount


EXIT_FEE = define(Setting("exit_fee", _rupiah, ZERO, lazy("Iuran keluar (rupiah; 0: tidak ada)")))
