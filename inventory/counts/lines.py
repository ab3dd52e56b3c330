"""Entries of counts written many at once, and taken back: the paper itself never changes.

An entry that is void takes back everything counted of its product before it, as if nobody had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, insert, select
from sqlalchemy.orm import Session, aliased

from core.ids import OperatorId, ProductId, new_id
from core.models import table_of
from core.quantity import NONE, Quantity
from inventory.counts.models import CountLine, StockCount


@dataclass(frozen=True, slots=True)
class Counted:
    """What somebody found, and when."""

    product_id: ProductId
    quantity: Quantity
    """Base units."""
    shelf: str
    at: datetime


def standing() -> ColumnElement[bool]:
    """The condition on an entry that it counts: it is not void, and no later one made it so."""
    later = aliased(CountLine)
    taken_back = exists().where(
        later.is_void,
        later.count_id == CountLine.count_id,
        later.product_id == CountLine.product_id,
        later.number > CountLine.number,
    )
    return ~CountLine.is_void & ~taken_back


def add_all(
    session: Session, paper: StockCount, counted: Sequence[Counted], *, by: OperatorId
) -> list[UUID]:
    """Note everything somebody found; the paper is open and all of it is to be counted.

    Returns the keys of the entries.
    """
    rows = [_row(paper, one.product_id, one.quantity, one.shelf, one.at, by) for one in counted]
    _insert(session, paper, rows)
    return [row["id"] for row in rows]


def take_back(
    session: Session, paper: StockCount, keys: Collection[UUID], *, at: datetime, by: OperatorId
) -> None:
    """Make entries void and let stand again what stood of their products before them.

    Nothing was counted of these products since.
    """
    entries = _entries(session, paper)
    touched = {entry.product_id for entry in entries if entry.id in keys}
    rows: list[dict[str, Any]] = []
    for product_id in sorted(touched):
        rows.append(_row(paper, product_id, NONE, "", at, by) | {"is_void": True})
        rows += [
            _row(paper, product_id, entry.quantity, entry.shelf, entry.counted_at,
                 entry.counted_by) | {"is_recount": entry.is_recount}
            for entry in entries
            if entry.product_id == product_id and entry.id not in keys
        ]  # fmt: skip
    _insert(session, paper, rows)


def counted_since(
    session: Session, paper: StockCount, keys: Collection[UUID]
) -> dict[UUID, ProductId]:
    """Which of these entries somebody counted over again, with their products."""
    last: dict[ProductId, int] = defaultdict(int)
    entries = _entries(session, paper)
    for entry in entries:
        if entry.id not in keys:
            last[entry.product_id] = entry.number
    return {
        entry.id: entry.product_id
        for entry in entries
        if entry.id in keys and last[entry.product_id] > entry.number
    }


def _entries(session: Session, paper: StockCount) -> list[CountLine]:
    return list(
        session.scalars(
            select(CountLine)
            .where(CountLine.count_id == paper.id, standing())
            .order_by(CountLine.number)
        )
    )


def _row(
    paper: StockCount,
    product_id: ProductId,
    quantity: Quantity,
    shelf: str,
    at: datetime,
    by: OperatorId,
) -> dict[str, Any]:
    return {
        "id": new_id(), "count_id": paper.id, "product_id": product_id, "quantity": quantity,
        "is_recount": False, "is_void": False, "shelf": shelf, "counted_at": at,
        "counted_by": by,
    }  # fmt: skip


def _insert(session: Session, paper: StockCount, rows: list[dict[str, Any]]) -> None:
    last = select(func.max(CountLine.number)).where(CountLine.count_id == paper.id)
    first = (session.scalar(last) or 0) + 1
    if rows:
        numbered = [row | {"number": first + place} for place, row in enumerate(rows)]
        session.execute(insert(table_of(CountLine)), numbered)
