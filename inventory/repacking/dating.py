"""The last day of what was opened, which what was filled from it bears as well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import OperatorId, ProductId, ShopId
from core.quantity import NONE, Quantity
from inventory.batches import batches
from inventory.batches import queries as batch_queries
from inventory.batches.batches import NewBatch
from inventory.batches.models import Batch
from inventory.models import Stock
from inventory.transfers.dates import Dated, leaving

Goods = tuple[ProductId, Quantity]
"""A product and how much of it, in base units."""


def first_day(session: Session, goods: Goods, *, shop_id: ShopId, on: date) -> date | None:
    """The first last day of so many goods as would leave the shelf now; None: none is known."""
    product_id, quantity = goods
    rows = batch_queries.of_product(session, shop_id, product_id, on=on)
    on_shelf = [Dated(row.expires_on, row.batch, row.quantity) for row in rows]
    held = session.get(Stock, (shop_id, product_id))
    on_hand = held.quantity if held else NONE
    dated = leaving(on_shelf, on_hand=on_hand, before=NONE, quantity=quantity)
    return min((of.expires_on for of in dated), default=None)


def note(
    session: Session,
    filled: Iterable[Goods],
    day: date | None,
    *,
    shop_id: ShopId,
    source: str,
    at: datetime,
) -> None:
    """Let filled goods expire when what they were filled from would have; not without a day."""
    if day is None:
        return
    new = [NewBatch(product_id, day, quantity) for product_id, quantity in filled]
    batches.note(session, new, shop_id=shop_id, source=source, at=at)


def end(session: Session, source: str, *, reason: str, at: datetime, by: OperatorId | None) -> None:
    """Forget the days of goods that were never filled."""
    for batch in session.scalars(select(Batch).where(Batch.source == source)).all():
        left = batch.quantity - batches.ended(session, batch)
        if left > NONE:
            batches.end(session, batch, left, reason=reason, at=at, by=by)
