"""Tables of the goods that came back, of what was given for them, and of what was odd about it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import (
    MemberId,
    OperatorId,
    PackId,
    PartyId,
    ProductId,
    SaleId,
    ShiftId,
    ShopId,
    TillId,
)
from core.models import Base, Row
from core.money import ZERO, Money
from core.quantity import Quantity
from inventory.models import ProductKind
from pos.models import TenderKind


class Return(Row, kw_only=True, eq=False, repr=False):
    """Goods that came back at a counter; append-only."""

    __tablename__ = "goods_return"
    __table_args__ = (
        Index("ix_goods_return_newest", "returned_on", "returned_at", "id"),
        Index("ix_goods_return_newest_of_shop", "shop_id", "returned_on", "returned_at", "id"),
        Index("ix_goods_return_late", "shop_id", "booked_on",
              sqlite_where=text("booked_on > returned_on"),
              postgresql_where=text("booked_on > returned_on")),
    )  # fmt: skip

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"), index=True)
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    sale_id: Mapped[SaleId | None] = mapped_column(ForeignKey("sale.id"), index=True)
    """None: without a receipt."""
    member_id: Mapped[MemberId | None] = mapped_column(ForeignKey("member.id"))
    """Whose purchase it takes back: the member of the sale, where there is one."""
    number: Mapped[str] = mapped_column(index=True)
    """``WSB-T1-A-000124``, from the same counter as sales."""
    series: Mapped[str] = mapped_column(String(3))
    counter: Mapped[int]
    returned_at: Mapped[datetime]
    returned_on: Mapped[date]
    """The shop's local day of ``returned_at``; the shift's opening day when the clock was wrong."""
    booked_on: Mapped[date]
    """``returned_on``, or the first open day after it."""
    received_at: Mapped[datetime]
    total: Mapped[Money]
    """What the goods were credited with."""
    rounding: Mapped[Money]
    """What rounding its cash part took from the refund (-) or added to it (+)."""
    vat: Mapped[Money] = mapped_column(default=ZERO)
    """The tax inside the total."""
    cost: Mapped[Money]
    """Of all goods that came back, on the shelf or not."""
    reason: Mapped[str]
    is_void: Mapped[bool]
    """The whole sale, or all that was left of it, was taken back."""


class ReturnLine(Base, kw_only=True, eq=False, repr=False):
    """One line of goods that came back; append-only."""

    __tablename__ = "return_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sale_id", "sale_position"], ["sale_line.sale_id", "sale_line.position"]
        ),
        Index("ix_return_line_sale_id", "sale_id", "sale_position"),
    )

    return_id: Mapped[UUID] = mapped_column(ForeignKey("goods_return.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sale_id: Mapped[SaleId | None] = mapped_column(default=None)
    sale_position: Mapped[int | None] = mapped_column(default=None)
    """With ``sale_id`` the sold line; both None: without a receipt."""
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"))
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Quantity]
    """Packs, in thousandths."""
    base_quantity: Mapped[Quantity]
    """Base units that came back."""
    amount: Mapped[Money]
    """What the till gave for it."""
    share: Mapped[Money]
    """Its part of the sold line's amount; those of a line never exceed what it was sold for.
    Differs from ``amount`` only when the till did not know what others had taken back."""
    cost: Mapped[Money]
    """Its part of the sold line's cost, or today's cost without a receipt."""
    consignor_id: Mapped[PartyId | None] = mapped_column(ForeignKey("consignor.id"), default=None)
    """Whoever the goods belonged to; None: they were the co-op's."""
    vat: Mapped[Money] = mapped_column(default=ZERO)
    """Its part of the tax inside the sale."""
    kind: Mapped[ProductKind] = mapped_column(default=ProductKind.GOODS)
    """What was sold: decides the accounts, as in the sale."""
    back_on_shelf: Mapped[bool]
    """False: not fit to be sold again, a loss."""
    counts_for_patronage: Mapped[bool]


class ReturnRefund(Base, kw_only=True, eq=False, repr=False):
    """What was given for the goods; append-only."""

    __tablename__ = "return_refund"

    return_id: Mapped[UUID] = mapped_column(ForeignKey("goods_return.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TenderKind]
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(default="")


class ReturnFlagKind(StrEnum):
    """What was odd about a return that happened."""

    EXCESS = "excess"
    """More came back than was left of what was sold."""
    AMOUNT = "amount"
    """The refund is not what was paid for these goods."""
    RECEIPT = "receipt"
    """The sale it names is not one of this shop."""
    VOID = "void"
    """It was called a void, but not all that was left came back."""
    ROUNDING = "rounding"
    OPERATOR = "operator"
    MEMBER = "member"
    SHIFT = "shift"
    NUMBER = "number"
    CLOCK = "clock"


class ReturnFlag(Base, kw_only=True, eq=False, repr=False):
    """Something about a return a manager should look at; it never stopped the return."""

    __tablename__ = "return_flag"
    __table_args__ = (
        Index(
            "ix_return_flag_unseen",
            "return_id",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )

    return_id: Mapped[UUID] = mapped_column(ForeignKey("goods_return.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReturnFlagKind]
    details: Mapped[dict[str, Any]]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    seen_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
