"""Papers of consignment as lines of paper: the intake note, and the slip of a settlement. Pure.

They are the producer's, so their words are Indonesian whatever language the clerk's screen speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.clock import local_time
from core.format import day, number, quantity, rupiah
from inventory.consignment.slips import ENDINGS, WAYS, Head, IntakeNote, Slip
from pos.letterhead import Letterhead, Marks, slip
from pos.paper import (
    Barcode,
    Feed,
    PaperLine,
    Rule,
    Style,
    Text,
    big_pair,
    centred,
    left,
    pair,
)

INTAKE, SETTLEMENT = "NOTA TITIPAN", "PELUNASAN TITIPAN"


def intake(
    note: IntakeNote, letterhead: Letterhead, marks: Marks, columns: int
) -> tuple[PaperLine, ...]:
    """An intake note for paper of that many columns, with room for two signatures."""
    return tuple(slip(letterhead, INTAKE, marks, _brought(note, columns), columns))


def settlement(
    paid: Slip, letterhead: Letterhead, marks: Marks, columns: int
) -> tuple[PaperLine, ...]:
    """The slip of a settlement for paper of that many columns, with room for two signatures."""
    return tuple(slip(letterhead, SETTLEMENT, marks, _settled(paid, columns), columns))


def _brought(note: IntakeNote, columns: int) -> Iterator[PaperLine]:
    yield from _head(note.head, columns)
    yield Rule()
    for line in note.lines:
        yield from pair(line.name, f"{quantity(line.quantity)} {line.unit}", columns)
    yield from _signatures(note.head, "Diterima", columns)


def _settled(paid: Slip, columns: int) -> Iterator[PaperLine]:
    yield from _head(paid.head, columns)
    yield Rule()
    yield from _sold(paid, columns)
    yield from _unsold(paid, columns)
    yield Rule()
    if paid.before:
        yield from pair("Sisa sebelumnya", rupiah(paid.before), columns)
    if paid.kept:
        yield from pair("Diganti toko", rupiah(paid.kept), columns)
    yield from pair("Terutang", rupiah(paid.owed), columns, Style.BOLD)
    for part in paid.parts:
        yield from pair(WAYS[part.way], rupiah(part.amount), columns)
        if part.reference:
            yield from left(part.reference, columns)
    yield from big_pair("DIBAYAR", rupiah(paid.paid), columns)
    yield from pair("Sisa", rupiah(paid.remaining), columns)
    yield from _signatures(paid.head, "Diserahkan", columns)


def _head(head: Head, columns: int) -> Iterator[PaperLine]:
    at = local_time(head.at, head.time_zone)
    yield from pair(head.number, f"{day(at.date())} {at:%H:%M}", columns)
    yield from left(f"Penitip {head.consignor_number} {head.consignor}", columns, Style.BOLD)


def _sold(paid: Slip, columns: int) -> Iterator[PaperLine]:
    yield from centred(f"Terjual {day(paid.first)} - {day(paid.paid_on)}", columns)
    for line in paid.lines:
        yield from left(line.name, columns)
        sold = f"{quantity(line.quantity)} {line.unit}"
        yield from pair(sold, number(line.amount.amount), columns, indent=2)
    if not paid.lines:
        yield from left("Tidak ada yang terjual.", columns)
        return
    yield Rule()
    yield from pair("Penjualan", rupiah(paid.amount), columns)
    yield from pair("Komisi koperasi", number(-paid.fee.amount), columns)
    yield from pair("Hak penitip", rupiah(paid.payable), columns, Style.BOLD)


def _unsold(paid: Slip, columns: int) -> Iterator[PaperLine]:
    if not paid.ended:
        return
    yield Rule()
    yield from centred("Tidak terjual", columns)
    for line in paid.ended:
        yield from left(line.name, columns)
        count = f"{quantity(line.quantity)} {line.unit}"
        yield from pair(ENDINGS[line.kind], count, columns, indent=2)


def _signatures(head: Head, ours: str, columns: int) -> Iterator[PaperLine]:
    yield Feed(2)
    yield from pair(ours, "Penitip", columns)
    yield Feed(3)
    line = "." * (columns // 2 - 2)
    yield Text(line + line.rjust(columns - len(line)))
    yield Feed()
    yield Barcode(head.number)
