"""What is queued, for how long, and what a person may change about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.errors import BusinessError, NotFound
from core.ids import SaleId, new_id
from core.models import AuditRecord, table_of
from core.permissions import Role
from pos import tills
from pos.escpos import PROFILES
from pos.printing import jobs, printers
from pos.printing.jobs import DRAWER_WAITS, RECEIPT_WAITS
from pos.printing.models import JobKind, JobState, Printer, PrintJob
from pos.printing.printers import PrinterDetails
from tests.support import sales
from tests.support.printing import NOBODY
from tests.support.world import NOW, World


@pytest.fixture
def printer(session: Session, world: World) -> Printer:
    details = PrinterDetails(tills.by_id(session, world.till.id), NOBODY, PROFILES["58"])
    return printers.add(session, details, at=NOW, by=None)


def sell(session: Session, world: World, *, at: datetime = NOW) -> SaleId:
    shift_id = sales.open_shift(session, world)
    body = sales.sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], at=at)
    sales.send(session, world, body)
    return SaleId(UUID(body["id"]))


def queued(session: Session) -> list[PrintJob]:
    return list(session.scalars(select(PrintJob).order_by(PrintJob.id)))


def test_a_sale_opens_the_drawer_and_prints_its_receipt(
    session: Session, world: World, printer: Printer
) -> None:
    sale_id = sell(session, world)
    drawer, receipt = queued(session)
    assert (drawer.kind, receipt.kind) == (JobKind.DRAWER, JobKind.RECEIPT)
    assert {job.source for job in (drawer, receipt)} == {f"sale:{sale_id}"}
    assert {job.state for job in (drawer, receipt)} == {JobState.WAITING}
    assert drawer.expires_at == NOW + DRAWER_WAITS
    assert receipt.expires_at == NOW + RECEIPT_WAITS
    assert receipt.payload is None, "drawn by the worker, not in the sale's transaction"


def test_a_till_without_a_printer_queues_nothing(session: Session, world: World) -> None:
    sell(session, world)
    assert queued(session) == []


def test_a_retired_printer_gets_nothing(session: Session, world: World, printer: Printer) -> None:
    printers.retire(session, printer, at=NOW, by=None)
    sell(session, world)
    assert queued(session) == []


@pytest.mark.parametrize(
    ("age", "kinds"),
    [
        (DRAWER_WAITS, [JobKind.DRAWER, JobKind.RECEIPT]),
        (DRAWER_WAITS + timedelta(seconds=1), [JobKind.RECEIPT]),
        (RECEIPT_WAITS, [JobKind.RECEIPT]),
        (RECEIPT_WAITS + timedelta(seconds=1), []),
    ],
)
def test_an_old_sale_opens_no_drawer_and_a_very_old_one_prints_nothing(
    session: Session, world: World, printer: Printer, age: timedelta, kinds: list[JobKind]
) -> None:
    sell(session, world, at=NOW - age)
    assert [job.kind for job in queued(session)] == kinds


def test_a_receipt_that_arrives_late_waits_only_for_what_is_left(
    session: Session, world: World, printer: Printer
) -> None:
    sell(session, world, at=NOW - timedelta(hours=2))
    assert queued(session)[-1].expires_at == NOW + timedelta(hours=10)


def test_copies_are_counted_logged_and_open_no_drawer(
    session: Session, world: World, printer: Printer
) -> None:
    sale_id, manager = sell(session, world), world.operator_id(Role.MANAGER)
    first = jobs.queue_copy(session, sale_id, at=NOW, by=manager)
    second = jobs.queue_copy(session, sale_id, at=NOW, by=manager)
    assert [job.copy_number for job in (first, second)] == [1, 2]
    assert [job.kind for job in queued(session)] == [
        *(JobKind.DRAWER, JobKind.RECEIPT, JobKind.COPY, JobKind.COPY)
    ]
    logged = session.scalars(select(AuditRecord).where(AuditRecord.action == "receipt.copied"))
    assert [(log.subject, log.details, log.operator_id) for log in logged] == [
        ("WSB-T1-A-000001", {"copy": 1}, manager),
        ("WSB-T1-A-000001", {"copy": 2}, manager),
    ]


def test_a_copy_needs_a_sale_and_a_printer(session: Session, world: World) -> None:
    sale_id = sell(session, world)
    with pytest.raises(BusinessError, match="tidak punya printer"):
        jobs.queue_copy(session, sale_id, at=NOW, by=world.clerk_id)
    with pytest.raises(NotFound):
        jobs.queue_copy(session, SaleId(new_id()), at=NOW, by=world.clerk_id)


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (JobState.WAITING, True),
        (JobState.UNKNOWN, True),
        (JobState.EXPIRED, True),
        (JobState.CANCELLED, True),
        (JobState.SENDING, False),
        (JobState.CONFIRMED, False),
        (JobState.SENT, False),
    ],
)
def test_what_did_not_come_out_can_be_printed_again(
    session: Session, world: World, printer: Printer, state: JobState, may: bool
) -> None:
    sell(session, world)
    receipt = queued(session)[-1]
    receipt.state = state
    session.flush()
    later = NOW + timedelta(days=2)
    if not may:
        with pytest.raises(BusinessError):
            jobs.retry(session, receipt, at=later, by=world.clerk_id)
        return
    jobs.retry(session, receipt, at=later, by=world.clerk_id)
    session.refresh(receipt)
    assert (receipt.state, receipt.finished_at, receipt.asked_at) == (JobState.WAITING, None, later)
    assert receipt.expires_at == later + RECEIPT_WAITS
    assert _noted(session, "print_job.retried") == "WSB-T1-A-000001"


@pytest.mark.parametrize("kind", [JobKind.DRAWER, JobKind.TEST])
def test_drawers_and_test_slips_are_not_repeated(
    session: Session, world: World, printer: Printer, kind: JobKind
) -> None:
    job = jobs.queue_test(session, printer, at=NOW)
    job.kind, job.state = kind, JobState.UNKNOWN
    with pytest.raises(BusinessError):
        jobs.retry(session, job, at=NOW, by=world.clerk_id)


def test_only_what_waits_can_be_cancelled(session: Session, world: World, printer: Printer) -> None:
    sell(session, world)
    receipt = queued(session)[-1]
    jobs.cancel(session, receipt, at=NOW, by=world.clerk_id)
    session.refresh(receipt)
    assert (receipt.state, receipt.finished_at) == (JobState.CANCELLED, NOW)
    with pytest.raises(BusinessError, match="tidak sedang menunggu"):
        jobs.cancel(session, receipt, at=NOW, by=world.clerk_id)
    assert _noted(session, "print_job.cancelled") == "WSB-T1-A-000001"


def test_the_worker_is_faster_than_somebody_who_cancels(
    session: Session, world: World, printer: Printer
) -> None:
    sell(session, world)
    receipt = queued(session)[-1]
    faster = update(table_of(PrintJob)).values(state=JobState.SENDING)
    session.execute(faster)  # past the session, as another process
    with pytest.raises(BusinessError, match="baru saja berubah"):
        jobs.cancel(session, receipt, at=NOW, by=world.clerk_id)


def _noted(session: Session, action: str) -> str:
    """What the audit log says it was done to."""
    return session.scalars(select(AuditRecord.subject).where(AuditRecord.action == action)).one()
