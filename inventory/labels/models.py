"""The queue of labels that no longer say what goods cost."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import PackId, ShopId
from core.models import Base


class LabelRequest(Base, kw_only=True, eq=False, repr=False):
    """A pack costs something else in a shop from a day on; gone when its label is up."""

    __tablename__ = "label_request"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"), primary_key=True, index=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    """The first day of the new price."""
    asked_at: Mapped[datetime]
