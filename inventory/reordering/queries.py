"""What a shop had better order, read in a few sums over everything it holds and sells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.models import Shop
from core.money import ZERO, Money, total
from core.paging import Page
from core.quantity import NONE, Quantity
from inventory.assortment.models import Assortment
from inventory.models import Pack, Product, ProductKind, Stock
from inventory.queries import contains
from inventory.reordering import history
from inventory.reordering.coming import coming
from inventory.reordering.explaining import explanation
from inventory.reordering.settings import policy
from inventory.reordering.suggesting import NOTHING_SOLD, Days, Outlook, packs_wanted, season
from inventory.suppliers.models import Supplier, SupplierGoods

_YEAR = timedelta(days=364)
"""52 weeks: the same days of the week."""
_DAY = timedelta(days=1)
_SMALLEST = Quantity(1)
_AT_ONCE = 5_000
"""Products asked for in one statement: engines limit the number of parameters."""
ROWS = 100
"""Suggestions on a page: a supplier is seen whole as a rule."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where goods come from, in which pack and for how much."""

    pack_id: PackId
    unit: str
    factor: Quantity
    supplier_id: UUID | None = None
    """None: nobody is known to bring them."""
    supplier: str = ""
    number: int = 0
    lead_days: int = 1
    price: Money = ZERO
    """Of one pack, as it was last."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Goods that had better be ordered."""

    code: str
    name: str
    base_unit: str
    source: Source
    outlook: Outlook
    packs: int
    look_back: int
    """Days of sales that counted."""

    @property
    def explanation(self) -> str:
        """Why, in one sentence."""
        return explanation(self.outlook, self.packs, self.source.unit, look_back=self.look_back)

    @property
    def key(self) -> str:
        """Code and unit, as lines of orders name packs: ``101 dus``."""
        return f"{self.code} {self.source.unit}"

    @property
    def cost(self) -> Money:
        """What it will cost, at the last price."""
        return self.source.price * self.packs


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything a shop had better order: by supplier and name, and apart what nobody brings."""

    known: tuple[Suggestion, ...]
    unknown: tuple[Suggestion, ...]

    @property
    def suppliers(self) -> list[tuple[str, str]]:
        """Whoever brings some of it: number and name."""
        return list({str(of.source.number): of.source.supplier for of in self.known}.items())

    def of(self, supplier: str) -> tuple[Suggestion, ...]:
        """What one supplier brings, by its number; all of them for none."""
        return tuple(of for of in self.known if supplier in ("", str(of.source.number)))


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions that one supplier brings; an empty name: nobody."""

    supplier: str
    number: int
    rows: tuple[Suggestion, ...]

    @property
    def cost(self) -> Money:
        """What they will cost together, at the last prices."""
        return total(row.cost for row in self.rows)


def groups(rows: Iterable[Suggestion]) -> list[Group]:
    """Suggestions, which stand by supplier, one group for each."""
    by_supplier = groupby(rows, lambda row: (row.source.supplier, row.source.number))
    return [Group(name, number, tuple(of)) for (name, number), of in by_supplier]


def page(rows: Collection[Suggestion], number: int) -> Page[Suggestion]:
    """One page of suggestions."""
    first = (number - 1) * ROWS
    return Page(tuple(rows)[first : first + ROWS], number, len(rows), ROWS)


def suggestions(session: Session, shop: Shop, *, on: date, words: str = "") -> Suggestions:
    """What a shop had better order on a day; words narrow it to goods of that name or code."""
    rows = sorted(_wanted(session, shop, on, words), key=_place)
    return Suggestions(
        tuple(row for row in rows if row.source.supplier_id),
        tuple(row for row in rows if not row.source.supplier_id),
    )


def _place(row: Suggestion) -> tuple[str, int, str, str]:
    return row.source.supplier.lower(), row.source.number, row.name.lower(), row.code


def _wanted(session: Session, shop: Shop, on: date, words: str) -> Iterator[Suggestion]:
    look_back, cover = policy(session, on=on, shop_id=ShopId(shop.id))
    likely = _likely(session, shop, on, look_back, cover, words)
    sources = _sources(session, [ProductId(row.id) for row, _outlook in likely])
    for row, outlook in likely:
        source = sources.get(ProductId(row.id))
        if source is not None:
            exact = replace(outlook, lead_days=source.lead_days)
            packs = packs_wanted(exact, source.factor, cover)
            if packs:
                yield Suggestion(row.code, row.name, row.base_unit, source, exact, packs, look_back)


def _likely(
    session: Session, shop: Shop, on: date, look_back: int, cover: int, words: str
) -> list[tuple[Any, Outlook]]:
    """Goods that would run out if the slowest supplier brought them: few of all there are."""
    past = Days(on - timedelta(days=look_back), on - _DAY)
    sold = history.sold(session, shop, past)
    before = history.sold(session, shop, Days(past.first - _YEAR, past.last - _YEAR))
    ahead = Days(on - _YEAR, past.last - _YEAR + timedelta(days=look_back))
    after = history.sold(session, shop, ahead) if before else {}
    expected = coming(session, ShopId(shop.id))
    longest = session.scalar(select(func.max(Supplier.lead_days))) or 1
    found = []
    for row in _goods(session, ShopId(shop.id), sold.keys(), words):
        key = ProductId(row.id)
        outlook = Outlook(
            sold.get(key, NOTHING_SOLD), row.quantity or NONE, expected.get(key, NONE),
            row.least or NONE, longest,
            season(before.get(key, NOTHING_SOLD), after.get(key, NOTHING_SOLD)),
        )  # fmt: skip
        if packs_wanted(outlook, _SMALLEST, cover):
            found.append((row, outlook))
    return found


def _goods(
    session: Session, shop_id: ShopId, sold: Collection[ProductId], words: str
) -> Iterator[Any]:
    """The co-op's own goods that the shop carries and sells or watches, with what it holds."""
    watched = select(Assortment.product_id).where(
        Assortment.shop_id == shop_id, Assortment.least > NONE
    )
    keys = sorted({*sold, *(ProductId(key) for key in session.scalars(watched))})
    for some in _in_parts(keys):
        yield from session.execute(
            select(
                Product.id, Product.code, Product.name, Product.base_unit, Stock.quantity,
                Assortment.least,
            )
            .outerjoin(Stock, (Stock.product_id == Product.id) & (Stock.shop_id == shop_id))
            .outerjoin(
                Assortment, (Assortment.product_id == Product.id) & (Assortment.shop_id == shop_id)
            )
            .where(Product.id.in_(some), Product.active, Product.kind == ProductKind.GOODS)
            .where(Product.consignor_id.is_(None), *contains(words))
            .where(or_(Assortment.hidden.is_(None), Assortment.hidden.is_(False)))
        )  # fmt: skip


def _sources(session: Session, keys: Sequence[ProductId]) -> dict[ProductId, Source]:
    """Where each product comes from: whoever brought it last, else its first pack from nobody."""
    found: dict[ProductId, Source] = {}
    for some in _in_parts(keys):
        rows = session.execute(
            select(Pack.product_id, Pack.id, Pack.unit, Pack.factor)
            .where(Pack.active, Pack.product_id.in_(some))
            .order_by(Pack.position.desc())
        )
        found |= {
            ProductId(row.product_id): Source(PackId(row.id), row.unit, row.factor) for row in rows
        }
        found |= dict(_brought(session, some))
    return found


def _brought(session: Session, keys: Sequence[ProductId]) -> Iterator[tuple[ProductId, Source]]:
    """What suppliers brought, the last of a product last."""
    rows = session.execute(
        select(
            Pack.product_id, Pack.id, Pack.unit, Pack.factor, Supplier.id.label("supplier_id"),
            Supplier.name, Supplier.number, Supplier.lead_days, SupplierGoods.last_price,
        )
        .join(Pack, Pack.id == SupplierGoods.pack_id)
        .join(Supplier, Supplier.id == SupplierGoods.supplier_id)
        .where(Pack.active, Supplier.active, Pack.product_id.in_(keys))
        .order_by(SupplierGoods.last_on, SupplierGoods.last_price.desc(), Supplier.number)
    )  # fmt: skip
    for row in rows:
        yield ProductId(row.product_id), Source(PackId(row.id), *row[2:])


def _in_parts(keys: Sequence[ProductId]) -> Iterator[Sequence[ProductId]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
