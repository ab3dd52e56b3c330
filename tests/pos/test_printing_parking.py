"""Paper whose buyer has left is not printed by itself; somebody says what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from core import clock
from core.db import Database
from core.ids import ShopId
from core.models import AuditRecord
from core.permissions import Role
from pos.printing import attempts, jobs, printers, queries
from pos.printing.jobs import PARKED_AFTER, RECEIPT_WAITS
from pos.printing.models import JobKind, JobState, JobTrouble, Printer, PrintJob
from pos.printing.transports.outcomes import Outcome, Result, Trouble
from tests.support.paper import print_job
from tests.support.printer import Mood, fake_printer
from tests.support.printing import NOBODY, Counter, counter, wait_until, working
from tests.support.visitor import Visitor, text_of
from wsgi import create_app

ADDRESS = str(NOBODY)
WAITING, PARKED, CONFIRMED = JobState.WAITING, JobState.PARKED, JobState.CONFIRMED


@pytest.fixture
def at_counter(database: Database) -> Counter:
    return counter(database, NOBODY, drawer=True)


def grow_old(at_counter: Counter) -> None:
    """Let everything that waits have waited for longer than a buyer does."""
    with at_counter.database.transaction() as session:
        session.execute(
            update(PrintJob)
            .where(PrintJob.state.in_(jobs.OPEN))
            .values(asked_at=clock.now() - PARKED_AFTER - timedelta(seconds=1))
        )


def take(at_counter: Counter) -> attempts.Attempt | None:
    return attempts.take(at_counter.database, ADDRESS, at=clock.now())


def test_old_paper_is_put_aside_and_new_paper_goes_on(at_counter: Counter) -> None:
    at_counter.sell()
    at_counter.sell()
    grow_old(at_counter)
    fresh = at_counter.sell()
    taken = []
    while found := take(at_counter):
        taken.append(found)
        attempts.end(at_counter.database, found, Outcome(Result.CONFIRMED), at=clock.now())
    assert [one.kind for one in taken] == [*[JobKind.DRAWER] * 3, JobKind.RECEIPT]
    assert print_job(taken[-1].payload).codes() == [fresh]
    states = [job.state for job in at_counter.jobs() if job.kind is JobKind.RECEIPT]
    assert states == [PARKED, PARKED, CONFIRMED]


def test_paper_that_waited_less_is_printed_by_itself(at_counter: Counter) -> None:
    at_counter.sell()
    soon = at_counter.jobs()[1].asked_at + PARKED_AFTER
    drawer_late = attempts.take(at_counter.database, ADDRESS, at=soon)
    assert drawer_late is not None
    assert drawer_late.kind is JobKind.RECEIPT


def test_why_it_waited_is_kept(at_counter: Counter) -> None:
    at_counter.sell()
    take(at_counter)
    receipt = take(at_counter)
    assert receipt is not None
    gone = Outcome(Result.NOT_SENT, Trouble.PAPER_OUT, answered=True)
    attempts.end(at_counter.database, receipt, gone, at=clock.now())
    grow_old(at_counter)
    assert take(at_counter) is None
    parked = at_counter.jobs()[1]
    assert (parked.state, parked.trouble) == (PARKED, JobTrouble.PAPER_OUT)


def test_parked_paper_is_printed_after_all_and_says_that_it_is_late(at_counter: Counter) -> None:
    park(at_counter, 2)
    with at_counter.database.transaction() as session:
        printer = session.get_one(Printer, at_counter.printer.id)
        by = at_counter.world.clerk_id
        assert jobs.print_parked(session, printer, at=clock.now(), by=by) == 2
        assert jobs.print_parked(session, printer, at=clock.now(), by=by) == 0
    receipts = [job for job in at_counter.jobs() if job.kind is JobKind.RECEIPT]
    assert {job.state for job in receipts} == {WAITING}
    assert all(job.expires_at > clock.now() for job in receipts)
    while (found := take(at_counter)) and found.kind is JobKind.DRAWER:
        pass
    assert found is not None, "it is not put aside again"


def test_parked_paper_is_forgotten(at_counter: Counter) -> None:
    park(at_counter, 2)
    with at_counter.database.transaction() as session:
        printer = session.get_one(Printer, at_counter.printer.id)
        by = at_counter.world.clerk_id
        assert jobs.forget_parked(session, printer, at=clock.now(), by=by) == 2
        assert queries.parked(session, within=None) == []
        logged = session.scalars(select(AuditRecord.action)).all()
    assert "print_job.forgotten" in logged
    states = {job.state for job in at_counter.jobs() if job.kind is JobKind.RECEIPT}
    assert states == {JobState.CANCELLED}


def test_parked_paper_is_of_no_use_after_twelve_hours(at_counter: Counter) -> None:
    park(at_counter, 1)
    at_counter.sell()
    attempts.take(at_counter.database, ADDRESS, at=clock.now() + RECEIPT_WAITS)
    assert PARKED not in at_counter.states()


def test_a_printer_that_goes_takes_its_parked_paper_along(at_counter: Counter) -> None:
    park(at_counter, 1)
    with at_counter.database.transaction() as session:
        printer = session.get_one(Printer, at_counter.printer.id)
        printers.retire(session, printer, at=clock.now(), by=None)
    assert PARKED not in at_counter.states()


def test_the_health_of_a_printer_counts_it(at_counter: Counter) -> None:
    park(at_counter, 3)
    with at_counter.database.reading() as session:
        health = queries.health(session, at_counter.printer.id, at=clock.now())
        (found,) = queries.parked(session, within=at_counter.world.shop_id)
        assert queries.parked(session, within=ShopId(at_counter.world.ltm.id)) == []
    assert (health.parked, health.waiting) == (3, 0)
    assert (found.till, found.count) == ("WSB-T1", 3)
    assert found.since <= found.until


def test_when_paper_returns_the_clerk_chooses(database: Database) -> None:
    with fake_printer(Mood.PAPER_OUT) as printer, working(database):
        at_counter = counter(database, printer.address)
        old = at_counter.sell()
        wait_until(lambda: at_counter.jobs()[0].trouble is not None)
        grow_old(at_counter)
        at_counter.wait_for(PARKED)
        printer.mood = Mood.OK
        fresh = at_counter.sell()
        at_counter.wait_for(PARKED, CONFIRMED)
        assert [print_job(job).codes() for job in printer.jobs] == [[fresh]]
        clerk = Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.CLERK)
        page = text_of(clerk.see("/parked-receipts"))
        assert "WSB-T1 1 struk" in page
        answer = clerk.submit(f"/parked-receipts/{at_counter.printer.id}/print")
        assert "1 struk lama dikirim" in text_of(clerk.see(answer.location))
        at_counter.wait_for(CONFIRMED, CONFIRMED)
    assert print_job(printer.jobs[1]).codes() == [old]


def test_a_clerk_forgets_old_receipts_of_the_own_shop_only(at_counter: Counter) -> None:
    park(at_counter, 1)
    app = create_app(at_counter.database, secret_key="for-tests")
    clerk = Visitor(app).sign_in(Role.CLERK)
    path = f"/parked-receipts/{at_counter.printer.id}/forget"
    Visitor(app).sign_in(Role.AUDITOR).submit(path, status=403)
    with at_counter.database.transaction() as session:
        person = session.merge(at_counter.world.operators[Role.CLERK])
        home, person.shop_id = person.shop_id, ShopId(at_counter.world.ltm.id)
    clerk.submit(path, status=404)
    with at_counter.database.transaction() as session:
        session.merge(person).shop_id = home
    answer = clerk.submit(path)
    assert "dilupakan" in text_of(clerk.see(answer.location))
    assert "Tidak ada struk lama" in text_of(clerk.see("/parked-receipts"))


def test_one_of_them_is_printed_or_dropped_on_its_own(at_counter: Counter) -> None:
    park(at_counter, 2)
    first, second = (job for job in at_counter.jobs() if job.kind is JobKind.RECEIPT)
    manager = Visitor(create_app(at_counter.database, secret_key="for-tests")).sign_in(Role.MANAGER)
    page = text_of(manager.see(f"/printers/{at_counter.printer.id}"))
    assert "2 struk lama menunggu keputusan" in page
    manager.submit(f"/print-jobs/{first.id}/retry")
    manager.submit(f"/print-jobs/{second.id}/cancel")
    states = [job.state for job in at_counter.jobs() if job.kind is JobKind.RECEIPT]
    assert states == [WAITING, JobState.CANCELLED]


def park(at_counter: Counter, count: int) -> None:
    """Leave so many old receipts behind."""
    for _ in range(count):
        at_counter.sell()
    grow_old(at_counter)
    while found := take(at_counter):
        attempts.end(at_counter.database, found, Outcome(Result.CONFIRMED), at=clock.now())
