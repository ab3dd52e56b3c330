"""Goods from shop to shop: sent at cost, arrived in one or several parts, lost on the way.

Everything that changes a transfer keeps the shop that sent it locked, so one thing happens to it
at a time; what arrives locks both shops, in the order in which everybody locks shops.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput
from core.format import quantity as shown
from core.i18n import _
from core.ids import OperatorId, PackId, ProductId, ShopId
from core.models import Shop, ShopKind
from core.money import ZERO, total
from core.quantity import MILLI, NONE, Quantity
from core.shops import get_shop, today_in
from inventory import numbering, stock
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from inventory.models import MoveKind, Pack, Product, ProductKind
from inventory.shelves import Cause
from inventory.stock import Arrival, Issued
from inventory.transfers import entries
from inventory.transfers.entries import OnTheWay, Shelved
from inventory.transfers.models import (
    StepKind,
    Transfer,
    TransferLine,
    TransferStep,
    TransferStepLine,
)
from inventory.transfers.on_the_way import (
    NOTHING,
    lines_of,
    on_the_way,
    source_of,
    source_of_step,
)
from ledger import journal
from ledger.entry import Entry
from members.entries import Event

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


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody found of a transfer: base units by position of the line."""

    key: UUID
    """Made with the form: the same form sent twice is one step."""
    quantities: Mapping[int, Quantity]
    note: str = ""
    last_days: Mapping[int, date] = field(default_factory=dict)
    """When what arrived expires, where somebody read it from the packs."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """Goods of a line that are on the way no more."""

    line: TransferLine
    goods: OnTheWay


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
    goods = [(row.product_id, row.quantity) for row in rows]
    issued = stock.take_out(session, cause, goods, shop_id=transfer.from_shop_id)
    for row, gone in zip(rows, issued, strict=True):
        row.value = gone.cost
    session.add_all(rows)
    session.flush()
    event = _event(session, transfer, transfer.from_shop_id, source_of(transfer), at)
    _post(session, entries.sent(event, total(row.value for row in rows)), at=at)
    _note_sent(session, transfer, issued, at=at, by=by)
    return transfer


def arrive(
    session: Session, transfer: Transfer, step: Step, *, at: datetime, by: OperatorId | None
) -> None:
    """Put what arrived onto the shelves of the receiving shop; the rest stays on the way."""
    for shop_id in sorted((transfer.from_shop_id, transfer.to_shop_id)):
        journal.lock_shop(session, shop_id)
    ended = _ended(session, transfer, step)
    if ended is None:
        return
    row = _noted(session, transfer, StepKind.ARRIVED, step, ended, at=at, by=by)
    source = source_of_step(row)
    came = stock.put_in(
        session,
        Cause(MoveKind.TRANSFER, source, at),
        [Arrival(of.line.product_id, of.goods.quantity, of.goods.value) for of in ended],
        shop_id=transfer.to_shop_id,
    )
    event = _event(session, transfer, transfer.to_shop_id, source, at)
    goods = Shelved(total(c.shelved for c in came), total(c.settlement for c in came))
    for entry in entries.arrived(event, transfer.from_shop_id, goods):
        journal.post(session, entry, at=at)
    _note_dates(session, transfer, step, ended, source=source, at=at)


def lose(
    session: Session, transfer: Transfer, step: Step, *, at: datetime, by: OperatorId | None
) -> None:
    """Note that goods were lost on the way, and why: a loss of the shop that sent them."""
    if not step.note.strip():
        raise InvalidInput(_("Isi alasannya."), field="note")
    journal.lock_shop(session, transfer.from_shop_id)
    ended = _ended(session, transfer, step)
    if ended is None:
        return
    row = _noted(session, transfer, StepKind.LOST, step, ended, at=at, by=by)
    event = _event(session, transfer, transfer.from_shop_id, source_of_step(row), at)
    _post(session, entries.lost(event, total(of.goods.value for of in ended)), at=at)


def close(
    session: Session,
    transfer: Transfer,
    *,
    key: UUID,
    reason: str,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """End a transfer: whatever has not arrived is lost."""
    journal.lock_shop(session, transfer.from_shop_id)
    left = {place: goods.quantity for place, goods in on_the_way(session, transfer).items()}
    lose(session, transfer, Step(key, left, reason), at=at, by=by)


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


def _ended(session: Session, transfer: Transfer, step: Step) -> list[_Ended] | None:
    """The goods a step is about; None when the same step was noted before."""
    if session.get(TransferStep, step.key) is not None:
        return None
    left = on_the_way(session, transfer)
    if not left:
        raise BusinessError(_("Mutasi %(number)s sudah selesai.", number=transfer.number))
    wanted = {place: quantity for place, quantity in step.quantities.items() if quantity}
    if not wanted:
        raise InvalidInput(_("Isi jumlahnya, paling sedikit satu barang."))
    rows = {row.position: row for row in lines_of(session, transfer)}
    for place, quantity in wanted.items():
        if place in rows:
            _refuse_parts(session.get_one(Product, rows[place].product_id), quantity, place)
        _refuse_more(place, quantity, left.get(place, NOTHING).quantity)
    return [_Ended(rows[place], left[place].part(wanted[place])) for place in sorted(wanted)]


def _refuse_parts(product: Product, quantity: Quantity, place: int) -> None:
    if quantity.milli % MILLI and not product.fractions:
        raise InvalidInput(
            _("%(name)s tidak dihitung pecahan.", name=product.name), field=f"quantity-{place}"
        )


def _refuse_more(place: int, quantity: Quantity, left: Quantity) -> None:
    if not NONE < quantity <= left:
        raise InvalidInput(
            _("Yang masih di jalan %(left)s. Kelebihannya dicatat dengan hitung fisik.",
              left=shown(left)),
            field=f"quantity-{place}",
        )  # fmt: skip


def _noted(
    session: Session,
    transfer: Transfer,
    kind: StepKind,
    step: Step,
    ended: Collection[_Ended],
    *,
    at: datetime,
    by: OperatorId | None,
) -> TransferStep:
    """Write the step down; the transfer is closed when nothing of it is on the way."""
    row = TransferStep(id=step.key, transfer_id=transfer.id, kind=kind, note=step.note,
                       noted_at=at, noted_by=by)  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        TransferStepLine(step_id=row.id, position=of.line.position,
                         quantity=of.goods.quantity, value=of.goods.value)
        for of in ended
    )  # fmt: skip
    session.flush()
    if not on_the_way(session, transfer):
        transfer.closed_at = at
        session.flush()
    where = transfer.to_shop_id if kind is StepKind.ARRIVED else transfer.from_shop_id
    audit.record(session, f"transfer.{kind.value}", at=at, by=by, shop_id=where,
                 subject=transfer.number, products=len(ended), reason=step.note)  # fmt: skip
    return row


def _note_dates(
    session: Session,
    transfer: Transfer,
    step: Step,
    ended: Collection[_Ended],
    *,
    source: str,
    at: datetime,
) -> None:
    """Keep the dates of what arrived; at the shop that sent they follow from what it holds."""
    arrivals = [
        NewBatch(of.line.product_id, step.last_days[of.line.position], of.goods.quantity)
        for of in ended
        if of.line.position in step.last_days
    ]
    batches.note(session, arrivals, shop_id=transfer.to_shop_id, source=source, at=at)


def _event(
    session: Session, transfer: Transfer, shop_id: ShopId, source: str, at: datetime
) -> Event:
    today = today_in(get_shop(session, shop_id), at)
    return Event(shop_id, today, source, _("Mutasi %(number)s", number=transfer.number))


def _post(session: Session, entry: Entry | None, *, at: datetime) -> None:
    if entry is not None:
        journal.post(session, entry, at=at)


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
