"""The slip of a cash move as lines of paper: for the drawer, or for who takes the money along.

Paper is Indonesian whatever language the screen speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.format import day, rupiah
from core.money import Money
from pos.cash.models import Direction, Purpose
from pos.letterhead import Letterhead, Marks, slip
from pos.paper import Barcode, Feed, PaperLine, Rule, Text, big_pair, left, pair

TITLES = {Direction.IN: "KAS MASUK", Direction.OUT: "KAS KELUAR"}
PURPOSES = {
    (Direction.IN, Purpose.SAFE): "Dari kas besar",
    (Direction.IN, Purpose.PETTY): "Dari kas kecil",
    (Direction.IN, Purpose.EXPENSE): "Sisa uang belanja",
    (Direction.OUT, Purpose.SAFE): "Ke kas besar",
    (Direction.OUT, Purpose.PETTY): "Ke kas kecil",
    (Direction.OUT, Purpose.BANK): "Setoran ke bank",
    (Direction.OUT, Purpose.EXPENSE): "Belanja toko",
}


@dataclass(frozen=True, slots=True)
class CashSlip:
    """Everything the slip of a cash move says."""

    head: Letterhead
    number: str
    moved_at: datetime
    """On the shop's wall clock."""
    till: str
    clerk: str
    direction: Direction
    purpose: Purpose
    account: str
    """The expense's name; empty for every other purpose."""
    amount: Money
    reason: str


def layout(move: CashSlip, marks: Marks, columns: int) -> tuple[PaperLine, ...]:
    """The slip for paper of that many columns, with room for two signatures."""
    return tuple(slip(move.head, TITLES[move.direction], marks, _body(move, columns), columns))


def _body(move: CashSlip, columns: int) -> Iterator[PaperLine]:
    yield from pair(move.number, f"{day(move.moved_at.date())} {move.moved_at:%H:%M}", columns)
    yield from pair(f"Kasir {move.clerk}", move.till, columns)
    yield Rule()
    yield from left(PURPOSES[move.direction, move.purpose], columns)
    if move.account:
        yield from left(move.account, columns)
    yield from left(move.reason, columns)
    yield Rule()
    yield from big_pair("JUMLAH", rupiah(move.amount), columns)
    yield Feed(2)
    yield from pair("Petugas", "Penerima/saksi", columns)
    yield Feed(3)
    line = "." * (columns // 2 - 2)
    yield Text(line + line.rjust(columns - len(line)))
    yield Feed()
    yield Barcode(move.number)
