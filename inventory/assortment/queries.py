"""What the pages of goods and the tills read of a shop's assortment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId
from core.models import Shop
from core.quantity import NONE, Quantity
from inventory.assortment.models import Assortment
from inventory.models import Product, Stock


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a shop wants of a product."""

    code: str
    """The shop's."""
    name: str
    least: Quantity
    """Zero: nobody watches it."""
    is_hidden: bool
    """The shop does not carry it."""


def of_product(
    session: Session, product_id: ProductId, shops: Sequence[Shop]
) -> tuple[Wanted, ...]:
    """What each of these shops wants of a product."""
    rows = session.scalars(select(Assortment).where(Assortment.product_id == product_id))
    kept = {row.shop_id: row for row in rows}
    return tuple(
        Wanted(
            shop.code, shop.name,
            kept[ShopId(shop.id)].least if shop.id in kept else NONE,
            is_hidden=shop.id in kept and kept[ShopId(shop.id)].hidden,
        )
        for shop in shops
    )  # fmt: skip


def hidden_in(
    session: Session, product_ids: Collection[ProductId], shop_id: ShopId
) -> set[ProductId]:
    """Which of these products a shop does not carry."""
    return set(
        session.scalars(
            select(Assortment.product_id).where(
                Assortment.shop_id == shop_id, Assortment.hidden,
                Assortment.product_id.in_(product_ids),
            )
        )
    )  # fmt: skip


def is_hidden(shop_id: ShopId) -> ColumnElement[bool]:
    """That a shop does not carry a product."""
    return (
        select(Assortment.product_id)
        .where(Assortment.product_id == Product.id, Assortment.shop_id == shop_id)
        .where(Assortment.hidden)
        .correlate(Product)
        .exists()
    )


def runs_low(shop_id: ShopId) -> ColumnElement[bool]:
    """That a shop has less of a product than it wants at least."""
    held = (
        select(Stock.quantity)
        .where(Stock.product_id == Product.id, Stock.shop_id == shop_id)
        .correlate(Product)
        .scalar_subquery()
    )
    none = literal(NONE, Assortment.least.type)
    return (
        select(Assortment.product_id)
        .where(Assortment.product_id == Product.id, Assortment.shop_id == shop_id)
        .where(Assortment.least > none, ~Assortment.hidden)
        .where((held < Assortment.least) | held.is_(None))
        .correlate(Product)
        .exists()
    )
