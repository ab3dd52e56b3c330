"""The settings of reports: where the classes of goods end, and when goods are slow or dead."""

from __future__ import annotations

from core.i18n import lazy
from core.settings import Setting, define
from inventory.reports.abc import USUAL_SHARES, AbcShares
from inventory.reports.idleness import USUAL_LIMITS, IdleLimits


def _shares(text: str) -> AbcShares:
    return AbcShares(*_numbers(text, 3))


def _limits(text: str) -> IdleLimits:
    return IdleLimits(*_numbers(text, 2))


def _numbers(text: str, count: int) -> list[int]:
    numbers = [int(part) for part in text.split("/")]
    if len(numbers) != count:
        raise ValueError(text)
    return numbers


ABC_SHARES = define(
    Setting(
        "report_abc_shares",
        _shares,
        USUAL_SHARES,
        lazy("Laporan ABC: persen penjualan atau margin kelas A/B/C, misalnya 80/15/5"),
    )
)
IDLE_LIMITS = define(
    Setting(
        "report_idle_days",
        _limits,
        USUAL_LIMITS,
        lazy("Laporan barang lambat: hari tanpa penjualan sampai lambat/mati, misalnya 30/90"),
    )
)
