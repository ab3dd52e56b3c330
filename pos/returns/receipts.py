"""The slip of a return as lines of paper: what came back, and what was given for it.

Its words are Indonesian, whatever language the clerk's screen speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.format import day, number, quantity, rupiah
from core.money import Money
from core.quantity import Quantity
from pos.letterhead import Letterhead, Marks, slip
from pos.paper import (
    INDENT,
    MIN_COLUMNS,
    Barcode,
    Feed,
    PaperLine,
    Rule,
    big_pair,
    left,
    pair,
)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of goods that came back."""

    name: str
    quantity: Quantity
    unit: str
    amount: Money
    fit: bool
    """It can be sold again."""


@dataclass(frozen=True, slots=True)
class ReturnSlip:
    """Everything the slip of a return says."""

    head: Letterhead
    number: str
    sale_number: str
    """Of the receipt it takes from; empty without one."""
    returned_at: datetime
    """On the shop's wall clock."""
    till: str
    clerk: str
    member: str
    """Number and name; empty when nobody is known."""
    lines: tuple[SlipLine, ...]
    total: Money
    rounding: Money
    refunds: tuple[tuple[str, Money], ...]
    """What the buyer calls each way, and how much went back in it."""
    reason: str
    is_void: bool


def layout(found: ReturnSlip, marks: Marks, columns: int) -> tuple[PaperLine, ...]:
    """The slip for paper of that many columns; a line never exceeds them, nothing is cut."""
    if columns < MIN_COLUMNS:
        raise ValueError(f"a slip needs {MIN_COLUMNS} columns, not {columns}")
    title = "BATAL" if found.is_void else "RETUR"
    return tuple(slip(found.head, title, marks, _body(found, columns), columns))


def _body(found: ReturnSlip, columns: int) -> Iterator[PaperLine]:
    yield from _meta(found, columns)
    yield Rule()
    for line in found.lines:
        yield from _goods(line, columns)
    yield Rule()
    yield from _money(found, columns)
    yield from left(f"Alasan: {found.reason or '-'}", columns)
    yield Feed()
    yield from left("Diterima pembeli:", columns)
    yield Feed()
    yield Rule()
    yield Barcode(found.number)
    yield Feed()


def _meta(found: ReturnSlip, columns: int) -> Iterator[PaperLine]:
    moment = f"{day(found.returned_at.date())} {found.returned_at:%H:%M}"
    yield from pair(found.number, moment, columns)
    yield from pair(f"Kasir {found.clerk}", found.till, columns)
    if found.member:
        yield from left(f"Anggota {found.member}", columns)
    if found.sale_number:
        yield from pair("Struk asal", found.sale_number, columns)
    else:
        yield from left("Tanpa struk", columns)


def _goods(line: SlipLine, columns: int) -> Iterator[PaperLine]:
    yield from left(line.name, columns)
    state = "" if line.fit else " rusak"
    detail = f"{quantity(line.quantity)} {line.unit}{state}"
    yield from pair(detail, number(line.amount.amount), columns, indent=INDENT)


def _money(found: ReturnSlip, columns: int) -> Iterator[PaperLine]:
    if found.rounding:
        yield from pair("Subtotal", number(found.total.amount), columns)
        yield from pair("Pembulatan", number(found.rounding.amount), columns)
    yield from big_pair("KEMBALI", rupiah(found.total + found.rounding), columns)
    for label, amount in found.refunds:
        yield from pair(label, number(amount.amount), columns)
