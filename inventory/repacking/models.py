"""Tables of repacking: the paper, and the goods that were opened and filled."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, PackId, ProductId, ShopId
from core.models import Base, Row
from core.money import Money
from core.quantity import Quantity


class Side(StrEnum):
    """Which way goods of a paper went."""

    OPENED = "opened"
    """Off the shelf."""
    FILLED = "filled"
    """Onto it."""


class Repacking(Row, kw_only=True, eq=False, repr=False):
    """Goods of a shop that became other goods; its key is made by the form. append-only."""

    __tablename__ = "repacking"
    __table_args__ = (Index("ix_repacking_shop_id", "shop_id", "packed_at"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``WSB-KU-000012``."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    reverses_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("repacking.id"), default=None, unique=True
    )
    """The paper that this one takes back; None: it takes back nothing."""
    note: Mapped[str]
    """Why, or what happened; may be empty."""
    packed_at: Mapped[datetime]
    packed_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))


class RepackingLine(Base, kw_only=True, eq=False, repr=False):
    """Goods of a repacking, off the shelf or onto it; append-only."""

    __tablename__ = "repacking_line"

    repacking_id: Mapped[UUID] = mapped_column(ForeignKey("repacking.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side]
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), index=True)
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"))
    """As it was typed."""
    packs: Mapped[Quantity]
    quantity: Mapped[Quantity]
    """Base units, more than zero."""
    content: Mapped[Quantity | None] = mapped_column(default=None)
    """How much of what was opened is in one base unit of what was filled; None: nobody knows."""
    share: Mapped[int | None] = mapped_column(default=None)
    """Parts of the cost, where somebody decided; None: it goes by what is inside."""
    value: Mapped[Money]
    """What all of it cost; of the two sides together the same."""
