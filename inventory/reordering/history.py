"""What a shop sold of everything over some days: sums over its moves, by index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.clock import local_day
from core.ids import ProductId, ShopId
from core.models import Shop
from core.quantity import NONE
from inventory.models import MoveKind, StockMove
from inventory.reordering.suggesting import Days, Sold, Turn, days_without

_SOLD = or_(
    StockMove.kind.in_((MoveKind.SALE, MoveKind.RETURN)),
    and_(StockMove.kind == MoveKind.REPACK, StockMove.quantity < NONE),
)
"""What goods leave a shop by; those made into others are asked for as well."""


def sold(session: Session, shop: Shop, days: Days) -> dict[ProductId, Sold]:
    """What every product sold on these days, and on how many of them it could be had."""
    turns = _turns(session, shop, days)
    rows = session.execute(
        select(StockMove.product_id, func.sum(StockMove.quantity))
        .where(*_within(shop, days), _SOLD)
        .group_by(StockMove.product_id)
    )
    return {
        ProductId(key): Sold(-moved, len(days) - days_without(turns.get(ProductId(key), ()), days))
        for key, moved in rows
    }


def _turns(session: Session, shop: Shop, days: Days) -> Mapping[ProductId, list[tuple[date, Turn]]]:
    """When shelves became empty, and when they were so no more."""
    rows = session.execute(
        select(StockMove.product_id, StockMove.moved_at, StockMove.balance_quantity)
        .where(*_within(shop, days))
        .where(
            or_(
                StockMove.balance_quantity == NONE,
                StockMove.balance_quantity == StockMove.quantity,
            )
        )
        .order_by(StockMove.product_id, StockMove.number)
    )
    found: dict[ProductId, list[tuple[date, Turn]]] = defaultdict(list)
    for key, moved_at, balance in rows:
        turn = Turn.FILLED if balance else Turn.EMPTIED
        found[ProductId(key)].append((local_day(moved_at, shop.time_zone), turn))
    return found


def _within(shop: Shop, days: Days) -> tuple[ColumnElement[bool], ...]:
    return (
        StockMove.shop_id == ShopId(shop.id),
        StockMove.moved_at >= _midnight(days.first, shop.time_zone),
        StockMove.moved_at < _midnight(days.last + timedelta(days=1), shop.time_zone),
    )


def _midnight(day: date, time_zone: str) -> datetime:
    """The instant a day begins in a shop."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone))
