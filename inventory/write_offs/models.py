"""Tables of write-offs: the paper, and the goods on it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, ProductId, ShopId
from core.models import Base, Row
from core.money import ZERO, Money
from core.quantity import Quantity


class WriteOffKind(StrEnum):
    """Why goods left the shelf without being sold."""

    DAMAGED = "damaged"
    EXPIRED = "expired"
    LOST = "lost"
    USED = "used"
    """By the shop itself: an expense, no loss."""


class WriteOffStatus(StrEnum):
    DRAFT = "draft"
    """Goods are still being put on it."""
    WAITING = "waiting"
    """Complete, and worth so much that a second person has to agree."""
    BOOKED = "booked"
    """The goods have left the shelf."""
    DROPPED = "dropped"
    """Nothing happened after all."""


class WriteOff(Row, kw_only=True, eq=False, repr=False):
    """Goods that somebody takes off the shelves of a shop, for one reason."""

    __tablename__ = "write_off"
    __table_args__ = (
        Index("ix_write_off_shop_id", "shop_id", "written_at"),
        Index("ix_write_off_written_by", "written_by", "booked_on"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    """``WSB-BK-000012``."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    kind: Mapped[WriteOffKind]
    note: Mapped[str]
    """What happened; may be empty."""
    status: Mapped[WriteOffStatus] = mapped_column(default=WriteOffStatus.DRAFT)
    written_at: Mapped[datetime]
    written_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    """Who begins it, puts the goods on it and says that it is complete."""
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    """Who booked or dropped it; another person than wrote it when it was worth too much."""
    booked_on: Mapped[date | None] = mapped_column(default=None)
    value: Mapped[Money] = mapped_column(default=ZERO)
    """What the goods cost: when it was completed while it waits, when they left once booked."""


class WriteOffLine(Base, kw_only=True, eq=False, repr=False):
    """How much of a product is on a write-off."""

    __tablename__ = "write_off_line"

    write_off_id: Mapped[UUID] = mapped_column(ForeignKey("write_off.id"), primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(
        ForeignKey("product.id"), primary_key=True, index=True
    )
    position: Mapped[int]
    """In the order they were put on it: 1, 2, 3 …"""
    quantity: Mapped[Quantity]
    """Base units, more than zero."""
    value: Mapped[Money] = mapped_column(default=ZERO)
    """What they cost, once it is complete."""
