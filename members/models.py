"""Tables of the members and of what each has bought."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import CustomerId, MemberId, OperatorId, ShopId
from core.models import Base, Row
from core.money import ZERO, Money
from members.instalments import Every


class MemberStatus(StrEnum):
    CANDIDATE = "calon"
    ACTIVE = "aktif"
    LEFT = "berhenti"
    EXPELLED = "dikeluarkan"
    DECEASED = "meninggal"


class Sex(StrEnum):
    FEMALE = "perempuan"
    MALE = "laki_laki"


class Migrant(StrEnum):
    """Whether she has worked abroad."""

    RETURNED = "purna_pmi"
    PROSPECTIVE = "calon_pmi"
    FAMILY = "keluarga"
    NONE = "bukan"


class Member(Row, kw_only=True, eq=False, repr=False):
    """A person in the register."""

    __tablename__ = "member"

    number: Mapped[int] = mapped_column(unique=True)
    """Sequential, never reused."""
    name: Mapped[str] = mapped_column(index=True)
    card: Mapped[str | None] = mapped_column(String(40), unique=True, default=None)
    """What the card's barcode says."""
    phone: Mapped[str] = mapped_column(default="", index=True)
    """Digits with country code, ``628…``; empty when unknown."""
    address: Mapped[str] = mapped_column(default="")
    """Street or hamlet, as people write it."""
    village: Mapped[str] = mapped_column(default="", server_default="")
    district: Mapped[str] = mapped_column(String(8), default="", server_default="")
    """Code of the shipped list, ``33.07.03``; empty when unknown."""
    regency: Mapped[str] = mapped_column(String(5), default="", server_default="", index=True)
    """Code of the shipped list, ``33.07``; empty when unknown."""
    birth_place: Mapped[str] = mapped_column(default="", server_default="")
    birth_date: Mapped[date | None] = mapped_column(default=None)
    sex: Mapped[Sex | None] = mapped_column(default=None)
    occupation: Mapped[str] = mapped_column(default="", server_default="")
    migrant: Mapped[Migrant | None] = mapped_column(default=None)
    destination: Mapped[str] = mapped_column(String(2), default="", server_default="")
    """Country she worked in or goes to, ISO 3166-1: ``HK``; empty when none."""
    admitted_by: Mapped[str] = mapped_column(default="", server_default="")
    """Who of the board, or which minutes."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """The home shop."""
    credit_limit: Mapped[Money] = mapped_column(default=ZERO)
    """How much she may owe (plafon kasbon)."""
    status: Mapped[MemberStatus]
    """Of today; ``StatusChange`` says what held on any day."""
    joined_on: Mapped[date]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    created_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class Customer(Row, kw_only=True, eq=False, repr=False):
    """Somebody who is no member, but may buy on credit under her own name."""

    __tablename__ = "customer"

    number: Mapped[int] = mapped_column(unique=True)
    """Sequential, never reused; people see it with a letter: ``P-12``."""
    name: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(default="")
    """Digits with country code, ``628…``; empty when unknown."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), index=True)
    """The home shop: its tills may lend to her."""
    credit_limit: Mapped[Money] = mapped_column(default=ZERO)
    """How much she may owe (plafon kasbon)."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Patronage(Base, kw_only=True, eq=False, repr=False):
    """What one document adds to a member's eligible purchases; append-only.

    Its index holds the amount, so that a year of everybody is summed without looking at the rows.
    """

    __tablename__ = "patronage"
    __table_args__ = (
        Index("ix_patronage_member_id_booked_on", "member_id", "booked_on", "amount"),
    )

    source: Mapped[str] = mapped_column(primary_key=True)
    """The same as of its journal entry."""
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"))
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    booked_on: Mapped[date]
    """Decides the year, like the money."""
    amount: Mapped[Money]
    """Eligible net purchases; returns are negative."""


class Bon(Base, kw_only=True, eq=False, repr=False):
    """Something bought on credit (kasbon); append-only.

    Payments settle what is due first, so what is open of each follows from the member's balance.
    """

    __tablename__ = "bon"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (customer_id IS NULL)", name="one_debtor"),
        Index("ix_bon_member_id_booked_on", "member_id", "booked_on"),
        Index("ix_bon_customer_id_booked_on", "customer_id", "booked_on"),
    )

    source: Mapped[str] = mapped_column(primary_key=True)
    """The same as of its journal entry."""
    member_id: Mapped[MemberId | None] = mapped_column(ForeignKey("member.id"), default=None)
    customer_id: Mapped[CustomerId | None] = mapped_column(ForeignKey("customer.id"), default=None)
    """Who owes it: a member or a named customer, exactly one."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    booked_on: Mapped[date]
    due_on: Mapped[date]
    """When all of it is to be paid, or the first instalment."""
    amount: Mapped[Money]
    instalments: Mapped[int] = mapped_column(default=1)
    """In how many parts it is paid."""
    every: Mapped[Every] = mapped_column(default=Every.MONTH)
    """How far apart they are; says nothing of a bon that is paid at once."""
    unit: Mapped[int] = mapped_column(default=1)
    """To which coin each part but the last is rounded up, in rupiah."""
    last_due_on: Mapped[date]
    last_amount: Mapped[Money]
    """The last part; all of a bon that is paid at once."""
