"""Tables of imports: which files were taken, what they made, and which were taken back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, ShopId
from core.models import Base, Row


class RunKind(StrEnum):
    """What a file holds."""

    PRODUCTS = "products"
    SUPPLIERS = "suppliers"
    PRICES = "prices"
    OPENING = "opening"
    COUNTS = "counts"


class MadeKind(StrEnum):
    """What an import made or changed."""

    PRODUCT = "product"
    REVIVED = "revived"
    """A product that was retired when an import was taken back."""
    WORDS = "words"
    """Of a product that was there."""
    PACK = "pack"
    """Of a product that was there."""
    FACTOR = "factor"
    BARCODE = "barcode"
    """On a pack of a product that was there."""
    PRICE = "price"
    OPENING = "opening"
    COST = "cost"
    SUPPLIER = "supplier"
    SUPPLIER_WORDS = "supplier_words"
    COUNT = "count"


class ImportRun(Row, kw_only=True, eq=False, repr=False):
    """A file that was taken; append-only."""

    __tablename__ = "import_run"
    __table_args__ = (
        Index("ix_import_run_at", "at"),
        Index("ix_import_run_fingerprint", "fingerprint"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    """1, 2, 3 …"""
    kind: Mapped[RunKind]
    shop_id: Mapped[ShopId | None] = mapped_column(ForeignKey("shop.id"), default=None)
    """Whose goods it held; None where that makes no difference."""
    count_number: Mapped[str] = mapped_column(String(20), default="")
    """The stock count it filled in."""
    file_name: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file's bytes."""
    at: Mapped[datetime]
    by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    """None: a command."""
    new: Mapped[int]
    changed: Mapped[int]
    same: Mapped[int]
    refused: Mapped[int]
    """Rows by what became of them."""


class ImportMade(Base, kw_only=True, eq=False, repr=False):
    """One thing that an import made or changed; append-only."""

    __tablename__ = "import_made"
    __table_args__ = (Index("ix_import_made_key", "key", "kind"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """1, 2, 3 … in the order it was made."""
    row: Mapped[int]
    """Of the file."""
    kind: Mapped[MadeKind]
    key: Mapped[UUID]
    """Of the product, pack, supplier or count it is about."""
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)


class ImportUndone(Base, kw_only=True, eq=False, repr=False):
    """An import that was taken back as a whole; append-only."""

    __tablename__ = "import_undone"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_run.id"), primary_key=True)
    at: Mapped[datetime]
    by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
