"""What the pages of counts read: the list, one count, what a counter may see, the sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.models import Operator, Shop
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory.counts import lines, scope
from inventory.counts.models import CountLine, CountStatus, ScopeKind, StockCount
from inventory.models import Product, Stock
from inventory.papers import Paper
from inventory.queries import contains

LATEST = 8
"""Entries of a counter that are shown back."""
SUGGESTED = 8


class Shown(StrEnum):
    """Which goods a review shows."""

    DIFFERENT = "selisih"
    AGAIN = "ulang"
    ALL = "semua"


@dataclass(frozen=True, slots=True)
class Search:
    """What the list is asked for."""

    words: str = ""
    status: CountStatus | None = None


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count as the list shows one."""

    number: str
    shop: str
    shop_name: str
    time_zone: str
    scope: ScopeKind
    category: str
    note: str
    status: CountStatus
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    products: int
    """Of which something was counted."""

    @property
    def is_open(self) -> bool:
        return self.status is CountStatus.OPEN

    @property
    def is_reviewed(self) -> bool:
        return self.status is CountStatus.REVIEWED

    @property
    def is_posted(self) -> bool:
        return self.status is CountStatus.POSTED


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What a counter wrote."""

    code: str
    name: str
    unit: str
    quantity: Quantity
    shelf: str
    counted_at: datetime
    is_recount: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """A product to be counted; never with what is expected of it."""

    code: str
    name: str
    unit: str
    category: str


def page(
    session: Session, search: Search, *, shops: Sequence[ShopId], number: int
) -> Page[CountRow]:
    """Counts of these shops, newest first."""
    wanted = _rows().where(StockCount.shop_id.in_(shops), *_matching(search))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(StockCount.opened_at.desc(), StockCount.number.desc())
    found = session.execute(newest.offset(offset(number)).limit(SIZE))
    return Page(tuple(CountRow(*row) for row in found), number, total)


def paper(session: Session, number: str, *, within: ShopId | None) -> StockCount:
    """The count with this number, to read. Raises NotFound, also for another shop's."""
    found = session.scalars(
        select(StockCount).where(StockCount.number == number.upper())
    ).one_or_none()
    if found is None or within not in (None, found.shop_id):
        raise NotFound(_("Tidak ada stok opname %(number)s.", number=number))
    return found


def row_of(session: Session, count: StockCount) -> CountRow:
    """One count as the lists show it."""
    return CountRow(*session.execute(_rows().where(StockCount.id == count.id)).one())


def goods(session: Session, count: StockCount) -> tuple[Goods, ...]:
    """Everything that is to be counted, as it stands on the shelves: by category and name."""
    rows = session.execute(
        select(Product.code, Product.name, Product.base_unit, Product.category)
        .where(scope.goods_of(count))
        .order_by(Product.category, func.lower(Product.name), Product.code)
    )
    return tuple(Goods(*row) for row in rows)


def called(session: Session, count: StockCount, words: str) -> tuple[Goods, ...]:
    """Goods to be counted whose name holds these words."""
    rows = session.execute(
        select(Product.code, Product.name, Product.base_unit, Product.category)
        .where(scope.goods_of(count), *contains(words))
        .order_by(func.lower(Product.name), Product.code)
        .limit(SUGGESTED)
    )
    return tuple(Goods(*row) for row in rows)


def entries_of(session: Session, count: StockCount, by: OperatorId) -> tuple[EntryRow, ...]:
    """What somebody wrote last."""
    rows = session.execute(_entries(count).where(CountLine.counted_by == by).limit(LATEST))
    return tuple(EntryRow(*row) for row in rows)


def counted_of(session: Session, count: StockCount, product_id: ProductId) -> tuple[EntryRow, ...]:
    """What was written of a product, newest first."""
    rows = session.execute(_entries(count).where(CountLine.product_id == product_id))
    return tuple(EntryRow(*row) for row in rows)


def uncounted(session: Session, count: StockCount, *, number: int) -> Page[Goods]:
    """Goods that should be there and that nobody has counted: posting leaves them as they are."""
    done = select(CountLine.product_id).where(CountLine.count_id == count.id, lines.standing())
    wanted = (
        select(Product.code, Product.name, Product.base_unit, Product.category)
        .join(Stock, (Stock.product_id == Product.id) & (Stock.shop_id == count.shop_id))
        .where(scope.goods_of(count), Stock.quantity != NONE, Product.id.not_in(done))
    )
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    by_name = wanted.order_by(Product.category, func.lower(Product.name), Product.code)
    found = session.execute(by_name.offset(offset(number)).limit(SIZE))
    return Page(tuple(Goods(*row) for row in found), number, total)


def counters(session: Session, count: StockCount) -> tuple[str, ...]:
    """Whoever counted, by name."""
    who = select(CountLine.counted_by).where(CountLine.count_id == count.id, lines.standing())
    names = select(Operator.name).where(Operator.id.in_(who)).order_by(Operator.name)
    return tuple(session.scalars(names))


def papers(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """What a stock card says of these."""
    found = session.execute(select(StockCount.id, StockCount.number).where(StockCount.id.in_(keys)))
    return {
        key: Paper(number, "inventory.counts.show", {"number": number}) for key, number in found
    }


def _entries(count: StockCount) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Product.code, Product.name, Product.base_unit, CountLine.quantity, CountLine.shelf,
            CountLine.counted_at, CountLine.is_recount,
        )
        .join(Product, Product.id == CountLine.product_id)
        .where(CountLine.count_id == count.id, lines.standing())
        .order_by(CountLine.number.desc())
    )  # fmt: skip


def _rows() -> Select[*tuple[Any, ...]]:
    closer = aliased(Operator)
    counted = (
        select(func.count(CountLine.product_id.distinct()))
        .where(CountLine.count_id == StockCount.id, lines.standing())
        .correlate(StockCount)
        .scalar_subquery()
    )
    return (
        select(
            StockCount.number, Shop.code, Shop.name, Shop.time_zone, StockCount.scope,
            StockCount.category, StockCount.note, StockCount.status, StockCount.opened_at,
            Operator.name, StockCount.closed_at, func.coalesce(closer.name, ""),
            counted.label("products"),
        )
        .join(Shop, Shop.id == StockCount.shop_id)
        .join(Operator, Operator.id == StockCount.opened_by)
        .outerjoin(closer, closer.id == StockCount.closed_by)
    )  # fmt: skip


def _matching(search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.status is not None:
        conditions.append(StockCount.status == search.status)
    if search.words:
        sought = search.words.lower()
        texts = (StockCount.number, StockCount.note, StockCount.category)
        named = (func.lower(text).contains(sought, autoescape=True) for text in texts)
        conditions.append(or_(*named))
    return conditions
