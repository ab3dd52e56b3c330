"""Print jobs: durable, queued with the sale, printed after the commit."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from core.ids import TillId, new_id
from core.models import table_of
from pos.documents import SaleDocument
from pos.entries import sale_source
from pos.models import JobKind, JobState, Printer, PrintJob
from pos.tills import TillView

RECEIPT_WAITS = timedelta(hours=12)
"""A sale older than this when it arrives gets no paper by itself."""
DRAWER_WAITS = timedelta(seconds=30)
"""A drawer that opens later than this opens in front of nobody."""


_printer = table_of(Printer)
_PRINTER = select(_printer.c.id, _printer.c.drawer).where(
    _printer.c.till_id == bindparam("of_till"), _printer.c.active
)
_INSERT = insert(table_of(PrintJob))


def queue_sale(
    session: Session, till: TillView, document: SaleDocument, *, received_at: datetime
) -> None:
    """Queue the receipt, and the drawer when money goes into it, on the till's printer if any."""
    printer = session.execute(_PRINTER, {"of_till": till.id}).first()
    age = abs(received_at - document.header.at)
    if printer is None or age > RECEIPT_WAITS:
        return
    source = sale_source(document.header.id)
    if printer.drawer and age <= DRAWER_WAITS:
        _queue(session, printer.id, JobKind.DRAWER, source, at=received_at, lasts=DRAWER_WAITS)
    _queue(session, printer.id, JobKind.RECEIPT, source, at=received_at)


def printer_of(session: Session, till_id: TillId) -> Printer | None:
    """The active printer of a till; None when it prints nowhere."""
    return session.scalars(
        select(Printer).where(Printer.till_id == till_id, Printer.active).limit(1)
    ).one_or_none()


def _queue(
    session: Session,
    printer_id: UUID,
    kind: JobKind,
    source: str,
    *,
    at: datetime,
    lasts: timedelta | None = None,
) -> None:
    session.execute(
        _INSERT,
        {
            "id": new_id(),
            "printer_id": printer_id,
            "kind": kind,
            "source": source,
            "payload": None,
            "state": JobState.WAITING,
            "attempts": 0,
            "created_at": at,
            "due_at": at,
            "expires_at": at + lasts if lasts else None,
            "message": "",
        },
    )
