"""Tables of the books. Entries and postings are append-only: triggers refuse everything else."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, PartyId, ShopId, TillId
from core.models import Base, Row
from core.money import Money


class AccountKind(StrEnum):
    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


class Account(Base, kw_only=True, eq=False, repr=False):
    """An account of the chart; ``ledger.chart`` holds the standard ones."""

    __tablename__ = "account"

    code: Mapped[str] = mapped_column(primary_key=True)
    """``1-1010``."""
    name: Mapped[str]
    kind: Mapped[AccountKind]


class JournalHead(Base, kw_only=True, eq=False, repr=False):
    """The end of a shop's chain: what the next entry joins on to. Locked while posting."""

    __tablename__ = "journal_head"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    number: Mapped[int]
    hash: Mapped[bytes]


class JournalEntry(Row, kw_only=True, eq=False, repr=False):
    """Something that happened; a link in its shop's chain; append-only."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        UniqueConstraint("shop_id", "number"),
        Index("ix_journal_entry_shop_id_booked_on", "shop_id", "booked_on"),
        Index("ix_journal_entry_booked_on", "booked_on"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    number: Mapped[int]
    """1, 2, 3 … within the shop, without gaps."""
    booked_on: Mapped[date]
    """The day that decides year and period."""
    source: Mapped[str] = mapped_column(unique=True)
    """What caused it, e.g. ``sale:<id>``; unique, so nothing is booked twice."""
    description: Mapped[str]
    recorded_at: Mapped[datetime]
    previous_hash: Mapped[bytes]
    hash: Mapped[bytes]


class Posting(Base, kw_only=True, eq=False, repr=False):
    """One line of an entry; debit positive, credit negative; append-only.

    Its indexes hold the amount, so that a balance is summed without looking at the rows.
    """

    __tablename__ = "posting"
    __table_args__ = (
        Index("ix_posting_account", "account", "entry_id", "amount"),
        Index("ix_posting_till_id", "till_id", "account", "amount",
              sqlite_where=text("till_id IS NOT NULL"),
              postgresql_where=text("till_id IS NOT NULL")),
        Index("ix_posting_member_id", "member_id", "account", "amount",
              sqlite_where=text("member_id IS NOT NULL"),
              postgresql_where=text("member_id IS NOT NULL")),
        Index("ix_posting_party_id", "party_id", "account", "amount",
              sqlite_where=text("party_id IS NOT NULL"),
              postgresql_where=text("party_id IS NOT NULL")),
    )  # fmt: skip

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("journal_entry.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.code"))
    amount: Mapped[Money]
    """Whole rupiah, debits +, credits -; never zero."""
    member_id: Mapped[MemberId | None] = mapped_column(default=None)
    """Whose money or purchase it is; the ledger itself never asks who that is."""
    till_id: Mapped[TillId | None] = mapped_column(default=None)
    """Which drawer, for cash in a till."""
    party_id: Mapped[PartyId | None] = mapped_column(default=None)
    """Whoever it is with and is no member: a customer, a supplier, a consignor."""


class PeriodClose(Row, kw_only=True, eq=False, repr=False):
    """The books are closed through a day: no entry is dated on it or before; append-only."""

    __tablename__ = "period_close"

    through: Mapped[date] = mapped_column(unique=True)
    closed_at: Mapped[datetime]
    closed_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    reason: Mapped[str] = mapped_column(default="")
