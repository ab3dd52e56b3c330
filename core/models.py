"""Tables of the co-operative itself: shops, people who operate, settings, sessions, audit."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Enum,
    ForeignKey,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from core.columns import InstantColumn, KeyColumn, MoneyColumn, QuantityColumn
from core.ids import (
    CustomerId,
    MemberId,
    OperatorId,
    PackId,
    PartyId,
    ProductId,
    SaleId,
    ShiftId,
    ShopId,
    TillId,
    new_id,
)
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_KEYS = (
    CustomerId, MemberId, OperatorId, PackId, PartyId, ProductId, SaleId, ShiftId,
    ShopId, TillId, UUID,
)  # fmt: skip


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """All tables: mapped dataclasses with typed columns."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        **{key: KeyColumn() for key in _KEYS},
        Money: MoneyColumn(),
        Quantity: QuantityColumn(),
        datetime: InstantColumn(),
        dict[str, Any]: JSON(),
        int: BigInteger(),
        str: Text(),
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


class Row(Base, kw_only=True, eq=False, repr=False):
    """A table whose rows have a key of their own, made where the row is born."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)


def table_of(model: type[Base]) -> Table:
    """The bare table behind a model, for the few hot writes that go around the ORM."""
    return cast("Table", model.__table__)


class ShopKind(enum.StrEnum):
    SHOP = "shop"
    OFFICE = "office"


class Coop(Row, kw_only=True, eq=False, repr=False):
    """The co-operative this database belongs to: exactly one row."""

    __tablename__ = "coop"

    name: Mapped[str]
    is_demo: Mapped[bool]
    """True for the invented example; such a database says CONTOH everywhere."""
    created_at: Mapped[datetime]


class Shop(Row, kw_only=True, eq=False, repr=False):
    """A shop, or the office; every document and entry belongs to one."""

    __tablename__ = "shop"

    code: Mapped[str] = mapped_column(String(3), unique=True)
    """Three letters, the first part of every receipt number: ``WSB``."""
    name: Mapped[str]
    kind: Mapped[ShopKind]
    time_zone: Mapped[str]
    """IANA name; decides the shop's local day."""
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    npwp: Mapped[str] = mapped_column(default="")
    """Tax number as digits; empty when there is none."""
    receipt_header: Mapped[str] = mapped_column(default="")
    receipt_footer: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class SettingRow(Row, kw_only=True, eq=False, repr=False):
    """A value that holds from a day on; read only through ``core.settings``."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("key", "shop_id", "valid_from"),)

    key: Mapped[str]
    shop_id: Mapped[ShopId | None] = mapped_column(ForeignKey("shop.id"))
    """None: all shops."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    """The last day it holds; None while open."""
    value: Mapped[str]
    """As its definition writes it."""
    legal_basis: Mapped[str] = mapped_column(default="")
    set_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    set_at: Mapped[datetime]


class Operator(Row, kw_only=True, eq=False, repr=False):
    """A person who works with the program."""

    __tablename__ = "operator"

    login: Mapped[str] = mapped_column(String(40), unique=True)
    """Lower case; what is typed to sign in."""
    name: Mapped[str]
    shop_id: Mapped[ShopId | None] = mapped_column(ForeignKey("shop.id"), default=None)
    """The shop a clerk or manager works in; None: all shops."""
    password_hash: Mapped[str | None] = mapped_column(default=None)
    pin_hash: Mapped[str | None] = mapped_column(default=None)
    locale: Mapped[str] = mapped_column(String(5), default="id")
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    """Wrong passwords or PINs since the last right one."""
    locked_until: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]


class OperatorRole(Base, kw_only=True, eq=False, repr=False):
    """A role an operator holds."""

    __tablename__ = "operator_role"

    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class Invitation(Row, kw_only=True, eq=False, repr=False):
    """A one-time token with which an operator sets an own password and PIN."""

    __tablename__ = "invitation"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class WebSession(Base, kw_only=True, eq=False, repr=False):
    """A signed-in browser; the cookie holds only the token whose hash is the key here."""

    __tablename__ = "web_session"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AuditRecord(Row, kw_only=True, eq=False, repr=False):
    """What somebody did or was refused; append-only."""

    __tablename__ = "audit_record"

    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(index=True)
    """Noun and verb: ``operator.signed_in``, ``price.set``."""
    operator_id: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    shop_id: Mapped[ShopId | None] = mapped_column(ForeignKey("shop.id"), default=None)
    subject: Mapped[str] = mapped_column(default="")
    """What it was done to, as people call it: a receipt number, a product code."""
    details: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class BackupRecord(Row, kw_only=True, eq=False, repr=False):
    """A copy of the data that was made, opened and checked, or failed."""

    __tablename__ = "backup_record"

    at: Mapped[datetime] = mapped_column(index=True)
    path: Mapped[str]
    good: Mapped[bool]
    size: Mapped[int]
    """Bytes."""
    message: Mapped[str] = mapped_column(default="")
