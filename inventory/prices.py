"""What packs cost: on a list, in one shop or all, from a day on. A pack without is not for sale.

Wholesale prices stand beside each other, one for each least quantity; elsewhere that is zero.

Of the prices that hold on a day the shop's own beats the one for all shops, and then the one that
began last: so a price with an end (a promotion) lies on top of the open one and gives way to it.
``pos.pricing`` reads them so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.format import quantity, rupiah
from core.i18n import _
from core.ids import OperatorId, PackId, ShopId
from core.money import ZERO, Money
from core.quantity import MILLI, NONE, Quantity
from inventory import packs
from inventory.changes import note
from inventory.cleaning import HIGHEST_PRICE
from inventory.labels import requests
from inventory.margins import guard
from inventory.models import Price, PriceList, Product

Place = tuple[PackId, PriceList, ShopId | None, Quantity]
"""Where a price holds, the last the least quantity; at each place one is open at a time."""

ON_LABELS = frozenset({PriceList.GENERAL, PriceList.MEMBER})
"""Lists that a label on a shelf shows."""

_DAY = timedelta(days=1)
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class NewPrice:
    """A price to hold for a pack on a list; without ``shop_id`` in every shop."""

    pack_id: PackId
    amount: Money
    list: PriceList = PriceList.GENERAL
    shop_id: ShopId | None = None
    least: Quantity = NONE
    """How much of the pack a basket must hold; wholesale only."""

    def __post_init__(self) -> None:
        if self.list is PriceList.WHOLESALE and self.least <= NONE:
            raise InvalidInput(
                _("Harga grosir perlu jumlah paling sedikit, misalnya 12."), field="least"
            )
        if self.list is not PriceList.WHOLESALE and self.least:
            raise InvalidInput(
                _("Hanya harga grosir yang mulai dari jumlah tertentu."), field="least"
            )
        if not ZERO < self.amount <= HIGHEST_PRICE:
            raise InvalidInput(
                _("Harga harus lebih dari Rp0, paling banyak Rp1.000.000.000."), field="price"
            )

    @property
    def place(self) -> Place:
        return self.pack_id, self.list, self.shop_id, self.least


@dataclass(frozen=True, slots=True)
class Period:
    """The days a price holds, both included; without an end until a newer one."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise InvalidInput(
                _("Tanggal akhir tidak boleh sebelum tanggal mulai."), field="valid_to"
            )


def set_price(
    session: Session,
    price: NewPrice,
    period: Period,
    *,
    at: datetime,
    by: OperatorId | None,
    below_cost: str = "",
) -> None:
    """Let a price hold; the open price before it ends the day before. Never above the ceiling.

    Below what the goods cost only with a reason, ``below_cost``, which the audit log keeps.
    """
    pack = packs.get(session, price.pack_id)
    product = session.get_one(Product, pack.product_id)
    ceiling = ceiling_of(product.ceiling, pack.factor)
    if ceiling is not None and price.amount > ceiling:
        raise InvalidInput(
            _("Harga eceran tertinggi (HET) %(ceiling)s.", ceiling=rupiah(ceiling)), field="price"
        )
    cost = guard.loss(session, pack, price.amount, shop_id=price.shop_id, reason=below_cost)
    put(session, [price], period, at=at, by=by)
    why = {} if cost is None else {"cost": cost.amount, "reason": below_cost}
    note(
        session, "price.set" if cost is None else "price.set_below_cost", product, at=at, by=by,
        least=_shown(price.least), unit=pack.unit, list=price.list, price=price.amount.amount,
        valid_from=str(period.first), valid_to=str(period.last or ""), shop_id=price.shop_id,
        **why,
    )  # fmt: skip


def put(
    session: Session,
    new: Sequence[NewPrice],
    period: Period,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Write many prices at once; the caller notes the change of their products.

    A price set again for the same first day takes the place of the one before.
    """
    wanted = {price.place: price for price in new}
    standing = _standing(session, wanted, period.first)
    for place, price in wanted.items():
        last = _make_room(session, standing.get(place, []), period)
        session.add(
            Price(
                pack_id=price.pack_id, list=price.list, shop_id=price.shop_id,
                least=price.least, amount=price.amount, valid_from=period.first, valid_to=last,
                set_by=by, set_at=at,
            )
        )  # fmt: skip
    session.flush()
    labelled = [price for price in wanted.values() if price.list in ON_LABELS]
    changes = [
        requests.Change(price.pack_id, price.shop_id, period.first, period.last)
        for price in labelled
    ]
    requests.ask(session, changes, at=at)


def end(session: Session, place: Place, *, last: date, at: datetime, by: OperatorId | None) -> None:
    """Let the open price at a place hold until a day and no longer. Raises NotFound."""
    pack = packs.get(session, place[0])
    standing = _standing(session, [place], last).get(place, [])
    ending = [row for row in standing if row.valid_to is None]
    if not ending:
        raise NotFound(_("Tidak ada harga yang sedang berlaku di sini."))
    for row in ending:
        row.valid_to = last
        if row.valid_from > last:
            session.delete(row)
    if place[1] in ON_LABELS:
        requests.ask(session, [requests.Change(place[0], place[2], last + _DAY)], at=at)
    note(
        session, "price.ended", session.get_one(Product, pack.product_id), at=at, by=by,
        unit=pack.unit, list=place[1], shop_id=place[2], least=_shown(place[3]),
        valid_to=str(last),
    )  # fmt: skip


def current(
    session: Session, pack_ids: Sequence[PackId], *, on: date, shop_id: ShopId | None = None
) -> dict[tuple[PackId, PriceList], Money]:
    """What packs cost on a day by list; without ``shop_id`` the price for all shops.

    Of wholesale prices none: they depend on how much is bought.
    """
    rows: list[Price] = []
    for some in _in_parts(pack_ids):
        rows += session.scalars(
            select(Price)
            .where(Price.pack_id.in_(some), Price.valid_from <= on, Price.least == NONE)
            .where(or_(Price.valid_to.is_(None), Price.valid_to >= on))
            .where(or_(Price.shop_id.is_(None), Price.shop_id == shop_id))
        )
    rows.sort(key=lambda row: (row.shop_id is not None, row.valid_from))
    return {(PackId(row.pack_id), row.list): row.amount for row in rows}


def ceiling_of(ceiling: Money | None, factor: Quantity) -> Money | None:
    """The highest price of a pack, from that of a base unit: down, so never above the law."""
    if ceiling is None:
        return None
    return Money(ceiling.amount * factor.milli // MILLI)


def _standing(session: Session, places: Iterable[Place], first: date) -> dict[Place, list[Price]]:
    """The prices at these places that hold on a day or after it, the earliest first."""
    standing: dict[Place, list[Price]] = defaultdict(list)
    wanted = set(places)
    for some in _in_parts(sorted({place[0] for place in wanted})):
        rows = session.scalars(
            select(Price)
            .where(Price.pack_id.in_(some))
            .where(or_(Price.valid_to.is_(None), Price.valid_to >= first))
            .order_by(Price.valid_from)
        )
        for row in rows:
            place = (PackId(row.pack_id), row.list, row.shop_id, row.least)
            if place in wanted:
                standing[place].append(row)
    return standing


def _make_room(session: Session, standing: Sequence[Price], period: Period) -> date | None:
    """End, move or remove what stands where a new price comes; returns its own last day."""
    later = [row.valid_from for row in standing if row.valid_from > period.first]
    for row in standing:
        if row.valid_from == period.first:
            _give_way(session, row, period, later)
        elif period.last is None and row.valid_to is None and row.valid_from < period.first:
            row.valid_to = period.first - _DAY
    if period.last is None and later:
        return min(later) - _DAY
    return period.last


def _give_way(session: Session, row: Price, period: Period, later: Sequence[date]) -> None:
    """A price of the same first day: it waits for the end of a promotion, else it is gone."""
    if period.last is None or row.valid_to is not None or period.last + _DAY in later:
        session.delete(row)
    else:
        row.valid_from = period.last + _DAY


def _shown(least: Quantity) -> str:
    return quantity(least) if least else ""


def _in_parts(pack_ids: Sequence[PackId]) -> Iterator[Sequence[PackId]]:
    for start in range(0, len(pack_ids), _AT_ONCE):
        yield pack_ids[start : start + _AT_ONCE]
