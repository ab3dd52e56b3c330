"""What the page of a pack's history reads: its prices, who set them, and what the goods cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.clock import local_day
from core.ids import PackId, ProductId, ShopId
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory.costing import Cost
from inventory.models import MoveKind, Pack, Price, PriceList, StockMove
from inventory.price_history.holding import Span, price_steps

AT_AVERAGE = (MoveKind.SALE, MoveKind.RETURN, MoveKind.EXCHANGE)
"""Moves that leave the average as it was."""


@dataclass(frozen=True, slots=True)
class PriceEvent:
    """A price that was set."""

    list: PriceList
    shop: str | None
    """The shop's code; None: all shops."""
    amount: Money
    least: Quantity
    valid_from: date
    valid_to: date | None
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose history is shown."""

    pack_id: PackId
    shops: tuple[ShopId, ...]
    """Beside the prices of all shops only those of these."""
    list: PriceList | None = None


def events(session: Session, asked: Asked, *, number: int) -> Page[PriceEvent]:
    """The prices of a pack, the newest first."""
    wanted = _events(asked)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.execute(wanted.offset(offset(number)).limit(SIZE))
    return Page(tuple(PriceEvent(*row) for row in rows), number, total)


def every_event(session: Session, asked: Asked) -> Iterator[PriceEvent]:
    """The same list without pages, for a file."""
    return (PriceEvent(*row) for row in session.execute(_events(asked)))


def _events(asked: Asked) -> Select[*tuple[Any, ...]]:
    wanted = (
        select(
            Price.list, Shop.code, Price.amount, Price.least, Price.valid_from, Price.valid_to,
            Operator.name, Price.set_at,
        )
        .outerjoin(Shop, Shop.id == Price.shop_id)
        .outerjoin(Operator, Operator.id == Price.set_by)
        .where(Price.pack_id == asked.pack_id)
        .where(or_(Price.shop_id.is_(None), Price.shop_id.in_(asked.shops)))
        .order_by(Price.valid_from.desc(), Price.set_at.desc(), Price.id.desc())
    )  # fmt: skip
    return wanted if asked.list is None else wanted.where(Price.list == asked.list)


def prices_over_time(
    session: Session, pack_id: PackId, shop_id: ShopId, lists: Collection[PriceList]
) -> dict[PriceList, tuple[tuple[date, Money | None], ...]]:
    """What a pack cost the buyer in a shop, from each day on that it changed, by list."""
    rows = session.scalars(
        select(Price)
        .where(Price.pack_id == pack_id, Price.list.in_(lists), Price.least == NONE)
        .where(or_(Price.shop_id.is_(None), Price.shop_id == shop_id))
        .order_by(Price.set_at)
    )
    spans: dict[PriceList, list[Span]] = {name: [] for name in lists}
    for row in rows:
        is_own = row.shop_id is not None
        spans[row.list].append(Span(row.amount, row.valid_from, row.valid_to, is_own))
    return {name: price_steps(every) for name, every in spans.items() if every}


def cost_over_time(
    session: Session, pack: Pack, shop: Shop, *, since: datetime
) -> tuple[tuple[date, Money], ...]:
    """What the goods in a pack cost a shop on average, from each day on that it changed."""
    rows = session.execute(
        select(StockMove.moved_at, StockMove.balance_quantity, StockMove.balance_value)
        .where(
            StockMove.shop_id == ShopId(shop.id),
            StockMove.product_id == ProductId(pack.product_id),
            StockMove.kind.not_in(AT_AVERAGE), StockMove.balance_quantity > NONE,
            StockMove.moved_at >= since,
        )
        .order_by(StockMove.number)
    )  # fmt: skip
    costs: dict[date, Money] = {}
    for moved_at, quantity, value in rows:
        costs[local_day(moved_at, shop.time_zone)] = Cost(quantity, value).of(pack.factor)
    return tuple(sorted(costs.items()))
