"""Tables of suppliers and what they call our goods."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import PackId
from core.models import Base, Row
from core.money import Money


class Supplier(Row, kw_only=True, eq=False, repr=False):
    """Somebody the co-op buys from; a party of the books."""

    __tablename__ = "supplier"

    number: Mapped[int] = mapped_column(unique=True)
    """1, 2, 3 …"""
    name: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    """Whom to ask for there."""
    npwp: Mapped[str] = mapped_column(default="")
    """Tax number as digits; empty when there is none."""
    is_pkp: Mapped[bool] = mapped_column(default=False)
    """Writes PPN on its invoices."""
    terms_days: Mapped[int] = mapped_column(default=0)
    """Days from an invoice to its due day; 0: at once."""
    lead_days: Mapped[int] = mapped_column(default=1)
    """Days from an order to the goods."""
    note: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    """False: no new orders; never deleted."""
    created_at: Mapped[datetime]


class SupplierGoods(Base, kw_only=True, eq=False, repr=False):
    """What a supplier calls one of our packs, and what it cost there last."""

    __tablename__ = "supplier_goods"

    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"), primary_key=True)
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"), primary_key=True, index=True)
    their_code: Mapped[str] = mapped_column(String(40), default="")
    their_name: Mapped[str] = mapped_column(default="")
    last_price: Mapped[Money]
    """Of one pack."""
    last_on: Mapped[date]
