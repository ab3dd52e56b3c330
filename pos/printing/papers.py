"""How each kind of paper is laid out: the part of a job's source before the colon decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import SaleId
from pos import queries, receipts
from pos.paper import PaperLine

LATE = timedelta(minutes=10)
"""A receipt this long after what happened says DICETAK MENYUSUL: the buyer has left."""


@dataclass(frozen=True, slots=True)
class Printing:
    """One attempt to put something on paper."""

    columns: int
    at: datetime
    copy_of: int | None
    """1 for the first copy that somebody asked for; None for the original."""
    reprint: bool
    """An earlier attempt may have reached the paper."""


LayOut = Callable[[Session, UUID, Printing], Sequence[PaperLine]]
"""The paper of what has this key."""


def sale(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The receipt of a sale."""
    receipt = queries.receipt(session, SaleId(key))
    marked = replace(
        receipt,
        copy_of=printing.copy_of,
        reprint=printing.reprint,
        late=printing.copy_of is None and printing.at - receipt.sold_at > LATE,
    )
    return receipts.layout(marked, printing.columns)


PAPERS: Mapping[str, LayOut] = {
    "sale": sale,
}


def lay_out(session: Session, source: str, printing: Printing) -> Sequence[PaperLine]:
    """The lines of a job's paper. Raises ValueError for a source that leaves none."""
    kind, _separator, key = source.partition(":")
    if kind not in PAPERS:
        raise ValueError(f"nothing is printed for {source}")
    return PAPERS[kind](session, UUID(key), printing)
