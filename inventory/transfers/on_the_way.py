"""What is on the way between shops: what was sent less what arrived or was lost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import ShopId
from core.money import ZERO
from core.quantity import NONE
from core.shops import get_shop, today_in
from inventory.transfers.entries import OnTheWay
from inventory.transfers.models import (
    Transfer,
    TransferLine,
    TransferStep,
    TransferStepLine,
)
from members.entries import Event

NOTHING = OnTheWay(NONE, ZERO)


def by_number(session: Session, number: str) -> Transfer:
    """The transfer with this number. Raises NotFound."""
    found = session.scalars(select(Transfer).where(Transfer.number == number.upper())).one_or_none()
    if found is None:
        raise NotFound(_("Tidak ada mutasi bernomor %(number)s.", number=number))
    return found


def on_the_way(session: Session, transfer: Transfer) -> dict[int, OnTheWay]:
    """What has neither arrived nor been lost, by position of the line; lines of none left out."""
    gone = _gone(session, transfer)
    left = {
        row.position: OnTheWay(row.quantity, row.value).without(gone.get(row.position, NOTHING))
        for row in lines_of(session, transfer)
    }
    return {place: goods for place, goods in left.items() if goods.quantity}


def lines_of(session: Session, transfer: Transfer) -> list[TransferLine]:
    """What was sent, in its order."""
    return list(
        session.scalars(
            select(TransferLine)
            .where(TransferLine.transfer_id == transfer.id)
            .order_by(TransferLine.position)
        )
    )


def source_of(transfer: Transfer) -> str:
    """What moves and entry of the sending are caused by."""
    return f"transfer:{transfer.id}"


def source_of_step(step: TransferStep) -> str:
    """What moves and entries of an arrival or a loss are caused by."""
    return f"transfer_step:{step.id}"


def event_of(
    session: Session, transfer: Transfer, shop_id: ShopId, source: str, at: datetime
) -> Event:
    """What happened to a transfer in a shop, on its calendar day."""
    today = today_in(get_shop(session, shop_id), at)
    return Event(shop_id, today, source, _("Mutasi %(number)s", number=transfer.number))


def _gone(session: Session, transfer: Transfer) -> dict[int, OnTheWay]:
    rows = session.execute(
        select(
            TransferStepLine.position,
            func.sum(TransferStepLine.quantity),
            func.sum(TransferStepLine.value),
        )
        .join(TransferStep, TransferStep.id == TransferStepLine.step_id)
        .where(TransferStep.transfer_id == transfer.id)
        .group_by(TransferStepLine.position)
    )
    return {position: OnTheWay(quantity, value) for position, quantity, value in rows}
