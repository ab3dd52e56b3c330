"""A message to a member who has not come for her share, ready to be sent. Pure.

It is Indonesian whoever sends it: it is written to the member.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from core.format import rupiah
from core.money import Money, total

BEFORE = 0
"""The year of what was unpaid before the program began."""


def message(coop: str, name: str, by_year: Mapping[int, Money]) -> str:
    """What is sent."""
    lines = [f"- {_called(year)}: {rupiah(amount)}" for year, amount in sorted(by_year.items())]
    asked = (
        f"Jumlahnya {rupiah(total(by_year.values()))}. Silakan ambil di kasir atau kantor dengan "
        "membawa kartu anggota, atau minta kami memindahkannya ke simpanan sukarela."
    )
    shares = "\n".join(["SHU Anda belum diambil:", *lines])
    greeting, thanks = f"Bapak/Ibu {name} yang kami hormati,", f"Terima kasih,\n{coop}"
    return f"{greeting}\n\n{shares}\n\n{asked}\n\n{thanks}"


def link(phone: str, text: str) -> str:
    """Where WhatsApp opens with the message written; empty without a number."""
    return f"https://wa.me/{phone}?text={quote(text)}" if phone else ""


def _called(year: int) -> str:
    return f"SHU {year}" if year != BEFORE else "SHU tahun-tahun sebelumnya"
