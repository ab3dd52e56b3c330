"""Goods that arrive, with an order or without: onto the shelf, owed, not invoiced yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, PackId, PartyId, ProductId, ShopId, new_id
from core.models import Shop
from core.money import ZERO, Money, total
from core.quantity import NONE, Quantity
from core.shops import today_in
from inventory import costing, numbering, stock
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from inventory.models import MoveKind
from inventory.purchasing import orders
from inventory.purchasing.entries import Paper, receipt_entry
from inventory.purchasing.matching import base_units, price_of
from inventory.purchasing.models import (
    GoodsReceipt,
    GoodsReceiptLine,
    OrderState,
    PurchaseOrder,
)
from inventory.shelves import Cause
from inventory.stock import Arrival
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import Learned
from ledger import journal


@dataclass(frozen=True, slots=True)
class Arrived:
    """One pack that arrived, as somebody found it."""

    pack_id: PackId
    quantity: Quantity
    """Packs taken in and owed."""
    price: Money
    """Of one pack."""
    free: Quantity = NONE
    damaged: Quantity = NONE
    """Packs not taken in and not owed."""
    expires_on: date | None = None
    batch_code: str = ""
    their_code: str = ""
    their_name: str = ""

    def __post_init__(self) -> None:
        if min(self.quantity, self.free, self.damaged) < NONE:
            raise InvalidInput(_("Jumlah barang tidak boleh negatif."), field="lines")
        if not (self.quantity or self.free or self.damaged):
            raise InvalidInput(_("Isi jumlah barang yang datang."), field="lines")
        if self.price < ZERO:
            raise InvalidInput(_("Harga beli tidak boleh negatif."), field="lines")


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything that arrived together."""

    lines: tuple[Arrived, ...]
    delivery_note: str = ""
    key: UUID = field(default_factory=new_id)
    """Made with the form: sent twice, it is received once."""

    def __post_init__(self) -> None:
        if not self.lines:
            raise InvalidInput(_("Isi jumlah barang yang datang."), field="lines")


def receive(
    session: Session,
    shop: Shop,
    supplier: Supplier,
    delivery: Delivery,
    *,
    order: PurchaseOrder | None = None,
    at: datetime,
    by: OperatorId | None,
) -> GoodsReceipt:
    """Take goods in, book them, and learn what they cost; the same delivery only once.

    Raises BusinessError for an order of another shop or supplier, or one nobody waits for.
    """
    shop_id = ShopId(shop.id)
    journal.lock_shop(session, shop_id)
    known = session.get(GoodsReceipt, delivery.key)
    if known is not None:
        return known
    if order is not None:
        _check_order(session, order, shop, supplier)
    source = source_of(delivery.key)
    came = _shelve(session, delivery.lines, Cause(MoveKind.RECEIPT, source, at), shop_id)
    receipt = GoodsReceipt(
        id=delivery.key,
        number=numbering.take_number(session, shop, numbering.Series.RECEIPT),
        shop_id=shop_id,
        supplier_id=supplier.id,
        order_id=order.id if order else None,
        delivery_note=delivery.delivery_note,
        received_on=today_in(shop, at),
        received_at=at,
        received_by=by,
        amount=total(line.row.amount for line in came),
    )
    session.add(receipt)
    session.flush()
    session.add_all(line.row for line in came)
    _book(session, receipt, came, at=at)
    _note_batches(session, receipt, came, at=at)
    _learn(session, receipt, delivery.lines)
    audit.record(
        session, "goods.received", at=at, by=by, shop_id=shop_id, subject=receipt.number,
        lines=len(came), amount=receipt.amount.amount,
    )  # fmt: skip
    if order is not None:
        orders.close_when_complete(session, order, at=at, by=by)
    return receipt


def by_name(session: Session, number: str) -> GoodsReceipt:
    """The receipt with this number. Raises NotFound."""
    wanted = select(GoodsReceipt).where(GoodsReceipt.number == number.upper())
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(_("Penerimaan %(number)s tidak ada.", number=number))
    return found


def lines_of(session: Session, receipt: GoodsReceipt) -> list[GoodsReceiptLine]:
    """What arrived, in the order it was noted."""
    return list(
        session.scalars(
            select(GoodsReceiptLine)
            .where(GoodsReceiptLine.receipt_id == receipt.id)
            .order_by(GoodsReceiptLine.position)
        )
    )


def source_of(receipt_id: UUID) -> str:
    """What caused its moves and its entry."""
    return f"goods_receipt:{receipt_id}"


@dataclass(frozen=True, slots=True)
class _Kept:
    row: GoodsReceiptLine
    arrival: Arrival | None
    """None: all of it was damaged."""
    came: costing.Receipt | None


def _check_order(session: Session, order: PurchaseOrder, shop: Shop, supplier: Supplier) -> None:
    session.refresh(order)
    if (order.shop_id, order.supplier_id) != (shop.id, supplier.id):
        raise BusinessError(_("Pesanan itu milik toko atau pemasok lain."))
    if order.state is not OrderState.SENT:
        raise BusinessError(
            _("Pesanan %(number)s tidak sedang menunggu barang.", number=order.number)
        )


def _shelve(
    session: Session, lines: Sequence[Arrived], cause: Cause, shop_id: ShopId
) -> list[_Kept]:
    """Put what is kept on the shelves; goods for which nothing may be owed are owed nothing."""
    receipt_id = UUID(cause.source.partition(":")[2])
    rows = [_row(session, receipt_id, position, line) for position, line in enumerate(lines)]
    arrivals = [arrival for _row_, arrival in rows if arrival is not None]
    came = iter(stock.put_in(session, cause, arrivals, shop_id=shop_id))
    kept = []
    for row, arrival in rows:
        received = next(came) if arrival is not None else None
        row.amount = received.shelved + received.settlement if received else ZERO
        kept.append(_Kept(row, arrival, received))
    return kept


def _row(
    session: Session, receipt_id: UUID, position: int, line: Arrived
) -> tuple[GoodsReceiptLine, Arrival | None]:
    pack, product = orders.check_goods(
        session, line.pack_id, line.quantity, line.free, line.damaged
    )
    kept = base_units(line.quantity + line.free, pack.factor)
    amount = price_of(line.quantity, line.price)
    row = GoodsReceiptLine(
        receipt_id=receipt_id,
        position=position,
        pack_id=line.pack_id,
        factor=pack.factor,
        quantity=line.quantity,
        free=line.free,
        damaged=line.damaged,
        price=line.price,
        amount=amount,
        expires_on=line.expires_on,
        batch_code=line.batch_code,
    )
    return row, Arrival(ProductId(product.id), kept, amount) if kept else None


def _book(session: Session, receipt: GoodsReceipt, kept: Sequence[_Kept], *, at: datetime) -> None:
    came = [line.came for line in kept if line.came is not None]
    paper = Paper(
        source_of(receipt.id), receipt.shop_id, receipt.received_on, receipt.number,
        PartyId(receipt.supplier_id),
    )  # fmt: skip
    entry = receipt_entry(
        paper,
        shelved=total(one.shelved for one in came),
        settlement=total(one.settlement for one in came),
    )
    if entry is not None:
        journal.post(session, entry, at=at)


def _note_batches(
    session: Session, receipt: GoodsReceipt, kept: Sequence[_Kept], *, at: datetime
) -> None:
    """Keep the dates that stand on what was kept."""
    dated = [
        NewBatch(
            line.arrival.product_id, line.row.expires_on, line.arrival.quantity,
            line.row.batch_code,
        )
        for line in kept
        if line.arrival is not None and line.row.expires_on is not None
    ]  # fmt: skip
    batches.note(session, dated, shop_id=receipt.shop_id, source=source_of(receipt.id), at=at)


def _learn(session: Session, receipt: GoodsReceipt, lines: Sequence[Arrived]) -> None:
    learned = [
        Learned(line.pack_id, line.price, line.their_code, line.their_name)
        for line in lines
        if line.quantity and line.price
    ]
    suppliers.learn(session, receipt.supplier_id, learned, on=receipt.received_on)
