"""The report of days on which shelves were empty, and of what may not have been sold for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Select, case, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from core.exports import Kind
from core.format import day
from core.i18n import _
from core.ids import ProductId, ShopId
from core.quantity import NONE, Quantity
from core.reports.asked import Asked, Place
from core.reports.report import Column, Plot, Report, Row, Shape
from inventory.assortment.models import Assortment
from inventory.models import MoveKind, Product, Stock, StockMove
from inventory.reports.emptiness import days, empty_days, unsold
from inventory.reports.goods import goods_columns, items
from inventory.reports.moves import moved_between

_Shelf = tuple[ShopId, ProductId]


@dataclass(slots=True)
class _Card:
    """What a shelf held before the first day, in the evenings after, and what it sold."""

    opening: Quantity | None
    evenings: dict[date, Quantity]
    sold: Quantity = NONE


def build(session: Session, asked: Asked) -> Report:
    """The shelves that were empty in some evenings, the longest first."""
    known, places = items(session, asked), {shop.id: shop for shop in asked.shops}
    found, by_day = [], Counter(dict.fromkeys(days(asked.since, _last(asked)), 0))
    for (shop_id, key), card in _cards(session, asked, places).items():
        empty = empty_days(card.opening, card.evenings, asked.since, _last(asked))
        if key in known and empty:
            missed = unsold(card.sold, len(by_day), len(empty))
            found.append((places[shop_id], known[key], len(empty), card.sold, missed))
            by_day.update(empty)
    found.sort(key=lambda one: (-one[2], one[1].name, one[0].code))
    several = len(asked.shops) > 1
    return Report(
        title=_("Rak kosong"),
        says=_says(len(found), sum(one[2] for one in found), len(by_day)),
        columns=_columns(several=several),
        rows=tuple(
            Row((item.code, item.name, *((shop.code,) if several else ()), count, sold, missed,
                 item.unit), "inventory.stock.card", {"shop": shop.code, "code": item.code})
            for shop, item, count, sold, missed in found
        ),
        name=1,
        plots=(_plot(by_day),) if found else (),
        notes=(
            _("Dihitung hari yang berakhir tanpa stok, untuk barang yang bergerak dalam masa ini "
              "atau yang punya stok minimum."),
            _("Tidak terjual: perkiraan menurut hari-hari lain dalam masa ini."),
        ),
    )  # fmt: skip


def _last(asked: Asked) -> date:
    """The evening of today has not come, yet what is empty now is empty."""
    return min(asked.until, asked.today)


def _cards(session: Session, asked: Asked, places: dict[ShopId, Place]) -> dict[_Shelf, _Card]:
    cards: dict[_Shelf, _Card] = {}
    zones = {shop_id: ZoneInfo(place.time_zone) for shop_id, place in places.items()}
    for move in session.execute(_moves(asked)):
        shelf = (ShopId(move.shop_id), ProductId(move.product_id))
        if shelf not in cards:
            before = None if move.number == 1 else move.balance_quantity - move.quantity
            cards[shelf] = _Card(before, {})
        card = cards[shelf]
        card.evenings[move.moved_at.astimezone(zones[shelf[0]]).date()] = move.balance_quantity
        if move.kind in (MoveKind.SALE, MoveKind.RETURN):
            card.sold -= move.quantity
    if asked.is_until_now:
        for shop_id, key, quantity in session.execute(_wanted_and_empty(asked)):
            cards.setdefault((ShopId(shop_id), ProductId(key)), _Card(quantity, {}))
    return cards


def _moves(asked: Asked) -> Select[*tuple[Any, ...]]:
    """What moved in the days on every shelf that was empty before, between or after."""
    after = type_coerce(StockMove.balance_quantity, BigInteger)
    before = after - type_coerce(StockMove.quantity, BigInteger)
    is_empty = case((or_(after <= 0, before <= 0), 1), else_=0)
    shelf = (StockMove.shop_id, StockMove.product_id)
    moves = (
        select(
            *shelf, StockMove.number, StockMove.kind, StockMove.moved_at, StockMove.quantity,
            StockMove.balance_quantity, func.max(is_empty).over(partition_by=shelf).label("empty"),
        )
        .where(moved_between(asked, asked.since, None if asked.is_until_now else asked.until))
        .subquery()
    )  # fmt: skip
    of = moves.c
    return select(moves).where(of.empty == 1).order_by(of.shop_id, of.product_id, of.number)


def _wanted_and_empty(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Goods that a shop wants and does not have, moved or not."""
    return (
        select(Assortment.shop_id, Assortment.product_id,
               func.coalesce(Stock.quantity, literal(NONE, Stock.quantity.type)))
        .join(Product, Product.id == Assortment.product_id)
        .outerjoin(Stock, (Stock.product_id == Assortment.product_id)
                   & (Stock.shop_id == Assortment.shop_id))
        .where(
            Assortment.shop_id.in_(asked.shop_ids), Assortment.least > NONE, Product.active,
            or_(Stock.quantity.is_(None), Stock.quantity <= NONE),
        )
    )  # fmt: skip


def _says(shelves: int, evenings: int, count: int) -> str:
    if not shelves:
        return _("Tidak ada rak yang kosong dalam masa ini.")
    return _("%(shelves)s barang kosong di rak, bersama-sama %(evenings)s hari, dalam "
             "%(days)s hari.", shelves=shelves, evenings=evenings, days=count)  # fmt: skip


def _columns(*, several: bool) -> tuple[Column, ...]:
    return (
        *goods_columns(with_category=False),
        *((Column(_("Toko")),) if several else ()),
        Column(_("Hari kosong"), Kind.COUNT, is_summed=True),
        Column(_("Terjual"), Kind.QUANTITY),
        Column(_("Tidak terjual"), Kind.QUANTITY),
        Column(_("Satuan")),
    )


def _plot(by_day: Counter[date]) -> Plot:
    values = tuple((day(on)[:5], count) for on, count in sorted(by_day.items()))
    return Plot(
        _("Rak yang kosong pada setiap hari"), values, Shape.BARS, Kind.COUNT, _("rak"),
        label_every=max(len(values) // 6, 1),
    )  # fmt: skip
