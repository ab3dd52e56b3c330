"""Tables of corrected payments; the tenders of the sale itself stay as they were rung up."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, SaleId, ShiftId, ShopId, TillId
from core.models import Base, Row
from core.money import Money
from pos.models import TenderKind


class TenderCorrection(Row, kw_only=True, eq=False, repr=False):
    """That a sale was paid otherwise than the till was told; append-only."""

    __tablename__ = "tender_correction"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"))
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    sale_id: Mapped[SaleId] = mapped_column(ForeignKey("sale.id"), index=True)
    corrected_at: Mapped[datetime]
    booked_on: Mapped[date]
    reason: Mapped[str]


class CorrectedTender(Base, kw_only=True, eq=False, repr=False):
    """One way of paying that a correction changes; append-only."""

    __tablename__ = "corrected_tender"

    correction_id: Mapped[UUID] = mapped_column(
        ForeignKey("tender_correction.id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TenderKind]
    amount: Mapped[Money]
    """What the sale was paid with more (+) or less (-) in this way."""
