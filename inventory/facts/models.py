"""What is known of products: whose brand, from where, and by which permits they are sold."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import ProductId
from core.models import Base
from inventory.facts.permits import PermitKind


class ProductFacts(Base, kw_only=True, eq=False, repr=False):
    """Brand and origin of a product; no row: nothing is known."""

    __tablename__ = "product_facts"

    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), primary_key=True)
    brand: Mapped[str] = mapped_column(String(60), default="", index=True)
    is_local: Mapped[bool] = mapped_column(default=False)
    """Made in the area the co-op works in."""
    village: Mapped[str] = mapped_column(String(60), default="")
    regency: Mapped[str] = mapped_column(String(60), default="")


class Permit(Base, kw_only=True, eq=False, repr=False):
    """A number by which a product may be sold, of each kind at most one."""

    __tablename__ = "product_permit"
    __table_args__ = (Index("ix_product_permit_expires_on", "expires_on"),)

    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), primary_key=True)
    kind: Mapped[PermitKind] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40))
    """In the one spelling of ``permits.permit_number``."""
    expires_on: Mapped[date | None] = mapped_column(default=None)
    """The last day it holds; None: it has none, or nobody knows."""
