"""Print jobs: durable, queued in the same transaction as what they print, printed afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, NotFound
from core.i18n import _
from core.ids import OperatorId, SaleId, ShopId, TillId, new_id
from core.models import table_of
from pos.documents import SaleDocument
from pos.entries import sale_source
from pos.models import Sale, TenderKind
from pos.printing.models import JobKind, JobState, Printer, PrintJob
from pos.tills import TillView

RECEIPT_WAITS = timedelta(hours=12)
"""A receipt older than this is of no use to anybody; it is on a page, too."""
DRAWER_WAITS = timedelta(seconds=30)
"""A drawer that opens later than this opens in front of nobody."""
PARKED_AFTER = timedelta(minutes=10)
"""Paper that nobody asked for since is not printed by itself any more: the buyer has left."""
TEST_WAITS = timedelta(minutes=1)
"""Somebody stands beside the printer, but not longer."""

PAPER = (JobKind.RECEIPT, JobKind.COPY)
"""The jobs a buyer gets."""
DOCTOR = "doctor"
"""What the source of a slip begins with that asks what somebody sees."""
OPEN = (JobState.WAITING, JobState.SENDING)
"""The states of a job that is not over."""

_printer = table_of(Printer)
_PRINTER = select(_printer.c.id, _printer.c.drawer).where(
    _printer.c.till_id == bindparam("of_till"), _printer.c.active
)
_INSERT = insert(table_of(PrintJob))


def queue_sale(
    session: Session, till: TillView, document: SaleDocument, *, received_at: datetime
) -> None:
    """Queue a sale's receipt, and the drawer when money goes in or out of it."""
    queue_paper(
        session,
        till,
        source=sale_source(document.header.id),
        happened_at=document.header.at,
        received_at=received_at,
        opens_drawer=any(tender.kind is TenderKind.CASH for tender in document.tenders),
    )


def queue_paper(
    session: Session,
    till: TillView,
    *,
    source: str,
    happened_at: datetime,
    received_at: datetime,
    opens_drawer: bool,
) -> None:
    """Queue what a document leaves on paper, on the till's printer if it has one.

    ``source`` is ``<kind>:<id>``; ``pos.printing.papers`` says how each kind is drawn. What comes
    too long after it happened is of no use any more and not queued.
    """
    printer = session.execute(_PRINTER, {"of_till": till.id}).first()
    age = abs(received_at - happened_at)
    if printer is None or age > RECEIPT_WAITS:
        return
    if opens_drawer and printer.drawer and age <= DRAWER_WAITS:
        _queue(session, printer.id, JobKind.DRAWER, source, at=received_at, lasts=DRAWER_WAITS)
    _queue(session, printer.id, JobKind.RECEIPT, source, at=received_at, lasts=RECEIPT_WAITS - age)


def is_known(session: Session, source: str) -> bool:
    """Whether this paper was ever queued, on any printer."""
    return session.scalar(select(PrintJob.id).where(PrintJob.source == source).limit(1)) is not None


def kick_drawer(session: Session, till: TillView, *, source: str, at: datetime) -> None:
    """Open the drawer of the till's printer, if it has one, without any paper."""
    printer = session.execute(_PRINTER, {"of_till": till.id}).first()
    if printer is not None and printer.drawer:
        _queue(session, printer.id, JobKind.DRAWER, source, at=at, lasts=DRAWER_WAITS)


def queue_copy(session: Session, sale_id: SaleId, *, at: datetime, by: OperatorId) -> PrintJob:
    """Queue another receipt of a sale where it was sold; raises when nothing prints there."""
    sale = session.get(Sale, sale_id)
    if sale is None:
        raise NotFound(_("Penjualan ini tidak ada."))
    printer = printer_of(session, sale.till_id, lock=True)
    if printer is None:
        raise BusinessError(_("Kasir yang menjual ini tidak punya printer."))
    return _copy(
        session,
        printer,
        sale_source(sale_id),
        at=at,
        by=by,
        shop_id=sale.shop_id,
        subject=sale.number,
    )


def queue_copy_at(
    session: Session, till: TillView, *, source: str, subject: str, at: datetime, by: OperatorId
) -> PrintJob:
    """Queue another paper of a document where somebody asks for it.

    Raises when nothing prints there.
    """
    printer = printer_of(session, till.id, lock=True)
    if printer is None:
        raise BusinessError(_("Kasir ini tidak punya printer."))
    return _copy(session, printer, source, at=at, by=by, shop_id=till.shop_id, subject=subject)


def queue_asked(
    session: Session, till: TillView, *, source: str, subject: str, at: datetime, by: OperatorId
) -> PrintJob:
    """Queue a paper that comes out only when somebody asks: first the original, then copies.

    Raises when nothing prints there.
    """
    if is_known(session, source):
        return queue_copy_at(session, till, source=source, subject=subject, at=at, by=by)
    printer = printer_of(session, till.id, lock=True)
    if printer is None:
        raise BusinessError(_("Kasir ini tidak punya printer."))
    job_id = _queue(session, printer.id, JobKind.RECEIPT, source, at=at, lasts=RECEIPT_WAITS)
    return session.get_one(PrintJob, job_id)


def _copy(
    session: Session,
    printer: Printer,
    source: str,
    *,
    at: datetime,
    by: OperatorId,
    shop_id: ShopId,
    subject: str,
) -> PrintJob:
    newest = select(func.max(PrintJob.copy_number)).where(PrintJob.source == source)
    number = (session.scalar(newest) or 0) + 1
    job_id = _queue(
        session, printer.id, JobKind.COPY, source, at=at, lasts=RECEIPT_WAITS, copy_number=number
    )
    audit.record(
        session, "receipt.copied", at=at, by=by, shop_id=shop_id, subject=subject, copy=number
    )
    return session.get_one(PrintJob, job_id)


def queue_test(
    session: Session, printer: Printer, *, at: datetime, what: str = "printer"
) -> PrintJob:
    """Queue a test slip, or the ``DOCTOR``'s; it is tried once."""
    source = f"{what}:{printer.id}"
    job_id = _queue(session, printer.id, JobKind.TEST, source, at=at, lasts=TEST_WAITS)
    return session.get_one(PrintJob, job_id)


def sale_of(job: PrintJob) -> UUID | None:
    """The sale that a job belongs to; None for a test slip."""
    kind, _separator, key = job.source.partition(":")
    return UUID(key) if kind == "sale" else None


def printer_of(session: Session, till_id: TillId, *, lock: bool = False) -> Printer | None:
    """The active printer of a till; None when it prints nowhere."""
    statement = select(Printer).where(Printer.till_id == till_id, Printer.active).limit(1)
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def retry(session: Session, job: PrintJob, *, at: datetime, by: OperatorId) -> None:
    """Print paper that did not come out, or perhaps not; at once when it is waiting already.

    Raises BusinessError for any other job.
    """
    if job.kind not in PAPER or job.state not in RETRIED:
        raise BusinessError(_("Cetakan ini tidak dapat diulang."))
    _change(session, job, state=JobState.WAITING, asked_at=at, finished_at=None,
            expires_at=at + RECEIPT_WAITS)  # fmt: skip
    _note(session, "print_job.retried", job, at=at, by=by)


RETRIED = (
    *(JobState.WAITING, JobState.UNKNOWN, JobState.EXPIRED, JobState.CANCELLED, JobState.PARKED),
)
"""The states from which a job can be tried again."""


def cancel(session: Session, job: PrintJob, *, at: datetime, by: OperatorId) -> None:
    """Take a waiting job off the queue. Raises BusinessError when it is being sent or is over."""
    if job.state not in CANCELLED_FROM:
        raise BusinessError(_("Cetakan ini tidak sedang menunggu."))
    _change(session, job, state=JobState.CANCELLED, finished_at=at)
    _note(session, "print_job.cancelled", job, at=at, by=by)


CANCELLED_FROM = (JobState.WAITING, JobState.PARKED)
"""The states in which nothing of a job is under way."""


def cancel_all(session: Session, printer: Printer, *, at: datetime) -> None:
    """Empty the queue of a printer that is going."""
    session.execute(
        update(PrintJob)
        .where(PrintJob.printer_id == printer.id, PrintJob.state.in_(CANCELLED_FROM))
        .values(state=JobState.CANCELLED, finished_at=at)
    )


def print_parked(session: Session, printer: Printer, *, at: datetime, by: OperatorId) -> int:
    """Print the old paper of a printer after all; returns how many."""
    return _settle_parked(
        session, printer, "print_job.unparked", at=at, by=by,
        state=JobState.WAITING, asked_at=at, expires_at=at + RECEIPT_WAITS,
    )  # fmt: skip


def forget_parked(session: Session, printer: Printer, *, at: datetime, by: OperatorId) -> int:
    """Leave the old paper of a printer unprinted; returns how many."""
    return _settle_parked(
        session, printer, "print_job.forgotten", at=at, by=by,
        state=JobState.CANCELLED, finished_at=at,
    )  # fmt: skip


def _settle_parked(
    session: Session,
    printer: Printer,
    action: str,
    *,
    at: datetime,
    by: OperatorId,
    **values: object,
) -> int:
    settled = session.scalars(
        update(PrintJob)
        .where(PrintJob.printer_id == printer.id, PrintJob.state == JobState.PARKED)
        .values(**values)
        .returning(PrintJob.id)
    ).all()
    if settled:
        audit.record(session, action, at=at, by=by, subject=printer.address, count=len(settled))
    return len(settled)


def _change(session: Session, job: PrintJob, **values: object) -> None:
    """Change a job unless the worker was faster."""
    changed = session.scalars(
        update(PrintJob)
        .where(PrintJob.id == job.id, PrintJob.state == job.state)
        .values(**values)
        .returning(PrintJob.id)
    )
    if changed.one_or_none() is None:
        raise BusinessError(_("Cetakan ini baru saja berubah. Muat ulang halamannya."))


def _note(session: Session, action: str, job: PrintJob, *, at: datetime, by: OperatorId) -> None:
    number = session.scalar(select(Sale.number).where(Sale.id == sale_of(job)))
    audit.record(session, action, at=at, by=by, subject=number or "")


def _queue(
    session: Session,
    printer_id: UUID,
    kind: JobKind,
    source: str,
    *,
    at: datetime,
    lasts: timedelta,
    copy_number: int | None = None,
) -> UUID:
    job_id = new_id()
    session.execute(
        _INSERT,
        {
            "id": job_id,
            "printer_id": printer_id,
            "kind": kind,
            "source": source,
            "copy_number": copy_number,
            "payload": None,
            "state": JobState.WAITING,
            "attempts": 0,
            "doubts": 0,
            "created_at": at,
            "asked_at": at,
            "expires_at": at + lasts,
            "finished_at": None,
            "trouble": None,
        },
    )
    return job_id
