"""Tables of the counter: tills, shifts, documents, sales, printers and their jobs."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

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
)
from core.models import Base, Row
from core.money import ZERO, Money
from core.quantity import Quantity
from inventory.models import ProductKind, VatClass


class Till(Row, kw_only=True, eq=False, repr=False):
    """A place where sales are rung up: a browser that was enrolled with the till's token."""

    __tablename__ = "till"
    __table_args__ = (UniqueConstraint("shop_id", "name"),)

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    name: Mapped[str] = mapped_column(String(3))
    """``T1``; with the shop's code it makes ``WSB-T1``."""
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    """SHA-256 of the device token; the token itself is shown once and never stored."""
    series: Mapped[str | None] = mapped_column(String(3), default=None)
    """The letter of the newest enrolment; a browser that lost its storage gets the next one."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)


class DocumentKind(StrEnum):
    """What a till tells the server; ``pos.kinds`` says how each is read and booked."""

    SALE = "sale"
    RETURN = "return"
    CASH_MOVE = "cash_move"
    DRAWER_OPENED = "drawer_opened"
    BON_PAYMENT = "bon_payment"
    MEMBER_MONEY = "member_money"
    TENDER_CORRECTION = "tender_correction"
    SHIFT_OPEN = "shift_open"
    SHIFT_CLOSE = "shift_close"


class Document(Row, kw_only=True, eq=False, repr=False):
    """The till's journal: what it sent, once, and the answer to repeat; append-only."""

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_till_id_series_sequence", "till_id", "series", "sequence"),
        Index("ix_document_shift_id", "shift_id", "kind", "cash"),
        Index("ix_document_till_id_counter_series", "till_id", "counter", "series"),
    )

    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    kind: Mapped[DocumentKind]
    series: Mapped[str] = mapped_column(String(3))
    sequence: Mapped[int]
    """Rises by one per till and series; a gap is something not yet sent."""
    shift_id: Mapped[ShiftId | None] = mapped_column(ForeignKey("shift.id"), default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    """``WSB-T1-A-000123``, of kinds that leave paper with somebody."""
    counter: Mapped[int | None] = mapped_column(default=None)
    """The last part of the number; all kinds of a series share it, without gaps."""
    cash: Mapped[Money] = mapped_column(default=ZERO)
    """What it changed in the till's drawer: in +, out -."""
    at: Mapped[datetime]
    """By the till's clock."""
    body_hash: Mapped[bytes]
    received_at: Mapped[datetime]
    answer: Mapped[dict[str, Any]]


class HeldDocument(Row, kw_only=True, eq=False, repr=False):
    """A body that could not be booked, kept whole until a manager clears it."""

    __tablename__ = "held_document"
    __table_args__ = (UniqueConstraint("document_key", "body_hash"),)

    document_key: Mapped[str] = mapped_column(index=True)
    """The idempotency key it came with, as sent."""
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    received_at: Mapped[datetime] = mapped_column(index=True)
    problem: Mapped[str]
    """Why, as a sentence."""
    body: Mapped[bytes] = mapped_column(LargeBinary)
    body_hash: Mapped[bytes]
    answer: Mapped[dict[str, Any]]
    cleared_at: Mapped[datetime | None] = mapped_column(default=None)
    cleared_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    cleared_note: Mapped[str] = mapped_column(default="")


class Shift(Row, kw_only=True, eq=False, repr=False):
    """A clerk's turn at a till; it groups sales and answers for the drawer."""

    __tablename__ = "shift"
    __table_args__ = (Index("ix_shift_till_id_opened_at", "till_id", "opened_at"),)

    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    opened_at: Mapped[datetime]
    opened_on: Mapped[date]
    float: Mapped[Money]
    """Kas awal."""
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    counted: Mapped[Money | None] = mapped_column(default=None)
    expected: Mapped[Money | None] = mapped_column(default=None)
    """Balance of the drawer account when it was closed."""
    reason: Mapped[str] = mapped_column(default="")


class Sale(Row, kw_only=True, eq=False, repr=False):
    """A sale that happened; append-only."""

    __tablename__ = "sale"
    __table_args__ = (
        Index("ix_sale_newest", "sold_on", "sold_at", "id"),
        Index("ix_sale_newest_of_shop", "shop_id", "sold_on", "sold_at", "id"),
        Index("ix_sale_newest_of_member", "member_id", "sold_on", "sold_at", "id"),
        Index("ix_sale_till_id_counter_series", "till_id", "counter", "series"),
        Index("ix_sale_number", "number"),
        Index("ix_sale_shift_id_total", "shift_id", "total"),
        Index("ix_sale_late", "shop_id", "booked_on",
              sqlite_where=text("booked_on > sold_on"),
              postgresql_where=text("booked_on > sold_on")),
    )  # fmt: skip

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"))
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    member_id: Mapped[MemberId | None] = mapped_column(ForeignKey("member.id"))
    number: Mapped[str]
    """``WSB-T1-A-000123``, as the till printed it."""
    series: Mapped[str] = mapped_column(String(3))
    counter: Mapped[int]
    sold_at: Mapped[datetime]
    sold_on: Mapped[date]
    """The shop's local day of ``sold_at``; the shift's opening day when the clock was wrong."""
    booked_on: Mapped[date]
    """``sold_on``, or the first open day after it."""
    received_at: Mapped[datetime]
    total: Mapped[Money]
    rounding: Mapped[Money]
    """What rounding its cash part took (-) or added (+)."""
    kept_savings: Mapped[Money] = mapped_column(default=ZERO)
    """Change the member left on purpose, for her SUKARELA."""
    kept_donation: Mapped[Money] = mapped_column(default=ZERO)
    """Change the buyer gave away on purpose."""
    vat: Mapped[Money] = mapped_column(default=ZERO)
    """The tax inside the total; zero while the co-op is no PKP."""
    cost: Mapped[Money]


class SaleLine(Base, kw_only=True, eq=False, repr=False):
    """One sold line, at the price and cost of then; append-only."""

    __tablename__ = "sale_line"
    __table_args__ = (Index("ix_sale_line_product_id", "product_id"),)

    sale_id: Mapped[SaleId] = mapped_column(ForeignKey("sale.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"))
    name: Mapped[str]
    """The product's receipt name when sold."""
    unit: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Quantity]
    """Packs, in thousandths."""
    base_quantity: Mapped[Quantity]
    """Base units that left the shelf."""
    unit_price: Mapped[Money]
    discount: Mapped[Money] = mapped_column(default=ZERO)
    """What promotions and discounts took off; never negative."""
    promotion_id: Mapped[UUID | None] = mapped_column(default=None)
    """The promotion that took off most of it."""
    overridden: Mapped[bool] = mapped_column(default=False)
    """The price was typed by hand."""
    amount: Mapped[Money]
    """What the buyer pays for the line, discount taken off."""
    cost: Mapped[Money]
    """Of goods on consignment: what their producer is owed."""
    consignor_id: Mapped[PartyId | None] = mapped_column(ForeignKey("consignor.id"), default=None)
    """Whoever the goods belonged to; None: they were the co-op's."""
    kind: Mapped[ProductKind] = mapped_column(default=ProductKind.GOODS)
    """What the product was when sold; decides the accounts, also of a return."""
    vat_class: Mapped[VatClass] = mapped_column(default=VatClass.FULL)
    reference: Mapped[str] = mapped_column(default="")
    """The customer's number at the provider, for pulsa, tokens and bills."""
    exchanged: Mapped[bool | None] = mapped_column(default=None)
    """Of goods in a container: an empty came in for each; None: not said, or no container."""
    counts_for_patronage: Mapped[bool]


class TenderKind(StrEnum):
    """A way of paying. Only cash gives change, and only its part is rounded."""

    CASH = "cash"
    QRIS = "qris"
    TRANSFER = "transfer"
    KASBON = "kasbon"
    """On the member's credit."""
    SAVINGS = "savings"
    """From the member's SUKARELA."""
    VOUCHER = "voucher"


class SaleTender(Base, kw_only=True, eq=False, repr=False):
    """What was paid with; append-only."""

    __tablename__ = "sale_tender"

    sale_id: Mapped[SaleId] = mapped_column(ForeignKey("sale.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TenderKind]
    amount: Mapped[Money]
    """What stays of it: given less change."""
    given: Mapped[Money]
    change: Mapped[Money]
    reference: Mapped[str] = mapped_column(default="")
    """What the provider or the voucher says."""
    due_on: Mapped[date | None] = mapped_column(default=None)
    """When a kasbon is to be paid."""
    customer_id: Mapped[CustomerId | None] = mapped_column(ForeignKey("customer.id"), default=None)
    """Who owes a kasbon without being a member."""
    confirmed: Mapped[bool] = mapped_column(default=True)
    """False: QRIS by the printed code while nobody could see the money arrive."""


class FlagKind(StrEnum):
    """What was odd about something that happened at the counter."""

    PRICE = "price"
    AMOUNT = "amount"
    ROUNDING = "rounding"
    STOCK = "stock"
    CLOCK = "clock"
    OPERATOR = "operator"
    MEMBER = "member"
    NUMBER = "number"
    SHIFT = "shift"
    DISCOUNT = "discount"
    CREDIT = "credit"
    SAVINGS = "savings"
    APPROVAL = "approval"
    UNCONFIRMED = "unconfirmed"
    CUSTOMER = "customer"
    INSTALMENTS = "instalments"
    """A kasbon in more parts than the co-operative allows."""
    OVERDUE = "overdue"
    """Credit to somebody whose older debt is overdue by more than the rule allows."""
    CONTAINER = "container"
    """Deposits taken are not those of the full ones that left without an empty coming in."""
    LATE_PAPER = "late_paper"
    """Sold on paper while everything was dead, and entered later."""
    VOUCHER = "voucher"
    EXPIRED = "expired"
    """Goods whose last day was over stood on the shelf when some of them were sold."""


class SaleFlag(Base, kw_only=True, eq=False, repr=False):
    """Something about a sale a manager should look at; it never stopped the sale."""

    __tablename__ = "sale_flag"
    __table_args__ = (
        Index(
            "ix_sale_flag_unseen",
            "sale_id",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )

    sale_id: Mapped[SaleId] = mapped_column(ForeignKey("sale.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[FlagKind]
    details: Mapped[dict[str, Any]]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    seen_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
