"""What becomes of goods on the way: arrived in one or several parts, lost, all accounted for.

Everything that changes a transfer keeps the shop that sent it locked, so one thing happens to it
at a time; what arrives locks both shops, in the order in which everybody locks shops.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput
from core.format import quantity as shown
from core.i18n import _
from core.ids import OperatorId
from core.money import total
from core.quantity import MILLI, NONE, Quantity
from inventory import stock
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from inventory.models import MoveKind, Product
from inventory.shelves import Cause
from inventory.stock import Arrival
from inventory.transfers import carrying, entries
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
    event_of,
    lines_of,
    on_the_way,
    source_of_step,
)
from ledger import journal


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
    event = event_of(session, transfer, transfer.to_shop_id, source, at)
    goods = Shelved(total(c.shelved for c in came), total(c.settlement for c in came))
    for entry in entries.arrived(event, transfer.from_shop_id, goods):
        journal.post(session, entry, at=at)
    _note_dates(session, transfer, step, row, at=at)


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
    event = event_of(session, transfer, transfer.from_shop_id, source_of_step(row), at)
    entry = entries.lost(event, total(of.goods.value for of in ended))
    if entry is not None:
        journal.post(session, entry, at=at)


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
    session: Session, transfer: Transfer, step: Step, row: TransferStep, *, at: datetime
) -> None:
    """Keep the dates of what arrived: as somebody read them there, else as they were sent."""
    lines = {line.position: line for line in lines_of(session, transfer)}
    read = [
        NewBatch(lines[place].product_id, day, step.quantities[place])
        for place, day in step.last_days.items()
        if step.quantities.get(place, NONE)
    ]
    sent = [
        NewBatch(lines[place].product_id, of.expires_on, of.quantity, of.code)
        for place, of in carrying.arriving(session, transfer, row)
        if place not in step.last_days
    ]
    source = source_of_step(row)
    batches.note(session, [*read, *sent], shop_id=transfer.to_shop_id, source=source, at=at)
