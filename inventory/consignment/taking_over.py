"""What producers were owed on paper when the co-op began in Lumbung.

The debt is in 2-1020 with its producer, which is what settlements pay; no goods stand behind it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import OperatorId, PartyId
from inventory.consignment.models import Consignor
from ledger import chart
from members.opening.parties import Book, Debt, Party


def every(session: Session) -> list[Party]:
    """All producers, by number."""
    rows = session.scalars(select(Consignor).order_by(Consignor.number))
    return [Party(PartyId(row.id), row.number, row.name) for row in rows]


def take_over(_session: Session, _debt: Debt, _at: datetime, _by: OperatorId | None) -> None:
    """Nothing to write: what a shop owes a producer is what the books say."""


BOOK = Book(chart.CONSIGNMENT_PAYABLES, "inventory.consignment.index", every, take_over)
