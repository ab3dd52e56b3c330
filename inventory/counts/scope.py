"""Which goods a count is about.

Empties are counted on a page of their own, and consigned goods with what is left of them in the
evening: neither has a value that a count could set right.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from core.ids import ProductId
from core.quantity import NONE
from inventory.counts.models import CountProduct, ScopeKind, StockCount
from inventory.models import Product, ProductKind, Stock


def goods_of(paper: StockCount) -> ColumnElement[bool]:
    """The condition on a product that it is to be counted: also retired ones that are left."""
    held = select(Stock.product_id).where(Stock.shop_id == paper.shop_id, Stock.quantity != NONE)
    counted = (Product.kind == ProductKind.GOODS) & Product.consignor_id.is_(None)
    return counted & or_(Product.active, Product.id.in_(held)) & _narrowed(paper)


def holds(session: Session, paper: StockCount, product_id: ProductId) -> bool:
    """Whether a product is to be counted."""
    found = select(Product.id).where(Product.id == product_id, goods_of(paper))
    return session.scalar(found) is not None


def _narrowed(paper: StockCount) -> ColumnElement[bool]:
    if paper.scope is ScopeKind.ALL:
        return Product.id.is_not(None)
    if paper.scope is ScopeKind.CATEGORY:
        return Product.category == paper.category
    chosen = select(CountProduct.product_id).where(CountProduct.count_id == paper.id)
    return Product.id.in_(chosen)
