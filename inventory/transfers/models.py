"""Tables of goods on the way from shop to shop: what was sent, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, PackId, ProductId, ShopId
from core.models import Base, Row
from core.money import Money
from core.quantity import Quantity


class StepKind(StrEnum):
    """What became of goods on the way."""

    ARRIVED = "arrived"
    LOST = "lost"


class Transfer(Row, kw_only=True, eq=False, repr=False):
    """Goods that one shop sent to another; its key is made by the form, so a form sends once."""

    __tablename__ = "transfer"
    __table_args__ = (
        Index("ix_transfer_from_shop_id", "from_shop_id", "sent_at"),
        Index("ix_transfer_to_shop_id", "to_shop_id", "sent_at"),
        Index("ix_transfer_sent_at", "sent_at"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``WSB-MT-000012``: of the shop that sends."""
    from_shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    to_shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    note: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
    sent_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When nothing was on the way any more."""


class TransferLine(Base, kw_only=True, eq=False, repr=False):
    """Goods of a transfer as they were sent; append-only."""

    __tablename__ = "transfer_line"

    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfer.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), index=True)
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"))
    """As it was typed."""
    packs: Mapped[Quantity]
    quantity: Mapped[Quantity]
    """Base units."""
    value: Mapped[Money]
    """What all of it cost when it left the shelf."""


class TransferDate(Base, kw_only=True, eq=False, repr=False):
    """Goods of a line that expire on one day, as far as the shop that sent them knew; append-only.

    The first expired first.
    """

    __tablename__ = "transfer_date"

    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfer.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    """Of the line in the transfer."""
    place: Mapped[int] = mapped_column(primary_key=True)
    expires_on: Mapped[date]
    code: Mapped[str] = mapped_column(String(40))
    """What the maker printed beside the date."""
    quantity: Mapped[Quantity]
    """Base units."""


class TransferStep(Row, kw_only=True, eq=False, repr=False):
    """Goods of a transfer that arrived together, or were found to be lost; append-only."""

    __tablename__ = "transfer_step"

    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfer.id"), index=True)
    kind: Mapped[StepKind]
    note: Mapped[str]
    """Why, where goods were lost."""
    noted_at: Mapped[datetime]
    noted_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))


class TransferStepLine(Base, kw_only=True, eq=False, repr=False):
    """How much of a line arrived or was lost, and its share of the cost; append-only."""

    __tablename__ = "transfer_step_line"

    step_id: Mapped[UUID] = mapped_column(ForeignKey("transfer_step.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    """Of the line in the transfer."""
    quantity: Mapped[Quantity]
    value: Mapped[Money]
