"""Orders: a draft is changed until it is sent; then goods arrive, or it is cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, PackId, ShopId
from core.models import Shop
from core.money import ZERO
from core.quantity import NONE, Quantity
from inventory import numbering, ownership
from inventory.models import Pack, Product, ProductKind
from inventory.purchasing.matching import Progress, Wanted, base_units, is_complete, progress
from inventory.purchasing.models import (
    GoodsReceipt,
    GoodsReceiptLine,
    OrderState,
    PurchaseOrder,
    PurchaseOrderLine,
)
from inventory.suppliers.models import Supplier
from ledger import journal

ON_SHELVES = (ProductKind.GOODS, ProductKind.CONTAINER)
"""What can be bought: packages are put together here, services stand on no shelf."""
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """What is said of an order."""

    lines: tuple[Wanted, ...]
    expected_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.lines:
            raise InvalidInput(_("Isi paling sedikit satu barang."), field="lines")
        if len(self.lines) > MOST_LINES:
            raise InvalidInput(
                _("Paling banyak %(most)s barang dalam satu pesanan.", most=MOST_LINES),
                field="lines",
            )
        if len({line.pack_id for line in self.lines}) < len(self.lines):
            raise InvalidInput(_("Ada barang yang tertulis dua kali."), field="lines")
        if any(line.quantity <= NONE or line.price < ZERO for line in self.lines):
            raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="lines")


def draft(
    session: Session,
    shop: Shop,
    supplier: Supplier,
    details: OrderDetails,
    *,
    today: date,
    at: datetime,
    by: OperatorId | None,
) -> PurchaseOrder:
    """Begin an order. Raises BusinessError for a supplier nobody buys from any more."""
    if not supplier.active:
        raise BusinessError(_("%(name)s tidak dipakai lagi.", name=supplier.name))
    journal.lock_shop(session, ShopId(shop.id))
    order = PurchaseOrder(
        number=numbering.take_number(session, shop, numbering.Series.ORDER),
        shop_id=ShopId(shop.id),
        supplier_id=supplier.id,
        ordered_on=today,
        created_by=by,
        created_at=at,
    )
    session.add(order)
    session.flush()
    _write(session, order, details)
    _note(session, "order.drafted", order, at=at, by=by, lines=len(details.lines))
    return order


def change(
    session: Session,
    order: PurchaseOrder,
    details: OrderDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Say something else of a draft. Raises BusinessError once it was sent."""
    _hold(session, order, OrderState.DRAFT)
    _write(session, order, details)
    _note(session, "order.changed", order, at=at, by=by, lines=len(details.lines))


def send(
    session: Session, order: PurchaseOrder, *, today: date, at: datetime, by: OperatorId | None
) -> None:
    """The supplier has it from now on."""
    _hold(session, order, OrderState.DRAFT)
    order.state, order.ordered_on = OrderState.SENT, today
    _note(session, "order.sent", order, at=at, by=by)


def close(session: Session, order: PurchaseOrder, *, at: datetime, by: OperatorId | None) -> None:
    """Wait for nothing more of it."""
    _hold(session, order, OrderState.SENT)
    order.state = OrderState.CLOSED
    _note(session, "order.closed", order, at=at, by=by)


def cancel(session: Session, order: PurchaseOrder, *, at: datetime, by: OperatorId | None) -> None:
    """Take it back. Raises BusinessError when some of it has come."""
    _hold(session, order, OrderState.DRAFT, OrderState.SENT)
    if session.scalar(select(GoodsReceipt.id).where(GoodsReceipt.order_id == order.id).limit(1)):
        raise BusinessError(_("Sebagian barangnya sudah datang: tutup saja pesanan ini."))
    order.state = OrderState.CANCELLED
    _note(session, "order.cancelled", order, at=at, by=by)


def close_when_complete(
    session: Session, order: PurchaseOrder, *, at: datetime, by: OperatorId | None
) -> None:
    """Close an order of which everything has come."""
    if order.state is OrderState.SENT and is_complete(progress_of(session, order)):
        close(session, order, at=at, by=by)


def by_name(session: Session, number: str) -> PurchaseOrder:
    """The order with this number. Raises NotFound."""
    wanted = select(PurchaseOrder).where(PurchaseOrder.number == number.upper())
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(_("Pesanan %(number)s tidak ada.", number=number))
    return found


def progress_of(session: Session, order: PurchaseOrder) -> tuple[Progress, ...]:
    """Each line of the order with what has come of it."""
    lines = session.scalars(
        select(PurchaseOrderLine)
        .where(PurchaseOrderLine.order_id == order.id)
        .order_by(PurchaseOrderLine.position)
    )
    came = session.execute(
        select(GoodsReceiptLine.pack_id, GoodsReceiptLine.quantity)
        .join(GoodsReceipt, GoodsReceipt.id == GoodsReceiptLine.receipt_id)
        .where(GoodsReceipt.order_id == order.id)
    )
    wanted = [Wanted(PackId(line.pack_id), line.quantity, line.price) for line in lines]
    return progress(wanted, [(row.pack_id, row.quantity) for row in came])


def check_goods(
    session: Session, pack_id: PackId, *quantities: Quantity, factor: Quantity | None = None
) -> tuple[Pack, Product]:
    """A pack that can be bought, in quantities that can be counted. Raises InvalidInput.

    ``factor`` is what was in one pack when it came; None: what is in it today.
    """
    pack = session.get_one(Pack, pack_id)
    product = session.get_one(Product, pack.product_id)
    if product.kind not in ON_SHELVES:
        raise InvalidInput(
            _("%(name)s tidak dibeli: ini paket atau jasa.", name=product.name), field="lines"
        )
    ownership.check_own(product, field="lines")
    for quantity in quantities:
        _check_whole(product, factor or pack.factor, quantity)
    return pack, product


def _check_whole(product: Product, factor: Quantity, quantity: Quantity) -> None:
    try:
        base = base_units(quantity, factor)
    except ValueError:
        base = None
    if base is None or (not product.fractions and base.milli % Quantity.of(1).milli):
        raise InvalidInput(
            _("%(name)s tidak dapat dibagi sekecil itu.", name=product.name), field="lines"
        )


def _hold(session: Session, order: PurchaseOrder, *states: OrderState) -> None:
    """Lock the order's shop and look again. Raises BusinessError in another state."""
    journal.lock_shop(session, order.shop_id)
    session.refresh(order)
    if order.state not in states:
        raise BusinessError(
            _("Pesanan %(number)s sudah berubah; lihat lagi keadaannya.", number=order.number)
        )


def _write(session: Session, order: PurchaseOrder, details: OrderDetails) -> None:
    for line in details.lines:
        check_goods(session, line.pack_id, line.quantity)
    order.expected_on, order.note = details.expected_on, details.note
    session.execute(delete(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order.id))
    session.add_all(_lines(order, details.lines))
    session.flush()


def _lines(order: PurchaseOrder, wanted: Sequence[Wanted]) -> list[PurchaseOrderLine]:
    return [
        PurchaseOrderLine(
            order_id=order.id,
            position=position,
            pack_id=line.pack_id,
            quantity=line.quantity,
            price=line.price,
        )
        for position, line in enumerate(wanted)
    ]


def _note(
    session: Session,
    action: str,
    order: PurchaseOrder,
    *,
    at: datetime,
    by: OperatorId | None,
    **details: object,
) -> None:
    session.flush()
    audit.record(
        session, action, at=at, by=by, shop_id=order.shop_id, subject=order.number, **details
    )
