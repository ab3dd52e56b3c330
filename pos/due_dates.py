"""When a kasbon is to be paid, as lines of a receipt. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.format import day, number
from members.instalments import Instalment
from pos.paper import INDENT, PaperLine, pair

MOST_SHOWN = 6
"""More instalments than these are not worth the paper: the last says until when."""


def due_lines(coming: Sequence[Instalment], columns: int) -> Iterator[PaperLine]:
    """One day as it is; several with what is to be paid on each."""
    if len(coming) == 1:
        yield from pair("Jatuh tempo", day(coming[0].due_on), columns)
    elif coming:
        yield from pair("Jatuh tempo", "", columns)
        yield from instalment_lines(coming, columns)


def instalment_lines(parts: Sequence[Instalment], columns: int) -> Iterator[PaperLine]:
    """What is to be paid on each day."""
    shown = parts if len(parts) <= MOST_SHOWN + 1 else parts[:MOST_SHOWN]
    for part in shown:
        yield from pair(day(part.due_on), number(part.amount.amount), columns, indent=INDENT)
    if len(shown) < len(parts):
        rest = f"{len(parts) - len(shown)} kali lagi sampai {day(parts[-1].due_on)}"
        yield from pair(rest, "", columns, indent=INDENT)
