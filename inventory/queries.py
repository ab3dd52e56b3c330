"""What the pages of products read: the list, and a product with its packs and prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.models import Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory import packs, prices
from inventory.gtin import compact, is_gtin, shown
from inventory.models import Barcode, Pack, Price, PriceList, Product, Stock


class Shelf(StrEnum):
    """Which products a list shows."""

    SOLD = "dijual"
    UNPRICED = "belum-ada-harga"
    RETIRED = "tidak-dijual"


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as the list shows one: its first pack with today's prices."""

    code: str
    name: str
    category: str
    unit: str
    price: Money | None
    member_price: Money | None
    is_active: bool
    stock: Quantity | None
    """What the chosen shop holds; None when it never had any."""
    base_unit: str

    @property
    def is_short(self) -> bool:
        return self.stock is not None and self.stock < NONE


@dataclass(frozen=True, slots=True)
class ProductSearch:
    """What a list of products is asked for."""

    words: str = ""
    shelf: Shelf = Shelf.SOLD
    category: str = ""


def product_page(
    session: Session, search: ProductSearch, *, shop_id: ShopId | None, on: date, number: int
) -> Page[ProductRow]:
    """Products by name; ``shop_id`` is whose prices and stock are shown."""
    wanted = _matching(search, on)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    found = session.scalars(
        wanted.order_by(func.lower(Product.name), Product.code).offset(offset(number)).limit(SIZE)
    ).all()
    return Page(_product_rows(session, found, shop_id=shop_id, on=on), number, total)


def _matching(search: ProductSearch, on: date) -> Select[Product]:
    wanted = select(Product).where(Product.active == (search.shelf is not Shelf.RETIRED))
    if search.shelf is Shelf.UNPRICED:
        wanted = wanted.where(~_has_price(on))
    if search.category:
        wanted = wanted.where(Product.category == search.category)
    return wanted.where(*contains(search.words))


def _has_price(on: date) -> ColumnElement[bool]:
    return (
        select(Price.id)
        .join(Pack, Pack.id == Price.pack_id)
        .where(Pack.product_id == Product.id, Price.list == PriceList.GENERAL)
        .where(Price.valid_from <= on, or_(Price.valid_to.is_(None), Price.valid_to >= on))
        .exists()
    )


def contains(words: str) -> list[ColumnElement[bool]]:
    """Every word is in the name, or the whole is the code or a barcode."""
    if not words:
        return []
    squeezed = compact(words)
    key = squeezed.zfill(14) if is_gtin(squeezed) else squeezed.upper()
    by_barcode = (
        select(Barcode.code)
        .join(Pack, Pack.id == Barcode.pack_id)
        .where(Pack.product_id == Product.id, Barcode.code == key)
        .exists()
    )
    name = func.lower(Product.name)
    named = (name.contains(word, autoescape=True) for word in words.lower().split())
    return [or_(and_(*named), Product.code == words.upper(), by_barcode)]


def _product_rows(
    session: Session, found: Sequence[Product], *, shop_id: ShopId | None, on: date
) -> tuple[ProductRow, ...]:
    firsts = _first_packs(session, [ProductId(product.id) for product in found])
    priced = prices.current(
        session, [PackId(pack.id) for pack in firsts.values()], on=on, shop_id=shop_id
    )
    held = _held(session, [ProductId(product.id) for product in found], shop_id)
    rows = []
    for product in found:
        pack = firsts.get(ProductId(product.id))
        pack_id = PackId(pack.id) if pack else None
        rows.append(
            ProductRow(
                code=product.code,
                name=product.name,
                category=product.category,
                unit=pack.unit if pack else product.base_unit,
                price=priced.get((pack_id, PriceList.GENERAL)) if pack_id else None,
                member_price=priced.get((pack_id, PriceList.MEMBER)) if pack_id else None,
                is_active=product.active,
                stock=held.get(ProductId(product.id)),
                base_unit=product.base_unit,
            )
        )
    return tuple(rows)


def _first_packs(session: Session, product_ids: Sequence[ProductId]) -> dict[ProductId, Pack]:
    found = session.scalars(
        select(Pack)
        .where(Pack.product_id.in_(product_ids), Pack.active)
        .order_by(Pack.position.desc())
    )
    return {pack.product_id: pack for pack in found}


def _held(
    session: Session, product_ids: Sequence[ProductId], shop_id: ShopId | None
) -> dict[ProductId, Quantity]:
    rows = session.execute(
        select(Stock.product_id, Stock.quantity).where(
            Stock.product_id.in_(product_ids), Stock.shop_id == shop_id, Stock.moves > 0
        )
    )
    return {row[0]: row[1] for row in rows}


def categories(session: Session) -> list[str]:
    """Every category in use."""
    return list(
        session.scalars(
            select(Product.category)
            .where(Product.category != "")
            .distinct()
            .order_by(Product.category)
        )
    )


# One product


@dataclass(frozen=True, slots=True)
class PriceLine:
    """A price in the history of a pack."""

    list: PriceList
    shop: str | None
    """The shop's code; None: all shops."""
    amount: Money
    least: Quantity
    """From how much of the pack on; zero but for wholesale."""
    valid_from: date
    valid_to: date | None
    holds: bool
    """Today."""
    is_coming: bool

    def is_in_reach(self, shops: Sequence[tuple[str, str]]) -> bool:
        """Whether somebody with these shops, by code and name, may end it."""
        return self.shop is None or self.shop in {code for code, _name in shops}


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack with its codes and prices."""

    id: PackId
    unit: str
    factor: Quantity
    is_active: bool
    barcodes: tuple[str, ...]
    """As printed."""
    price: Money | None
    """For everybody, in all shops, today."""
    member_price: Money | None
    lines: tuple[PriceLine, ...]
    """Newest first."""

    @property
    def shop_prices(self) -> tuple[PriceLine, ...]:
        """Usual and members' prices of single shops that hold today."""
        usual = (PriceList.GENERAL, PriceList.MEMBER)
        return tuple(line for line in self.lines if line.holds and line.shop and line.list in usual)

    @property
    def other_prices(self) -> tuple[PriceLine, ...]:
        """Wholesale and credit prices that hold today, the smallest quantity first."""
        usual = (PriceList.GENERAL, PriceList.MEMBER)
        others = (line for line in self.lines if line.holds and line.list not in usual)
        return tuple(sorted(others, key=lambda line: (line.list, line.least, line.shop or "")))


def pack_views(session: Session, product: Product, *, on: date) -> tuple[PackView, ...]:
    """The packs of a product, the first of which its code means."""
    every = packs.all_of(session, product)
    keys = [PackId(pack.id) for pack in every]
    codes, lines = _codes(session, keys), _price_lines(session, keys, on)
    now = prices.current(session, keys, on=on)
    return tuple(
        PackView(
            id=key,
            unit=pack.unit,
            factor=pack.factor,
            is_active=pack.active,
            barcodes=tuple(codes[key]),
            price=now.get((key, PriceList.GENERAL)),
            member_price=now.get((key, PriceList.MEMBER)),
            lines=tuple(lines[key]),
        )
        for key, pack in zip(keys, every, strict=True)
    )


def _codes(session: Session, pack_ids: Sequence[PackId]) -> dict[PackId, list[str]]:
    found: dict[PackId, list[str]] = defaultdict(list)
    for barcode in session.scalars(
        select(Barcode).where(Barcode.pack_id.in_(pack_ids)).order_by(Barcode.code)
    ):
        found[barcode.pack_id].append(shown(barcode.code))
    return found


def _price_lines(
    session: Session, pack_ids: Sequence[PackId], on: date
) -> dict[PackId, list[PriceLine]]:
    found: dict[PackId, list[PriceLine]] = defaultdict(list)
    rows = session.execute(
        select(Price, Shop.code)
        .outerjoin(Shop, Shop.id == Price.shop_id)
        .where(Price.pack_id.in_(pack_ids))
        .order_by(Price.valid_from.desc(), Price.set_at.desc())
    )
    taken: set[tuple[object, ...]] = set()
    for price, shop in rows:
        place = (price.pack_id, price.list, price.shop_id, price.least)
        is_on = price.valid_from <= on and (price.valid_to is None or price.valid_to >= on)
        holds = is_on and place not in taken
        taken |= {place} if holds else set()
        found[price.pack_id].append(
            PriceLine(
                price.list, shop, price.amount, price.least, price.valid_from, price.valid_to,
                holds=holds, is_coming=price.valid_from > on,
            )
        )  # fmt: skip
    return found
