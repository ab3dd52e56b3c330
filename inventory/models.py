"""Tables of goods, their packs and prices, and the stock of each shop."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, PackId, PartyId, ProductId, ShopId
from core.models import Base, Row
from core.money import ZERO, Money
from core.quantity import NONE, Quantity


class ProductKind(StrEnum):
    GOODS = "goods"
    PACKAGE = "package"
    """Goods put together from others; selling it issues its parts."""
    SERVICE = "service"
    """Nothing on a shelf: credit for telephones, bills."""
    CONTAINER = "container"
    """A deposit on an empty: owed back, no purchase."""


class VatClass(StrEnum):
    """How PPN falls on a product, once the co-op is PKP."""

    FULL = "PPN"
    EXEMPT = "PPN_BEBAS"
    """Staples."""
    OUTSIDE = "NON_BKP"
    """No taxable goods at all."""
    FEE = "PPN_FEE_ONLY"
    """Services: on what the co-op keeps."""


class Product(Row, kw_only=True, eq=False, repr=False):
    """A kind of goods; stock is counted per product in its base unit."""

    __tablename__ = "product"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    """The short code typed at the till; digits as a rule."""
    name: Mapped[str] = mapped_column(index=True)
    receipt_name: Mapped[str] = mapped_column(default="")
    """A shorter name for paper; empty: the name."""
    category: Mapped[str] = mapped_column(default="", index=True)
    base_unit: Mapped[str] = mapped_column(String(20))
    """What one unit of stock is: ``pcs``, ``kg``, ``liter``."""
    fractions: Mapped[bool] = mapped_column(default=False)
    """May be sold in parts of a unit (weighed or measured goods)."""
    counts_for_patronage: Mapped[bool] = mapped_column(default=True)
    kind: Mapped[ProductKind] = mapped_column(default=ProductKind.GOODS)
    ceiling: Mapped[Money | None] = mapped_column(default=None)
    """The highest price of a base unit the state allows (HET); None: any."""
    vat_class: Mapped[VatClass] = mapped_column(default=VatClass.FULL)
    minimum_age: Mapped[int | None] = mapped_column(default=None)
    """The clerk is reminded to ask for it: 21 for cigarettes."""
    container_id: Mapped[ProductId | None] = mapped_column(ForeignKey("product.id"), default=None)
    """The empty it is sold in, a product of kind ``container``: one for each base unit."""
    consignor_id: Mapped[PartyId | None] = mapped_column(
        ForeignKey("consignor.id"), default=None, index=True
    )
    """Whoever it belongs to until it is sold (titip jual); None: it is the co-op's."""
    active: Mapped[bool] = mapped_column(default=True)
    """False: retired; never deleted, its sold lines stay readable."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)


class Pack(Row, kw_only=True, eq=False, repr=False):
    """A way a product is sold: one piece, a dozen, a carton."""

    __tablename__ = "pack"
    __table_args__ = (Index("uq_pack_product_id_unit", "product_id", "unit", unique=True),)

    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    unit: Mapped[str] = mapped_column(String(20))
    factor: Mapped[Quantity]
    """Base units in one pack, in thousandths."""
    position: Mapped[int] = mapped_column(default=0)
    """0 is the pack a short code or a name means."""
    active: Mapped[bool] = mapped_column(default=True)


class PackagePart(Base, kw_only=True, eq=False, repr=False):
    """Goods that are in a package: what leaves the shelf when it is sold."""

    __tablename__ = "package_part"

    package_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), primary_key=True)
    """A product of kind ``package``."""
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), primary_key=True)
    quantity: Mapped[Quantity]
    """Base units of it in one base unit of the package."""


class Barcode(Base, kw_only=True, eq=False, repr=False):
    """A code on a pack; it belongs to (product, pack), so a carton sells as a carton."""

    __tablename__ = "barcode"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    """A GTIN as 14 digits, so that UPC-A and EAN-13 forms are the same; else as printed."""
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"), index=True)


class PriceList(StrEnum):
    GENERAL = "umum"
    MEMBER = "anggota"
    WHOLESALE = "grosir"
    """From a quantity on."""
    CREDIT = "tempo"
    """In place of the others for what is bought on credit."""


class Price(Row, kw_only=True, eq=False, repr=False):
    """What a pack costs on a list, in one shop or all, from a day on."""

    __tablename__ = "price"
    __table_args__ = (Index("ix_price_pack_id", "pack_id", "list", "valid_from"),)

    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"))
    list: Mapped[PriceList]
    shop_id: Mapped[ShopId | None] = mapped_column(ForeignKey("shop.id"), default=None)
    """None: every shop that has no price of its own."""
    amount: Mapped[Money]
    least: Mapped[Quantity] = mapped_column(default=NONE)
    """How much of the pack a basket must hold; zero but for wholesale."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    """The last day it holds; None while open."""
    set_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    set_at: Mapped[datetime] = mapped_column(index=True)


class PromotionKind(StrEnum):
    """What a promotion does to the price of its packs."""

    PERCENT = "percent"
    """A part off every unit."""
    AMOUNT = "amount"
    """So many rupiah off every unit."""
    PRICE = "price"
    """A unit for so many rupiah."""
    N_FOR = "n_for"
    """n of one pack for a price."""
    BUY_GET = "buy_get"
    """Who buys n of a pack gets m more."""
    MIX = "mix"
    """Any n of these packs for a price."""


class Promotion(Row, kw_only=True, eq=False, repr=False):
    """What some packs cost less for some days."""

    __tablename__ = "promotion"

    number: Mapped[int] = mapped_column(unique=True)
    """As people call it: 1, 2, 3 …"""
    name: Mapped[str] = mapped_column(String(60))
    """As the till and the receipt say it."""
    kind: Mapped[PromotionKind]
    shop_id: Mapped[ShopId | None] = mapped_column(ForeignKey("shop.id"), default=None)
    """None: every shop."""
    for_members: Mapped[bool] = mapped_column(default=False)
    """True: for members only."""
    percent: Mapped[int] = mapped_column(default=0)
    """Basis points off a unit."""
    amount: Mapped[Money] = mapped_column(default=ZERO)
    """Off a unit, of a unit, or of n units together."""
    count: Mapped[int] = mapped_column(default=0)
    """Units that go together; those paid for where more are given."""
    free: Mapped[int] = mapped_column(default=0)
    """Units given on top of ``count``."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None, index=True)
    """The last day it holds; before ``valid_from`` when it was withdrawn in time."""
    created_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)


class PromotionPack(Base, kw_only=True, eq=False, repr=False):
    """A pack that a promotion is for."""

    __tablename__ = "promotion_pack"

    promotion_id: Mapped[UUID] = mapped_column(ForeignKey("promotion.id"), primary_key=True)
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"), primary_key=True, index=True)


class Stock(Base, kw_only=True, eq=False, repr=False):
    """What a shop holds of a product now: always the sum of its moves."""

    __tablename__ = "stock"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), primary_key=True)
    quantity: Mapped[Quantity]
    """Base units in thousandths; negative when more was sold than was booked in."""
    value: Mapped[Money]
    cost_quantity: Mapped[Quantity]
    """With ``cost_value`` the last known cost as an exact pair; both 0 when none is known."""
    cost_value: Mapped[Money]
    moves: Mapped[int]
    """The number of the last move."""


class MoveKind(StrEnum):
    OPENING = "opening"
    RECEIPT = "receipt"
    SALE = "sale"
    RETURN = "return"
    """Sold goods came back, fit to be sold again."""
    EXCHANGE = "exchange"
    """Empties that came in for full ones, or went back for them."""
    COUNT = "count"
    """Somebody counted, and found more or less."""
    WRITE_OFF = "write_off"
    """Damaged, expired, lost, or used by the shop itself."""
    SENT_BACK = "sent_back"
    """To the supplier."""
    TRANSFER = "transfer"
    """To another shop, or from one."""
    REPACK = "repack"
    """Made into other goods, or made from them."""
    CONSIGNED = "consigned"
    """A producer left own goods here; they are worth nothing to the books."""
    TAKEN_HOME = "taken_home"
    """The producer took unsold goods back."""


class StockMove(Base, kw_only=True, eq=False, repr=False):
    """A line of the stock card; append-only."""

    __tablename__ = "stock_move"
    __table_args__ = (
        Index("ix_stock_move_source", "source"),
        Index("ix_stock_move_shop_id_moved_at", "shop_id", "moved_at"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """1, 2, 3 … within shop and product, without gaps."""
    kind: Mapped[MoveKind]
    source: Mapped[str]
    """The same as of its journal entry."""
    moved_at: Mapped[datetime]
    quantity: Mapped[Quantity]
    """In +, out -."""
    value: Mapped[Money]
    """What the shelf's value changed by: in +, out -."""
    balance_quantity: Mapped[Quantity]
    balance_value: Mapped[Money]
    """What was held after the move."""


class DocumentCounter(Base, kw_only=True, eq=False, repr=False):
    """The last number of a kind of paper in a shop: orders, receipts, counts."""

    __tablename__ = "document_counter"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    series: Mapped[str] = mapped_column(String(4), primary_key=True)
    """``PO``, ``BM``: ``inventory.numbering``."""
    last: Mapped[int]


class EmptyCount(Row, kw_only=True, eq=False, repr=False):
    """Empties that somebody counted in a shop; append-only."""

    __tablename__ = "empty_count"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    product_id: Mapped[ProductId] = mapped_column(ForeignKey("product.id"))
    counted: Mapped[Quantity]
    expected: Mapped[Quantity]
    """What the shop's moves said until then."""
    reason: Mapped[str]
    counted_at: Mapped[datetime]
    counted_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"))
