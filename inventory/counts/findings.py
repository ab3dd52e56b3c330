"""What a count has found so far: its entries beside the moves of the same goods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ProductId
from core.quantity import NONE, Quantity
from inventory.counts import lines
from inventory.counts.differences import Difference, Found, Moved, difference
from inventory.counts.models import CountLine, StockCount
from inventory.models import Product, Stock, StockMove


def differences(session: Session, paper: StockCount) -> dict[ProductId, Difference]:
    """Every product that was counted, compared with its moves as they are now."""
    found = _found(session, paper)
    if not found:
        return {}
    earliest = min(entry.at for entries in found.values() for entry in entries)
    held = _held(session, paper, found.keys())
    moved = _moved(session, paper, since=earliest)
    return {
        product_id: difference(
            entries, now=held.get(product_id, NONE), moves=moved.get(product_id, [])
        )
        for product_id, entries in found.items()
    }


def _found(session: Session, paper: StockCount) -> dict[ProductId, list[Found]]:
    """Every entry, but of goods that have become a producer's since."""
    rows = session.execute(
        select(CountLine.product_id, CountLine.quantity, CountLine.counted_at, CountLine.is_recount)
        .join(Product, Product.id == CountLine.product_id)
        .where(CountLine.count_id == paper.id, Product.consignor_id.is_(None), lines.standing())
        .order_by(CountLine.number)
    )
    found: dict[ProductId, list[Found]] = defaultdict(list)
    for product_id, quantity, counted_at, is_recount in rows:
        found[product_id].append(Found(quantity, counted_at, is_recount))
    return found


def _held(
    session: Session, paper: StockCount, products: Collection[ProductId]
) -> dict[ProductId, Quantity]:
    rows = session.execute(
        select(Stock.product_id, Stock.quantity).where(Stock.shop_id == paper.shop_id)
    )
    return {row[0]: row[1] for row in rows if row[0] in products}


def _moved(session: Session, paper: StockCount, *, since: datetime) -> dict[ProductId, list[Moved]]:
    """The moves after an instant of the goods that were counted."""
    counted = select(CountLine.product_id).where(CountLine.count_id == paper.id)
    rows = session.execute(
        select(StockMove.product_id, StockMove.quantity, StockMove.moved_at)
        .where(StockMove.shop_id == paper.shop_id, StockMove.moved_at > since)
        .where(StockMove.product_id.in_(counted))
    )
    moved: dict[ProductId, list[Moved]] = defaultdict(list)
    for product_id, quantity, moved_at in rows:
        moved[product_id].append(Moved(quantity, moved_at))
    return moved
