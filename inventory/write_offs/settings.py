"""The setting of write-offs: how much one person may take off the shelves alone."""

from __future__ import annotations

from core.i18n import lazy
from core.money import ZERO, Money
from core.settings import Setting, define


def _rupiah(text: str) -> Money:
    amount = Money(int(text))
    if amount < ZERO:
        raise ValueError(text)
    return amount


ALONE_AT_MOST = define(
    Setting(
        "write_offs_alone_at_most",
        _rupiah,
        Money(100_000),
        lazy("Barang keluar tanpa orang kedua, paling banyak per orang sehari (rupiah)"),
    )
)
