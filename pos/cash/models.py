"""Tables of cash moves: what went in or out of a drawer, and what the bank has received."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, ShiftId, ShopId, TillId
from core.models import Base, Row
from core.money import Money


class Direction(StrEnum):
    """Which way the money went, seen from the drawer."""

    IN = "in"
    OUT = "out"


class Purpose(StrEnum):
    """Where the money came from or went to."""

    SAFE = "safe"
    """Kas besar."""
    PETTY = "petty"
    """Kas kecil."""
    BANK = "bank"
    """On its way to the bank, until somebody confirms that it arrived."""
    EXPENSE = "expense"
    """Spent on the spot; or, coming in, what was left of it."""


class CashMove(Row, kw_only=True, eq=False, repr=False):
    """Cash put into a drawer or taken out of it; append-only."""

    __tablename__ = "cash_move"
    __table_args__ = (Index("ix_cash_move_shift_id", "shift_id", "direction", "purpose", "amount"),)

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"))
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    number: Mapped[str]
    """On its slip; it shares the counter of the receipts."""
    direction: Mapped[Direction]
    purpose: Mapped[Purpose] = mapped_column(index=True)
    account: Mapped[str]
    """The other side in the books: ``1-1020``."""
    amount: Mapped[Money]
    """Always positive; the direction says the rest."""
    reason: Mapped[str]
    moved_at: Mapped[datetime]
    booked_on: Mapped[date]


class BankDeposit(Base, kw_only=True, eq=False, repr=False):
    """The bank has received what left a drawer, whole; append-only."""

    __tablename__ = "bank_deposit"

    cash_move_id: Mapped[UUID] = mapped_column(ForeignKey("cash_move.id"), primary_key=True)
    received_on: Mapped[date]
    """The day on the bank's slip, on which it is booked."""
    reference: Mapped[str] = mapped_column(default="")
    """What the bank calls it."""
    confirmed_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    confirmed_at: Mapped[datetime]
