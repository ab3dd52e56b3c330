"""Tables of producers who leave goods, what was agreed, brought, sold, ended and paid."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, PartyId, ProductId, ShopId
from core.models import Base, Row
from core.money import Money
from core.quantity import Quantity


class Consignor(Row, kw_only=True, eq=False, repr=False):
    """Somebody who leaves own goods to be sold (*penitip*); its key is the party of postings."""

    __tablename__ = "consignor"

    number: Mapped[int] = mapped_column(unique=True)
    """Sequential, never reused."""
    name: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(default="")
    """Digits with country code, ``628…``; empty when unknown."""
    member_id: Mapped[MemberId | None] = mapped_column(ForeignKey("member.id"), default=None)
    """The same person in the register: may be paid into SUKARELA or against kasbon."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Bearer(StrEnum):
    """Who bears a loss of consigned goods."""

    SHOP = "shop"
    """The producer is owed for them as if they had been sold."""
    PRODUCER = "producer"


class Agreement(Row, kw_only=True, eq=False, repr=False):
    """What was agreed with a producer, from a day on; at most one holds on a day."""

    __tablename__ = "consignment_agreement"
    __table_args__ = (Index("ix_consignment_agreement_days", "consignor_id", "valid_from"),)

    consignor_id: Mapped[PartyId] = mapped_column(ForeignKey("consignor.id"))
    basis_points: Mapped[int]
    """The co-op's part of what buyers pay, where a product has no net price."""
    cycle_days: Mapped[int]
    """Paid every so many days; 1: the same evening."""
    shelf_days: Mapped[int | None] = mapped_column(default=None)
    """How long goods may stand; None: as long as they are good."""
    loss_bearer: Mapped[Bearer]
    """Of goods that are gone and were not rung up."""
    spoilage_bearer: Mapped[Bearer]
    """Of goods that nobody can sell any more."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    """The last day it holds; None while open."""
    set_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    set_at: Mapped[datetime]


class NetPrice(Row, kw_only=True, eq=False, repr=False):
    """What a producer gets for a base unit of a product, whatever the buyer pays, from a day on."""

    __tablename__ = "consignment_net_price"
    __table_args__ = (Index("ix_consignment_net_price_days", "product_id", "valid_from"),)

    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    amount: Mapped[Money]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    """The last day it holds; None while open."""
    set_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    set_at: Mapped[datetime]


class Intake(Row, kw_only=True, eq=False, repr=False):
    """What a producer brought on one occasion; append-only."""

    __tablename__ = "consignment_intake"
    __table_args__ = (Index("ix_consignment_intake_of_shop", "shop_id", "taken_on", "id"),
                      Index("ix_consignment_intake_of_consignor", "consignor_id", "shop_id", "id"),
    )  # fmt: skip

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    consignor_id: Mapped[PartyId] = mapped_column(ForeignKey("consignor.id"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``WSB-TJ-000012``."""
    taken_at: Mapped[datetime]
    taken_on: Mapped[date]
    taken_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))


class IntakeLine(Base, kw_only=True, eq=False, repr=False):
    """So much of one product that was brought; append-only."""

    __tablename__ = "consignment_intake_line"
    __table_args__ = (Index("ix_consignment_intake_line_product_id", "product_id"),)

    intake_id: Mapped[UUID] = mapped_column(ForeignKey("consignment_intake.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[Quantity]
    """Base units."""


class ConsignedSale(Base, kw_only=True, eq=False, repr=False):
    """A sold line of consigned goods on the terms of then, or one that came back; append-only."""

    __tablename__ = "consigned_sale"
    __table_args__ = (
        Index("ix_consigned_sale_place", "consignor_id", "shop_id", "booked_on"),
        Index("ix_consigned_sale_product_id", "product_id", "shop_id"),
    )

    source: Mapped[str] = mapped_column(primary_key=True)
    """The same as of its journal entry: ``sale:<id>``, ``return:<id>``."""
    position: Mapped[int] = mapped_column(primary_key=True)
    """Of the line in the sale or return."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    consignor_id: Mapped[PartyId] = mapped_column(ForeignKey("consignor.id"))
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    booked_on: Mapped[date]
    quantity: Mapped[Quantity]
    """Base units: sold +, came back -."""
    amount: Mapped[Money]
    """What the buyer paid: sold +, came back -."""
    payable: Mapped[Money]
    """What of it the producer is owed; the rest is the fee."""


class EndingKind(StrEnum):
    """How goods of a producer end that are not sold."""

    TAKEN_HOME = "taken_home"
    SPOILT = "spoilt"
    LOST = "lost"
    """By a count of what is left: gone and not rung up, or with a minus rung up and not gone."""


class Ending(Row, kw_only=True, eq=False, repr=False):
    """Consigned goods that left the shelf unsold; append-only."""

    __tablename__ = "consignment_ending"
    __table_args__ = (
        Index("ix_consignment_ending_place", "consignor_id", "shop_id", "ended_on"),
        Index("ix_consignment_ending_product_id", "product_id", "shop_id"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    consignor_id: Mapped[PartyId] = mapped_column(ForeignKey("consignor.id"))
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[EndingKind]
    source: Mapped[str] = mapped_column(index=True)
    """The same as of its moves and its journal entry."""
    quantity: Mapped[Quantity]
    """Base units."""
    owed: Mapped[Money]
    """What the producer is owed for them all the same; less than nothing for a surplus."""
    ended_on: Mapped[date]
    ended_at: Mapped[datetime]
    ended_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))


class PaidBy(StrEnum):
    """Where the money of a settlement comes from, or goes."""

    SAFE = "safe"
    BANK = "bank"
    SAVINGS = "savings"
    """Into the producer's SUKARELA."""
    KASBON = "kasbon"
    """Against what the producer owes, with consent."""


class Settlement(Row, kw_only=True, eq=False, repr=False):
    """A producer was paid (*pelunasan*); append-only."""

    __tablename__ = "consignment_settlement"
    __table_args__ = (
        Index("ix_consignment_settlement_of_shop", "shop_id", "paid_on", "id"),
        Index("ix_consignment_settlement_of_consignor", "consignor_id", "shop_id", "id"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    consignor_id: Mapped[PartyId] = mapped_column(ForeignKey("consignor.id"))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``WSB-PT-000012``."""
    owed: Mapped[Money]
    """What the shop owed the producer before."""
    paid_at: Mapped[datetime]
    paid_on: Mapped[date]
    paid_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))


class SettlementPart(Base, kw_only=True, eq=False, repr=False):
    """What of a settlement was paid in one way; append-only."""

    __tablename__ = "consignment_settlement_part"

    settlement_id: Mapped[UUID] = mapped_column(
        ForeignKey("consignment_settlement.id"), primary_key=True
    )
    way: Mapped[PaidBy] = mapped_column(primary_key=True)
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(default="")
    """What the bank says."""
