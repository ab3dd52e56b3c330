"""Tables of what the QRIS provider says it paid, and which payments at the tills that was."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, SaleId, ShopId
from core.models import Base, Row
from core.money import Money


class QrisSettlement(Row, kw_only=True, eq=False, repr=False):
    """One row of a provider's file; append-only."""

    __tablename__ = "qris_settlement"
    __table_args__ = (
        UniqueConstraint("shop_id", "fingerprint"),
        Index("ix_qris_settlement_shop_id_paid_on", "shop_id", "paid_on"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    """What makes it this row: the same in every file that holds it."""
    file_name: Mapped[str]
    row_number: Mapped[int]
    """Where it stood in the file it first came with."""
    paid_on: Mapped[date]
    paid_at: Mapped[datetime | None] = mapped_column(default=None)
    """None when the file names only the day."""
    reference: Mapped[str] = mapped_column(default="")
    gross: Mapped[Money]
    """What the buyer paid."""
    fee: Mapped[Money]
    """MDR: what the provider kept."""
    net: Mapped[Money]
    """What reaches the bank; gross less fee."""
    uploaded_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    uploaded_at: Mapped[datetime]


class MatchBasis(StrEnum):
    """Why a row of the file is taken for a payment."""

    REFERENCE = "reference"
    TIME = "time"
    """The same amount at nearly the same time."""


class QrisMatch(Base, kw_only=True, eq=False, repr=False):
    """A row of the file that the treasurer took for a payment, and booked; append-only."""

    __tablename__ = "qris_match"

    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("qris_settlement.id"), primary_key=True)
    payment: Mapped[str] = mapped_column(unique=True)
    """``sale:<id>:<position>``: which payment it was; one row for each."""
    sale_id: Mapped[SaleId | None] = mapped_column(ForeignKey("sale.id"), default=None)
    """None: not a sale, but a payment of kasbon."""
    basis: Mapped[MatchBasis]
    accepted_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    accepted_at: Mapped[datetime]
