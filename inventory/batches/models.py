"""Tables of batches: goods that came in with a date on them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, ProductId, ShopId
from core.models import Row
from core.quantity import Quantity


class Batch(Row, kw_only=True, eq=False, repr=False):
    """Goods of one product that came into a shop with one date; append-only.

    What remains of it is nowhere written: it follows from what the shelf holds.
    """

    __tablename__ = "batch"
    __table_args__ = (
        Index("ix_batch_shop_id_product_id", "shop_id", "product_id", "expires_on"),
        Index("ix_batch_shop_id_expires_on", "shop_id", "expires_on"),
        Index("ix_batch_source", "source"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    expires_on: Mapped[date]
    """The last day it may be sold."""
    code: Mapped[str] = mapped_column(String(40), default="")
    """What the maker printed beside the date."""
    quantity: Mapped[Quantity]
    """Base units that came in."""
    source: Mapped[str]
    """The same as of the stock move that brought it."""
    noted_at: Mapped[datetime]


class BatchEnd(Row, kw_only=True, eq=False, repr=False):
    """Goods of a batch that are known to be gone: written off, or not found; append-only."""

    __tablename__ = "batch_end"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), index=True)
    quantity: Mapped[Quantity]
    source: Mapped[str] = mapped_column(default="", index=True)
    """The paper that says so, as its stock moves name it; empty where somebody just looked."""
    reason: Mapped[str]
    ended_at: Mapped[datetime]
    ended_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))
