"""What a shop wants to have on its shelves."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import ProductId, ShopId
from core.models import Base
from core.quantity import Quantity


class Assortment(Base, kw_only=True, eq=False, repr=False):
    """What a shop wants of a product; no row: it is sold there and nobody watches it."""

    __tablename__ = "assortment"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(
        ForeignKey("product.id"), primary_key=True, index=True
    )
    least: Mapped[Quantity]
    """Base units; with less the product is running out. Zero: nobody watches it."""
    hidden: Mapped[bool] = mapped_column(default=False)
    """True: the shop does not carry it, so its tills do not know it."""
