"""Tables of vouchers: batches, the vouchers in them, and how each came to its end."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, SaleId, ShopId
from core.models import Base, Row
from core.money import Money


class PaidBy(StrEnum):
    """What stands behind the vouchers of a batch."""

    PROGRAMME = "programme"
    """Money a programme gave for its purpose (2-1450)."""
    PROMOTION = "promotion"
    """The co-op's own expense."""
    SAFE = "safe"
    """Sold for cash of the office or shop (kas besar)."""
    BANK = "bank"
    """Sold, and paid by transfer."""


class VoucherBatch(Row, kw_only=True, eq=False, repr=False):
    """Vouchers issued together, all alike; append-only."""

    __tablename__ = "voucher_batch"
    __table_args__ = (Index("ix_voucher_batch_newest", "issued_at", "id"),)

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """Whose books hold what they are worth; they are good in every shop."""
    purpose: Mapped[str] = mapped_column(String(60))
    face: Mapped[Money]
    """What each is worth."""
    pieces: Mapped[int]
    valid_until: Mapped[date]
    """The last day on which they are good."""
    paid_by: Mapped[PaidBy]
    issued_on: Mapped[date]
    issued_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    issued_at: Mapped[datetime]


class Voucher(Row, kw_only=True, eq=False, repr=False):
    """One voucher of a batch, good for whoever holds it; append-only."""

    __tablename__ = "voucher"
    __table_args__ = (UniqueConstraint("batch_id", "serial"), UniqueConstraint("code"))

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("voucher_batch.id"))
    serial: Mapped[int]
    """From 1 within its batch."""
    code: Mapped[str] = mapped_column(String(10))
    """``pos.vouchers.codes``: what nobody guesses; printed as ``7K3QF-9M2XA``."""


class VoucherUse(Base, kw_only=True, eq=False, repr=False):
    """The sale that used a voucher up; there is never a second one; append-only."""

    __tablename__ = "voucher_use"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sale_id", "position"], ["sale_tender.sale_id", "sale_tender.position"]
        ),
        Index("ix_voucher_use_sale_id", "sale_id", "position"),
    )

    voucher_id: Mapped[UUID] = mapped_column(ForeignKey("voucher.id"), primary_key=True)
    sale_id: Mapped[SaleId]
    position: Mapped[int]
    """With ``sale_id`` the tender it paid."""
    amount: Mapped[Money]
    """What it paid, at most its worth; there is no change, the rest lapsed with it."""
    used_on: Mapped[date]
    booked_at: Mapped[datetime]


class EndKind(StrEnum):
    """Why a voucher that was never used is good no more."""

    VOID = "void"
    """Taken back: the money goes where it came from."""
    LAPSED = "lapsed"
    """Its day passed, and somebody closed the books on it."""


class VoucherEnd(Base, kw_only=True, eq=False, repr=False):
    """That a voucher was taken back or closed without having been used; append-only."""

    __tablename__ = "voucher_end"

    voucher_id: Mapped[UUID] = mapped_column(ForeignKey("voucher.id"), primary_key=True)
    kind: Mapped[EndKind]
    reason: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date]
    ended_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    ended_at: Mapped[datetime]
