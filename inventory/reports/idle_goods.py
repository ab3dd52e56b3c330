"""The report of slow and dead stock: what stands on the shelves and is not sold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.clock import local_day
from core.exports import Kind
from core.format import rupiah
from core.i18n import _, lazy
from core.money import total
from core.quantity import NONE
from core.settings import read
from inventory.models import MoveKind, Stock, StockMove
from inventory.reports.asked import Asked
from inventory.reports.goods import Held, Item, goods_columns, goods_row, items
from inventory.reports.idleness import IdleLimits, Pace, idle_days, pace
from inventory.reports.report import Column, Plot, Report, Shape
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
                      one.held.quantity, one.item.unit, one.held.value)
            for one in found
        ),
        name=1,
        plot=_plot(found, limits),
        notes=(
            _("Lambat: %(slow)s hari tanpa penjualan; mati: %(dead)s hari. Barang yang belum "
              "pernah terjual dihitung sejak pertama masuk.", slow=limits.slow, dead=limits.dead),
            _("Keadaan hari ini, di toko yang dipilih; barang titipan tidak dihitung."),
        ),
    )  # fmt: skip


def _idle(session: Session, asked: Asked, limits: IdleLimits) -> list[_Idle]:
    known = items(session, asked)
    zone = asked.shops[0].time_zone if asked.shops else "Asia/Jakarta"
    found = []
    for key, quantity, value, last_at, first_at in session.execute(_unsold(asked, limits)):
        item = known.get(key)
        if item is None or item.is_consigned:
            continue
        last, first = _day(last_at, zone), _day(first_at, zone) or asked.today
        days = idle_days(last, first, asked.today)
        if (how := pace(days, limits)) is not Pace.SELLING:
            found.append(_Idle(item, Held(quantity, value), last, days, how))
    return found


def _unsold(asked: Asked, limits: IdleLimits) -> Select[*tuple[Any, ...]]:
    """What stands on the shelves and was not sold since goods count as slow.

    Only for those are the cards read back to the last sale, so it costs little.
    """
    since = asked.today - timedelta(days=limits.slow - 1)
    selling = select(StockMove.product_id).where(
        asked.moved_between(since), StockMove.kind == MoveKind.SALE
    )
    of_card = (
        StockMove.shop_id.in_(asked.shop_ids),
        StockMove.product_id == Stock.product_id,
    )
    last = select(func.max(StockMove.moved_at)).where(*of_card, StockMove.kind == MoveKind.SALE)
    first = select(func.min(StockMove.moved_at)).where(*of_card, StockMove.number == 1)
    return (
        select(
            Stock.product_id, func.sum(Stock.quantity), func.sum(Stock.value),
            last.correlate(Stock).scalar_subquery(), first.correlate(Stock).scalar_subquery(),
        )
        .where(Stock.shop_id.in_(asked.shop_ids), Stock.product_id.not_in(selling))
        .group_by(Stock.product_id)
        .having(func.sum(Stock.quantity) > NONE)
    )  # fmt: skip


def _day(at: datetime | None, zone: str) -> date | None:
    return local_day(at, zone) if at else None


def _says(found: list[_Idle], limits: IdleLimits) -> str:
    if not found:
        return _("Semua barang di rak terjual dalam %(days)s hari terakhir.", days=limits.slow)
    return _("%(count)s barang senilai %(value)s lama tidak terjual.",
             count=len(found), value=rupiah(total(one.held.value for one in found)))  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        *goods_columns(),
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
