"""Dates that travel with goods: noted when they leave a shop, kept where they arrive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import ProductId
from core.quantity import NONE, Quantity
from inventory.batches import queries as batch_queries
from inventory.models import Stock
from inventory.transfers.dates import Dated, dealt, leaving
from inventory.transfers.models import (
    StepKind,
    Transfer,
    TransferDate,
    TransferLine,
    TransferStep,
    TransferStepLine,
)


def note_leaving(
    session: Session, transfer: Transfer, lines: Iterable[TransferLine], *, on: date
) -> None:
    """Note the dates of what is about to leave the shelf, as far as they are known."""
    before: dict[ProductId, Quantity] = defaultdict(lambda: NONE)
    for line in lines:
        dates = leaving(
            _on_shelf(session, transfer, line.product_id, on),
            on_hand=_on_hand(session, transfer, line.product_id),
            before=before[line.product_id],
            quantity=line.quantity,
        )
        session.add_all(
            TransferDate(transfer_id=transfer.id, position=line.position, place=place,
                         expires_on=of.expires_on, code=of.code, quantity=of.quantity)
            for place, of in enumerate(dates)
        )  # fmt: skip
        before[line.product_id] += line.quantity
    session.flush()


def known(session: Session, transfer: Transfer) -> dict[int, list[Dated]]:
    """The dates that were sent, by position of the line, the first expired first."""
    rows = session.scalars(
        select(TransferDate)
        .where(TransferDate.transfer_id == transfer.id)
        .order_by(TransferDate.position, TransferDate.place)
    )
    found: dict[int, list[Dated]] = defaultdict(list)
    for row in rows:
        found[row.position].append(Dated(row.expires_on, row.code, row.quantity))
    return found


def arriving(
    session: Session, transfer: Transfer, step: TransferStep
) -> Iterator[tuple[int, Dated]]:
    """The dates of what arrived with a step, by position of the line, as they were sent."""
    dates, before = known(session, transfer), _arrived_before(session, transfer, step)
    rows = session.scalars(select(TransferStepLine).where(TransferStepLine.step_id == step.id))
    for row in rows:
        skipped = before.get(row.position, NONE)
        for of in dealt(dates.get(row.position, ()), skipped=skipped, quantity=row.quantity):
            yield row.position, of


def _arrived_before(
    session: Session, transfer: Transfer, step: TransferStep
) -> dict[int, Quantity]:
    rows = session.execute(
        select(TransferStepLine.position, func.sum(TransferStepLine.quantity))
        .join(TransferStep, TransferStep.id == TransferStepLine.step_id)
        .where(TransferStep.transfer_id == transfer.id, TransferStep.kind == StepKind.ARRIVED)
        .where(TransferStep.id != step.id)
        .group_by(TransferStepLine.position)
    )
    return {row[0]: row[1] for row in rows}


def _on_shelf(
    session: Session, transfer: Transfer, product_id: ProductId, on: date
) -> Iterator[Dated]:
    rows = batch_queries.of_product(session, transfer.from_shop_id, product_id, on=on)
    return (Dated(row.expires_on, row.batch, row.quantity) for row in rows)


def _on_hand(session: Session, transfer: Transfer, product_id: ProductId) -> Quantity:
    row = session.get(Stock, (transfer.from_shop_id, product_id))
    return row.quantity if row else NONE
