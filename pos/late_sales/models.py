"""Table of the paper that sales were entered from."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, SaleId, TillId
from core.models import Base

LONGEST_PAPER = 20


class LatePaper(Base, kw_only=True, eq=False, repr=False):
    """The paper a sale was entered from; append-only."""

    __tablename__ = "late_paper"
    __table_args__ = (UniqueConstraint("till_id", "sold_on", "paper"),)

    sale_id: Mapped[SaleId] = mapped_column(ForeignKey("sale.id"), primary_key=True)
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    sold_on: Mapped[date]
    paper: Mapped[str] = mapped_column(String(LONGEST_PAPER))
    """The number on the paper, in capitals; once per till and day."""
    entered_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    entered_at: Mapped[datetime] = mapped_column(index=True)
