"""Sending goods to another shop: off the shelf at cost, and on the way from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, PackId, ProductId, ShopId
from core.models import Shop, ShopKind
from core.money import ZERO, total
from core.quantity import MILLI, NONE, Quantity
from core.shops import today_in
from inventory import numbering, ownership, stock
from inventory.models import MoveKind, Pack, Product, ProductKind
from inventory.shelves import Cause
from inventory.stock import Issued
from inventory.transfers import carrying, entries
from inventory.transfers.models import Transfer, TransferLine
from inventory.transfers.on_the_way import event_of, source_of
from ledger import journal

MOVED = (ProductKind.GOODS, ProductKind.CONTAINER)
"""What stands on shelves: packages and services do not."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Goods to be sent: so many of a pack."""

    pack_id: PackId
    count: Quantity


@dataclass(frozen=True, slots=True)
class Sending:
    """A transfer as it is put together."""

    key: UUID
    """Made with the form: the same form sent twice is one transfer."""
    sender: Shop
    receiver: Shop
    goods: Sequence[Packed]
    note: str = ""


def send(session: Session, sending: Sending, *, at: datetime, by: OperatorId | None) -> Transfer:
    """Take goods off the shelves of one shop, for another; they are on the way at their cost.

    More than the shelf holds may be sent, as more may be sold: what stands there decides.
    """
    _check(sending)
    journal.lock_shop(session, ShopId(sending.sender.id))
    known = session.get(Transfer, sending.key)
    if known is not None:
        return known
    transfer = _added(session, sending, at=at, by=by)
    rows = [_line(session, transfer, place, of) for place, of in enumerate(sending.goods)]
    cause = Cause(MoveKind.TRANSFER, source_of(transfer), at)
    carrying.note_leaving(session, transfer, rows, on=today_in(sending.sender, at))
    goods = [(row.product_id, row.quantity) for row in rows]
    issued = stock.take_out(session, cause, goods, shop_id=transfer.from_shop_id)
    for row, gone in zip(rows, issued, strict=True):
        row.value = gone.cost
    session.add_all(rows)
    session.flush()
    event = event_of(session, transfer, transfer.from_shop_id, source_of(transfer), at)
    entry = entries.sent(event, total(row.value for row in rows))
    if entry is not None:
        journal.post(session, entry, at=at)
    _note_sent(session, transfer, issued, at=at, by=by)
    return transfer


def _check(sending: Sending) -> None:
    if sending.receiver.kind is not ShopKind.SHOP or not sending.receiver.active:
        raise InvalidInput(_("Pilih toko tujuannya."), field="to")
    if sending.sender.id == sending.receiver.id:
        raise InvalidInput(_("Toko asal dan tujuan harus berbeda."), field="to")
    if not sending.goods:
        raise InvalidInput(_("Belum ada barang yang dikirim."), field="goods")


def _added(session: Session, sending: Sending, *, at: datetime, by: OperatorId | None) -> Transfer:
    transfer = Transfer(
        id=sending.key,
        number=numbering.take_number(session, sending.sender, numbering.Series.TRANSFER),
        from_shop_id=ShopId(sending.sender.id),
        to_shop_id=ShopId(sending.receiver.id),
        note=sending.note,
        sent_at=at,
        sent_by=by,
    )
    session.add(transfer)
    session.flush()
    return transfer


def _line(session: Session, transfer: Transfer, position: int, of: Packed) -> TransferLine:
    pack = session.get_one(Pack, of.pack_id)
    product = session.get_one(Product, pack.product_id)
    if product.kind not in MOVED:
        raise InvalidInput(_("%(name)s tidak ada di rak.", name=product.name), field="goods")
    ownership.check_own(product, field="goods")
    quantity = Quantity(of.count.milli * pack.factor.milli // MILLI)
    whole = product.fractions or not quantity.milli % MILLI
    if quantity <= NONE or not whole:
        raise InvalidInput(
            _("Jumlah %(name)s harus utuh dan lebih dari nol.", name=product.name), field="goods"
        )
    return TransferLine(
        transfer_id=transfer.id, position=position, product_id=ProductId(product.id),
        pack_id=of.pack_id, packs=of.count, quantity=quantity, value=ZERO,
    )  # fmt: skip


def _note_sent(
    session: Session,
    transfer: Transfer,
    issued: Sequence[Issued],
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    short = sum(gone.balance < NONE for gone in issued)
    audit.record(session, "transfer.sent", at=at, by=by, shop_id=transfer.from_shop_id,
                 subject=transfer.number, products=len(issued), short=short or None)  # fmt: skip
