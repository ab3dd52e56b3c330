"""The message that reminds a member of her dues, ready to send. Pure.

It is Indonesian whoever sends it, as whoever reads it is.
"""

from __future__ import annotations

from datetime import date

from core.format import rupiah
from core.money import Money
from members.dues.rules import Card

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def message(name: str, coop: str, card: Card, today: date) -> str:
    """What to write to her; empty where nothing is open."""
    if not card.open:
        return ""
    late = card.arrears(today)
    lines = [f"Bapak/Ibu {name}, salam dari {coop}."]
    if late:
        lines.append(f"Simpanan wajib yang belum dibayar: {_listed([one.month for one in late])}.")
    else:
        lines.append(f"Simpanan wajib {_month(today)} belum dibayar.")
    lines.append(f"Jumlahnya {rupiah(card.open)}{_with_now(card, today)}.")
    lines.append("Bisa dibayar di kasir toko mana saja atau di kantor. Terima kasih.")
    return "\n".join(lines)


def _with_now(card: Card, today: date) -> str:
    now = next((one for one in card.months if one.month == today.replace(day=1)), None)
    late = bool(card.arrears(today))
    return f", termasuk {_month(today)}" if late and now and now.open > Money(0) else ""


def _listed(months: list[date]) -> str:
    """One by one while they are few, else from when to when and how many."""
    if len(months) <= 3:
        return ", ".join(_month(month) for month in months)
    return f"{_month(months[0])} sampai {_month(months[-1])} ({len(months)} bulan)"


def _month(month: date) -> str:
    return f"{_MONTHS[month.month - 1]} {month.year}"
