"""The report of slow and dead stock: what stands on the shelves and is not sold."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.clock import local_day
from core.exports import Kind
from core.format import rupiah
from core.i18n import _, lazy
from core.ids import ProductId
from core.money import total
from core.quantity import NONE, Quantity
from core.reports.asked import Asked
from core.reports.report import Column, Plot, Report, Shape
from core.settings import read
from inventory.models import MoveKind, Stock, StockMove
from inventory.reports.goods import Held, Item, goods_columns, goods_row, items
from inventory.reports.idleness import IdleLimits, Pace, idle_days, pace
from inventory.reports.moves import moved_between
from inventory.reports.settings import IDLE_LIMITS

BY_BOTH, BY_DEAD = "semua", "mati"
PACES = {Pace.SLOW: lazy("Lambat"), Pace.DEAD: lazy("Mati")}


@dataclass(frozen=True, slots=True)
class _Idle:
    """Goods on a shelf that have not been sold for long."""

    item: Item
    held: Held
    last_sold: date | None
    days: int
    pace: Pace


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The goods of one shop."""

    held: Held
    last_sold: date | None
    first_came: date


def build(session: Session, asked: Asked) -> Report:
    """Own goods on the shelves today that nobody has bought for long, the most valuable first."""
    limits = read(session, IDLE_LIMITS, on=asked.today)
    found = [
        one for one in _idle(session, asked, limits)
        if one.pace is Pace.DEAD or asked.by != BY_DEAD
    ]  # fmt: skip
    found.sort(key=lambda one: (-one.held.value.amount, one.item.name))
    return Report(
        title=_("Barang lambat dan mati"),
        says=_says(found, limits),
        columns=_columns(),
        rows=tuple(
            goods_row(asked, one.item, str(PACES[one.pace]), one.last_sold, one.days,
                      one.held.quantity, one.item.unit, one.held.value, with_category=False)
            for one in found
        ),
        name=1,
        plots=(_plot(found, limits),),
        notes=(
            _("Lambat: %(slow)s hari tanpa penjualan; mati: %(dead)s hari. Barang yang belum "
              "pernah terjual dihitung sejak pertama masuk.", slow=limits.slow, dead=limits.dead),
            _("Keadaan hari ini, di toko yang dipilih; barang titipan tidak dihitung."),
        ),
    )  # fmt: skip


def _idle(session: Session, asked: Asked, limits: IdleLimits) -> list[_Idle]:
    known = items(session, asked)
    found = []
    for key, shelves in _unsold_shelves(session, asked, limits).items():
        item = known.get(key)
        on_shelves = Held(
            Quantity(sum(one.held.quantity.milli for one in shelves)),
            total(one.held.value for one in shelves),
        )
        if item is None or item.is_consigned or on_shelves.quantity <= NONE:
            continue
        last = max((one.last_sold for one in shelves if one.last_sold), default=None)
        days = idle_days(last, min(one.first_came for one in shelves), asked.today)
        if (how := pace(days, limits)) is not Pace.SELLING:
            found.append(_Idle(item, on_shelves, last, days, how))
    return found


def _unsold_shelves(
    session: Session, asked: Asked, limits: IdleLimits
) -> dict[ProductId, list[_Shelf]]:
    """The shelves of goods that no shop has sold since goods count as slow."""
    zones = {shop.id: shop.time_zone for shop in asked.shops}
    found: dict[ProductId, list[_Shelf]] = defaultdict(list)
    for shop_id, key, quantity, value, last_at, first_at in session.execute(_unsold(asked, limits)):
        zone = zones[shop_id]
        found[key].append(
            _Shelf(Held(quantity, value), last_at and local_day(last_at, zone),
                   local_day(first_at, zone))
        )  # fmt: skip
    return found


def _unsold(asked: Asked, limits: IdleLimits) -> Select[*tuple[Any, ...]]:
    """Only where nothing was sold for long are the cards read back to the last sale."""
    since = asked.today - timedelta(days=limits.slow - 1)
    selling = select(StockMove.product_id).where(
        moved_between(asked, since), StockMove.kind == MoveKind.SALE
    )
    of_card = (StockMove.shop_id == Stock.shop_id, StockMove.product_id == Stock.product_id)
    last = (
        select(StockMove.moved_at)
        .where(*of_card, StockMove.kind == MoveKind.SALE)
        .order_by(StockMove.number.desc())
        .limit(1)
        .correlate(Stock)
    )
    first = select(StockMove.moved_at).where(*of_card, StockMove.number == 1).correlate(Stock)
    return select(
        Stock.shop_id, Stock.product_id, Stock.quantity, Stock.value,
        last.scalar_subquery(), first.scalar_subquery(),
    ).where(
        Stock.shop_id.in_(asked.shop_ids), Stock.moves > 0, Stock.product_id.not_in(selling)
    )  # fmt: skip


def _says(found: list[_Idle], limits: IdleLimits) -> str:
    if not found:
        return _("Semua barang di rak terjual dalam %(days)s hari terakhir.", days=limits.slow)
    return _("%(count)s barang senilai %(value)s lama tidak terjual.",
             count=len(found), value=rupiah(total(one.held.value for one in found)))  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        *goods_columns(with_category=False),
        Column(_("Keadaan")),
        Column(_("Terakhir terjual"), Kind.DATE),
        Column(_("Hari diam"), Kind.COUNT),
        Column(_("Jumlah"), Kind.QUANTITY),
        Column(_("Satuan")),
        Column(_("Nilai"), Kind.RUPIAH, is_summed=True),
    )


def _plot(found: list[_Idle], limits: IdleLimits) -> Plot:
    """Money that stands still, by how long."""
    ends = (limits.slow, 2 * limits.slow, limits.dead, 2 * limits.dead, 4 * limits.dead)
    sums: Counter[int] = Counter()
    for one in found:
        sums[max((end for end in ends if one.days >= end), default=ends[0])] += (
            one.held.value.amount
        )
    values = tuple((_("%(days)s+ hari", days=end), sums[end]) for end in sorted(set(ends)))
    return Plot(_("Nilai barang menurut lama diam"), values, Shape.BARS)
