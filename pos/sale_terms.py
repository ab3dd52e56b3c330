"""What a sale is checked against: its packs, their parts, prices and promotions.

In statements built once (docs/adr/0004-core-statements-for-sales.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId
from core.models import table_of
from core.money import Money
from core.quantity import MILLI, Quantity
from inventory.catalogue import FIXED
from inventory.models import (
    Pack,
    PackagePart,
    Price,
    Product,
    ProductKind,
    Promotion,
    PromotionPack,
    VatClass,
)
from inventory.prices import ceiling_of
from pos.discounting import Promotion as PromotionRule
from pos.documents import LineDocument, SaleDocument
from pos.price_lists import PriceRow
from pos.pricing import PackTerms
from pos.tills import TillView

_pack, _product, _price = table_of(Pack), table_of(Product), table_of(Price)
_promotion, _promoted = table_of(Promotion), table_of(PromotionPack)
_part = table_of(PackagePart)

_PACKS = (
    select(
        _pack.c.id,
        _pack.c.product_id,
        _pack.c.unit,
        _pack.c.factor,
        _product.c.name,
        _product.c.receipt_name,
        _product.c.counts_for_patronage,
        _product.c.kind,
        _product.c.vat_class,
        _product.c.ceiling,
        _product.c.container_id,
    )
    .join(_product, _product.c.id == _pack.c.product_id)
    .where(_pack.c.id.in_(bindparam("packs", expanding=True)))
)
_PRICES = (
    select(
        _price.c.pack_id,
        _price.c.list,
        _price.c.shop_id,
        _price.c.amount,
        _price.c.valid_from,
        _price.c.valid_to,
        _price.c.least,
    )
    .where(_price.c.pack_id.in_(bindparam("packs", expanding=True)))
    .where(or_(_price.c.shop_id.is_(None), _price.c.shop_id == bindparam("of_shop")))
)
_PROMOTIONS = (
    select(_promotion, _promoted.c.pack_id)
    .join(_promoted, _promoted.c.promotion_id == _promotion.c.id)
    .where(_promoted.c.pack_id.in_(bindparam("packs", expanding=True)))
    .where(or_(_promotion.c.shop_id.is_(None), _promotion.c.shop_id == bindparam("of_shop")))
    .where(_promotion.c.valid_from <= bindparam("of_day"))
    .where(or_(_promotion.c.valid_to.is_(None), _promotion.c.valid_to >= bindparam("of_day")))
    .order_by(_promotion.c.id)
)
_PARTS = (
    select(_part.c.package_id, _part.c.product_id, _part.c.quantity)
    .where(_part.c.package_id.in_(bindparam("packages", expanding=True)))
    .order_by(_part.c.package_id, _part.c.product_id)
)


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What recording needs to know of a pack."""

    product_id: ProductId
    unit: str
    factor: Quantity
    name: str
    """As it stands on paper."""
    counts_for_patronage: bool
    kind: ProductKind
    vat_class: VatClass
    ceiling: Money | None
    """The highest price of a pack that the state allows; None: any."""
    container_id: ProductId | None = None
    """The empty it is sold in."""

    @property
    def is_unusual(self) -> bool:
        """Whether the price rules need to know more of it than its prices."""
        return self.ceiling is not None or self.kind in FIXED

    @property
    def terms(self) -> PackTerms:
        """What the price rules need to know beside its prices."""
        ceiling = self.ceiling.amount if self.ceiling else None
        return PackTerms(ceiling, self.vat_class.value, self.kind in FIXED)

    def base(self, line: LineDocument) -> Quantity:
        """Base units in a line of this pack."""
        return Quantity(line.quantity.milli * self.factor.milli // MILLI)


Packs = Mapping[PackId, PackFacts]


def packs(session: Session, document: SaleDocument) -> Packs:
    """The packs of a sale that exist."""
    rows = session.execute(_PACKS, {"packs": _pack_ids(document)})
    return {
        row.id: PackFacts(
            row.product_id,
            row.unit,
            row.factor,
            row.receipt_name or row.name,
            row.counts_for_patronage,
            row.kind,
            row.vat_class,
            ceiling_of(row.ceiling, row.factor),
            row.container_id,
        )
        for row in rows
    }


Parts = Sequence[tuple[ProductId, Quantity]]
"""Goods and how many base units of each are in one base unit of a package."""


def parts(session: Session, packages: Sequence[ProductId]) -> Mapping[ProductId, Parts]:
    """What is in the packages; nothing is asked when there are none."""
    if not packages:
        return {}
    found: dict[ProductId, list[tuple[ProductId, Quantity]]] = {}
    for package_id, product_id, quantity in session.execute(_PARTS, {"packages": packages}):
        found.setdefault(package_id, []).append((product_id, quantity))
    return found


def prices(session: Session, till: TillView, document: SaleDocument) -> list[PriceRow]:
    """The prices of the sale's packs that the shop may use, of any day."""
    rows = session.execute(_PRICES, {"packs": _pack_ids(document), "of_shop": till.shop_id})
    return [
        PriceRow(
            pack_id.hex,
            price_list.value,
            shop_id.hex if shop_id else None,
            amount.amount,
            valid_from,
            valid_to,
            least.milli,
        )
        for pack_id, price_list, shop_id, amount, valid_from, valid_to, least in rows
    ]


def promotions(
    session: Session, till: TillView, document: SaleDocument, *, on: date
) -> list[PromotionRule]:
    """The promotions for the sale's packs that hold in the shop on a day."""
    rows = session.execute(
        _PROMOTIONS, {"packs": _pack_ids(document), "of_shop": till.shop_id, "of_day": on}
    ).all()
    packs_of: dict[UUID, set[str]] = {}
    for row in rows:
        packs_of.setdefault(row.id, set()).add(row.pack_id.hex)
    return [
        PromotionRule(
            id=str(row.id),
            kind=row.kind.value,
            packs=frozenset(packs_of.pop(row.id)),
            shop=row.shop_id.hex if row.shop_id else None,
            for_members=row.for_members,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            percent=row.percent,
            amount=row.amount.amount,
            count=row._mapping["count"],
            free=row.free,
        )
        for row in rows
        if row.id in packs_of
    ]


def _pack_ids(document: SaleDocument) -> list[PackId]:
    return sorted({line.pack_id for line in document.lines})
