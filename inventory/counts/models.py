"""Tables of stock counts: what is to be counted, every entry of a counter, and what was posted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, ProductId, ShopId
from core.models import Base, Row
from core.money import Money
from core.quantity import Quantity


class ScopeKind(StrEnum):
    """Which goods of a shop are to be counted."""

    ALL = "all"
    CATEGORY = "category"
    CHOSEN = "chosen"


class CountStatus(StrEnum):
    OPEN = "open"
    """Counters write what they find; nobody sees what is expected."""
    REVIEWED = "reviewed"
    """Counting has stopped; the differences can be seen, and are not booked yet."""
    POSTED = "posted"
    """The shelves were set right."""
    DROPPED = "dropped"


class StockCount(Row, kw_only=True, eq=False, repr=False):
    """A count of some goods of a shop, by one or more people."""

    __tablename__ = "stock_count"
    __table_args__ = (Index("ix_stock_count_shop_id", "shop_id", "opened_at"),)

    number: Mapped[str] = mapped_column(unique=True)
    """``WSB-SO-000003``."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    scope: Mapped[ScopeKind]
    category: Mapped[str] = mapped_column(default="")
    """Whose goods are counted, for a count of a category."""
    note: Mapped[str] = mapped_column(default="")
    status: Mapped[CountStatus] = mapped_column(default=CountStatus.OPEN, index=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    """Who posted or dropped it."""
    booked_on: Mapped[date | None] = mapped_column(default=None)


class CountProduct(Base, kw_only=True, eq=False, repr=False):
    """A product chosen to be counted, where a count is neither of all nor of a category."""

    __tablename__ = "count_product"

    count_id: Mapped[UUID] = mapped_column(ForeignKey("stock_count.id"), primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(
        ForeignKey("product.id"), primary_key=True, index=True
    )


class CountLine(Row, kw_only=True, eq=False, repr=False):
    """What somebody found of a product on one shelf, at an instant; append-only."""

    __tablename__ = "count_line"
    __table_args__ = (Index("ix_count_line_count_id", "count_id", "product_id", "number"),)

    count_id: Mapped[UUID] = mapped_column(ForeignKey("stock_count.id"))
    number: Mapped[int]
    """1, 2, 3 … within the count, in the order they came in."""
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), index=True)
    quantity: Mapped[Quantity]
    """Base units; zero when there are none."""
    is_recount: Mapped[bool]
    """It takes the place of everything counted of the product before, instead of adding to it."""
    is_void: Mapped[bool] = mapped_column(default=False)
    """It takes back everything counted of the product before, and counts nothing itself."""
    shelf: Mapped[str] = mapped_column(String(40), default="")
    counted_at: Mapped[datetime]
    counted_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))


class CountResult(Base, kw_only=True, eq=False, repr=False):
    """What a posted count found of a product; append-only."""

    __tablename__ = "count_result"

    count_id: Mapped[UUID] = mapped_column(ForeignKey("stock_count.id"), primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(
        ForeignKey("product.id"), primary_key=True, index=True
    )
    counted: Mapped[Quantity]
    expected: Mapped[Quantity]
    """What the moves said when it was counted."""
    value: Mapped[Money]
    """What the shelf's value changed by."""
    settlement: Mapped[Money]
    """What goods sold below zero should have cost more (+) or less (-)."""
