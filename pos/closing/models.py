"""Tables of the count that ends a shift, and of the Z report it was closed with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, ShiftId, TillId
from core.models import Base
from core.money import Money
from pos.models import TenderKind


class ShiftCount(Base, kw_only=True, eq=False, repr=False):
    """How many notes or coins of one kind lay in the drawer; append-only."""

    __tablename__ = "shift_count"

    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"), primary_key=True)
    denomination: Mapped[Money] = mapped_column(primary_key=True)
    pieces: Mapped[int]


class ShiftSlip(Base, kw_only=True, eq=False, repr=False):
    """What the slips of a way of paying came to, beside what was booked; append-only."""

    __tablename__ = "shift_slip"

    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"), primary_key=True)
    kind: Mapped[TenderKind] = mapped_column(primary_key=True)
    counted: Mapped[Money]
    booked: Mapped[Money]
    """What the documents said that had arrived by then."""


class ZReport(Base, kw_only=True, eq=False, repr=False):
    """What a shift came to when it was closed; append-only.

    What arrives afterwards never changes it: it is shown beside as *menyusul*.
    """

    __tablename__ = "z_report"
    __table_args__ = (UniqueConstraint("till_id", "number"),)

    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"), primary_key=True)
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    number: Mapped[int]
    """1, 2, 3 … of its till."""
    document_id: Mapped[UUID]
    """The document that closed the shift."""
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    """Who counted."""
    made_at: Mapped[datetime]
    unsent: Mapped[int]
    """Documents that were still at the till."""
    figures: Mapped[dict[str, Any]]
    """``pos.closing.figures`` as JSON."""
