"""The table of pictures of goods."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import ProductId
from core.models import Base


class ProductPicture(Base, kw_only=True, eq=False, repr=False):
    """How a product looks: twice, large for its page and small for lists and tiles."""

    __tablename__ = "product_picture"
    __table_args__ = (Index("ix_product_picture_mark", "mark"),)

    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(32))
    """The hash of the large one: what both are fetched by, so that browsers may keep them."""
    large: Mapped[bytes]
    """A square WebP, made anew from what was sent."""
    small: Mapped[bytes]
    changed_at: Mapped[datetime]
