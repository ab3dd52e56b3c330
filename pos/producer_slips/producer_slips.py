"""Where papers of consignment come out, and how they are queued there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import OperatorId, ShopId, TillId
from core.slip_printing import Place, Slip, SlipPrinting
from pos import tills
from pos.models import Till
from pos.printing import jobs
from pos.printing.models import Printer


def places(session: Session, shop_id: ShopId) -> list[Place]:
    """The tills of a shop that have a printer, by name."""
    rows = session.execute(
        select(Till.id, Till.name)
        .join(Printer, Printer.till_id == Till.id)
        .where(Till.shop_id == shop_id, Printer.active)
        .order_by(Till.name)
    )
    return [Place(row.id, row.name) for row in rows]


def queue(session: Session, slip: Slip, place: Place, at: datetime, by: OperatorId) -> int | None:
    """Queue a slip where somebody asks for it; returns which copy it is."""
    till = tills.by_id(session, TillId(place.till_id))
    job = jobs.queue_asked(session, till, source=slip.source, subject=slip.number, at=at, by=by)
    return job.copy_number


PRINTING = SlipPrinting(places, queue)
