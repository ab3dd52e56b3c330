"""What expires: the list of a shop, the batches of a product, and what the till must know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.money import Money, total
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory import prices
from inventory.batches.expiry import Held, Step, marked_down, remaining, suggested_percent
from inventory.batches.models import Batch, BatchEnd
from inventory.costing import share
from inventory.models import Pack, PriceList, Product, Promotion, PromotionPack, Stock
from inventory.packs import ONE
from inventory.queries import contains

_AT_ONCE = 5_000


class Within(StrEnum):
    """How near the last day is."""

    PAST = "lewat"
    WEEK = "7"
    FORTNIGHT = "14"
    MONTH = "30"
    QUARTER = "90"

    @property
    def days(self) -> int:
        """The most days left that the list shows."""
        return -1 if self is Within.PAST else int(self.value)


@dataclass(frozen=True, slots=True)
class ExpiryRow:
    """Goods on the shelf of one date, what they are worth and what to do about it."""

    key: UUID
    product_id: ProductId
    code: str
    name: str
    unit: str
    batch: str
    expires_on: date
    days_left: int
    quantity: Quantity
    """What remains, in base units."""
    value: Money
    """Its share of the shelf's cost."""
    percent: int = 0
    """Suggested markdown; 0: none."""
    price: Money | None = None
    """What a base unit sells for today; None: it has no price."""
    suggested: Money | None = None
    promotion: int | None = None
    """Number of a promotion that makes it cheaper already, or will."""

    @property
    def is_expired(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class ExpiryList:
    """What expires soon in a shop: one page, and what all of it is worth."""

    page: Page[ExpiryRow]
    value: Money
    expired: Money
    """The part of it that has expired."""


def expiring(
    session: Session,
    shop_id: ShopId,
    steps: Sequence[Step],
    *,
    within: Within,
    words: str,
    on: date,
    number: int,
) -> ExpiryList:
    """Goods on the shelf that expire within so many days or have expired, the nearest first."""
    rows = every(session, shop_id, steps, within=within, words=words, on=on)
    start = offset(number)
    page = Page(tuple(rows[start : start + SIZE]), number, len(rows))
    return ExpiryList(
        page, total(row.value for row in rows), total(row.value for row in rows if row.is_expired)
    )


def every(
    session: Session,
    shop_id: ShopId,
    steps: Sequence[Step],
    *,
    within: Within,
    words: str,
    on: date,
) -> list[ExpiryRow]:
    """The same list without pages, for a file."""
    found = [
        row
        for row in _on_shelf(session, shop_id, on, Batch.product_id.in_(_named(words)))
        if row.days_left <= within.days
    ]
    found.sort(key=lambda row: (row.expires_on, row.name.lower(), row.code))
    return _priced(session, shop_id, steps, found, on)


def of_product(
    session: Session, shop_id: ShopId, product_id: ProductId, *, on: date
) -> list[ExpiryRow]:
    """What the shelf holds of each batch of a product, the first expired first."""
    rows = _on_shelf(session, shop_id, on, Batch.product_id == product_id)
    return sorted(rows, key=lambda row: row.expires_on)


def _on_shelf(
    session: Session, shop_id: ShopId, on: date, *wanted: ColumnElement[bool]
) -> Iterator[ExpiryRow]:
    """What remains of every batch; which batches could remain the database finds out."""
    by_product: dict[ProductId, list[Any]] = defaultdict(list)
    for row in session.execute(candidates(Batch.shop_id == shop_id, *wanted)):
        by_product[row.product_id].append(row)
    for rows in by_product.values():
        on_hand, value = rows[0].on_hand, rows[0].value
        left = remaining((Held(of.id, of.expires_on, Quantity(of.net)) for of in rows), on_hand)
        for of in rows:
            if of.id in left:
                quantity = left[of.id]
                yield ExpiryRow(
                    key=of.id, product_id=of.product_id, code=of.code, name=of.name,
                    unit=of.unit, batch=of.batch, expires_on=of.expires_on,
                    days_left=(of.expires_on - on).days, quantity=quantity,
                    value=share(value, quantity, on_hand),
                )  # fmt: skip


def _named(words: str) -> Select[UUID]:
    return select(Product.id).where(*contains(words))


def candidates(*wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Batches of goods on the shelf that those which expire later do not account for."""
    each = _less_ended(*wanted).subquery()
    later = func.sum(each.c.net).over(
        partition_by=each.c.product_id, order_by=(each.c.expires_on.desc(), each.c.id.desc())
    )
    held = select(each, (later - each.c.net).label("before")).subquery()
    return (
        select(
            held, Product.code, Product.name, Product.base_unit.label("unit"),
            Stock.quantity.label("on_hand"), Stock.value,
        )
        .join(Product, Product.id == held.c.product_id)
        .join(Stock, (Stock.product_id == held.c.product_id) & (Stock.shop_id == held.c.shop_id))
        .where(held.c.net > 0, held.c.before < type_coerce(Stock.quantity, BigInteger))
    )  # fmt: skip


def _less_ended(*wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Batches of goods that are on the shelf, and what of each is not known to be gone."""
    ended = (
        select(cast(func.sum(type_coerce(BatchEnd.quantity, BigInteger)), BigInteger))
        .where(BatchEnd.batch_id == Batch.id)
        .correlate(Batch)
        .scalar_subquery()
    )
    net = type_coerce(Batch.quantity, BigInteger) - func.coalesce(ended, 0)
    on_shelf = (
        select(Stock.product_id)
        .where(Stock.product_id == Batch.product_id, Stock.shop_id == Batch.shop_id)
        .where(Stock.quantity > NONE)
        .exists()
    )
    return select(
        Batch.id, Batch.shop_id, Batch.product_id, Batch.expires_on, Batch.code.label("batch"),
        type_coerce(net, BigInteger).label("net"),
    ).where(on_shelf, *wanted)  # fmt: skip


def _priced(
    session: Session, shop_id: ShopId, steps: Sequence[Step], rows: list[ExpiryRow], on: date
) -> list[ExpiryRow]:
    """The rows with today's price of a base unit and the price that is suggested."""
    base = _base_packs(session, {row.product_id for row in rows})
    priced = prices.current(session, list(base.values()), on=on, shop_id=shop_id)
    promoted = _promoted(session, shop_id, on)
    return [
        replace(
            _suggested(row, steps, priced.get((base[row.product_id], PriceList.GENERAL))),
            promotion=promoted.get(base[row.product_id]),
        )
        if row.product_id in base
        else _suggested(row, steps, None)
        for row in rows
    ]


def _suggested(row: ExpiryRow, steps: Sequence[Step], price: Money | None) -> ExpiryRow:
    percent = suggested_percent(steps, row.days_left)
    suggested = marked_down(price, percent) if price is not None and percent else None
    return replace(row, percent=percent, price=price, suggested=suggested)


def _promoted(session: Session, shop_id: ShopId, on: date) -> dict[PackId, int]:
    """The newest promotion of each pack that holds in a shop on a day, or will."""
    rows = session.execute(
        select(PromotionPack.pack_id, Promotion.number)
        .join(Promotion, Promotion.id == PromotionPack.promotion_id)
        .where(or_(Promotion.shop_id.is_(None), Promotion.shop_id == shop_id))
        .where(or_(Promotion.valid_to.is_(None), Promotion.valid_to >= on))
        .order_by(Promotion.number)
    )
    return {row[0]: row[1] for row in rows}


def _base_packs(session: Session, product_ids: set[ProductId]) -> dict[ProductId, PackId]:
    """The pack of one base unit of each product."""
    found: dict[ProductId, PackId] = {}
    wanted = sorted(product_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Pack.product_id, Pack.id)
            .where(
                Pack.product_id.in_(wanted[start : start + _AT_ONCE]),
                Pack.factor == ONE,
                Pack.active,
            )
            .order_by(Pack.position.desc())
        )
        found |= {row[0]: PackId(row[1]) for row in rows}
    return found
