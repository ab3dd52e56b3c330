"""No job is lost or claimed to be printed when it is not, and what comes twice says so."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import update

from core import clock
from core.db import Database
from pos.printing import attempts, jobs, printers
from pos.printing.attempts import Attempt, judge
from pos.printing.jobs import DRAWER_WAITS, RECEIPT_WAITS
from pos.printing.models import JobKind, JobState, JobTrouble, Printer, PrintJob
from pos.printing.transports.outcomes import Outcome, Result, Trouble
from tests.support.paper import print_job
from tests.support.printing import NOBODY, Counter, counter, second_counter

ADDRESS = str(NOBODY)
CONFIRMED = Outcome(Result.CONFIRMED, answered=True)
SENT = Outcome(Result.SENT)
TORN = Outcome(Result.UNKNOWN, Trouble.INTERRUPTED)
SILENT = Outcome(Result.UNKNOWN, Trouble.SILENT)
GONE = Outcome(Result.NOT_SENT, Trouble.UNREACHABLE)
NO_PAPER = Outcome(Result.NOT_SENT, Trouble.PAPER_OUT, answered=True)


def attempt(kind: JobKind, doubts: int = 0, answers: bool | None = None) -> Attempt:
    return Attempt(uuid4(), kind, doubts, b"job", uuid4(), ADDRESS, answers)


@pytest.mark.parametrize(
    ("kind", "doubts", "outcome", "state", "doubts_after"),
    [
        (JobKind.RECEIPT, 0, CONFIRMED, JobState.CONFIRMED, 0),
        (JobKind.RECEIPT, 1, CONFIRMED, JobState.CONFIRMED, 1),
        (JobKind.RECEIPT, 0, SENT, JobState.SENT, 0),
        (JobKind.RECEIPT, 0, GONE, JobState.WAITING, 0),
        (JobKind.RECEIPT, 1, GONE, JobState.WAITING, 1),
        (JobKind.RECEIPT, 0, TORN, JobState.WAITING, 1),
        (JobKind.RECEIPT, 1, TORN, JobState.UNKNOWN, 2),
        (JobKind.COPY, 0, SILENT, JobState.WAITING, 1),
        (JobKind.COPY, 1, SILENT, JobState.UNKNOWN, 2),
        (JobKind.DRAWER, 0, GONE, JobState.WAITING, 0),
        (JobKind.DRAWER, 0, TORN, JobState.UNKNOWN, 1),
        (JobKind.DRAWER, 0, SILENT, JobState.UNKNOWN, 1),
        (JobKind.TEST, 0, GONE, JobState.EXPIRED, 0),
        (JobKind.TEST, 0, SILENT, JobState.UNKNOWN, 1),
        (JobKind.TEST, 0, CONFIRMED, JobState.CONFIRMED, 0),
    ],
)
def test_what_becomes_of_a_job(
    kind: JobKind, doubts: int, outcome: Outcome, state: JobState, doubts_after: int
) -> None:
    verdict = judge(attempt(kind, doubts), outcome)
    assert (verdict.state, verdict.doubts) == (state, doubts_after)


@pytest.mark.parametrize(
    ("kind", "doubts", "known", "outcome", "learnt"),
    [
        (JobKind.RECEIPT, 0, None, CONFIRMED, True),
        (JobKind.RECEIPT, 0, None, NO_PAPER, True),
        (JobKind.TEST, 0, False, CONFIRMED, True),
        (JobKind.RECEIPT, 0, None, GONE, None),
        (JobKind.RECEIPT, 0, None, SILENT, None),
        (JobKind.RECEIPT, 1, None, SILENT, False),
        (JobKind.RECEIPT, 1, None, TORN, None),
        (JobKind.RECEIPT, 1, True, SILENT, True),
        (JobKind.DRAWER, 0, None, SILENT, None),
        (JobKind.TEST, 0, None, SILENT, None),
        (JobKind.RECEIPT, 0, False, SENT, False),
    ],
)
def test_what_is_learnt_about_the_printer(
    kind: JobKind, doubts: int, known: bool | None, outcome: Outcome, learnt: bool | None
) -> None:
    assert judge(attempt(kind, doubts, known), outcome).answers is learnt


def test_a_test_slip_asks_anew_whether_the_printer_answers() -> None:
    assert attempt(JobKind.TEST, answers=True).answers is None
    assert attempt(JobKind.RECEIPT, answers=True).answers is True


@pytest.fixture
def at_counter(database: Database) -> Counter:
    return counter(database, NOBODY, drawer=True)


def taken(at_counter: Counter) -> Iterator[Attempt]:
    """Everything that waits, in the order it is taken, each then confirmed."""
    while attempt := attempts.take(at_counter.database, ADDRESS, at=clock.now()):
        yield attempt
        attempts.end(at_counter.database, attempt, CONFIRMED, at=clock.now())


def test_jobs_go_in_order_but_drawers_first_and_then_test_slips(at_counter: Counter) -> None:
    for _ in range(2):
        at_counter.sell()
    with at_counter.database.transaction() as session:
        jobs.queue_test(session, at_counter.printer, at=clock.now())
    order = [(job.kind, _numbers_on(job.payload)) for job in taken(at_counter)]
    assert order == [
        (JobKind.DRAWER, []),
        (JobKind.DRAWER, []),
        (JobKind.TEST, ["LUMBUNG-32"]),
        (JobKind.RECEIPT, ["WSB-T1-A-000001"]),
        (JobKind.RECEIPT, ["WSB-T1-A-000002"]),
    ]


def _numbers_on(payload: bytes) -> list[str]:
    return print_job(payload).codes()


def test_two_tills_with_one_printer_share_its_queue(at_counter: Counter) -> None:
    second = second_counter(at_counter, NOBODY)
    at_counter.sell()
    second.sell()
    at_counter.sell()
    receipts = [job.printer_id for job in taken(at_counter) if job.kind is JobKind.RECEIPT]
    mine, other = at_counter.printer.id, second.printer.id
    assert receipts == [mine, other, mine]


def test_sending_is_committed_before_the_first_byte(at_counter: Counter) -> None:
    at_counter.sell()
    taken_job = attempts.take(at_counter.database, ADDRESS, at=clock.now())
    assert taken_job is not None
    drawer, receipt = at_counter.jobs()
    assert (drawer.state, receipt.state) == (JobState.SENDING, JobState.WAITING)
    assert (drawer.payload, drawer.attempts) == (taken_job.payload, 1)


def test_a_job_taken_is_not_taken_again(at_counter: Counter) -> None:
    at_counter.sell()
    first, second, third = (
        attempts.take(at_counter.database, ADDRESS, at=clock.now()) for _ in range(3)
    )
    assert first is not None
    assert second is not None
    assert (first.kind, second.kind, third) == (JobKind.DRAWER, JobKind.RECEIPT, None)


def test_paper_that_is_out_is_kept_no_longer(at_counter: Counter) -> None:
    at_counter.sell()
    assert [job.kind for job in taken(at_counter)] == [JobKind.DRAWER, JobKind.RECEIPT]
    for job in at_counter.jobs():
        assert (job.state, job.payload, job.trouble) == (JobState.CONFIRMED, None, None)
        assert job.finished_at is not None


def test_a_job_that_waits_says_why(at_counter: Counter) -> None:
    at_counter.sell()
    _end_next(at_counter, GONE)
    drawer = at_counter.jobs()[0]
    assert (drawer.state, drawer.finished_at) == (JobState.WAITING, None)
    assert drawer.trouble is JobTrouble.UNREACHABLE


def test_the_second_try_says_so_and_there_is_no_third(at_counter: Counter) -> None:
    at_counter.sell()
    _end_next(at_counter, CONFIRMED)
    assert "CETAK ULANG" not in _words(_end_next(at_counter, TORN))
    assert "CETAK ULANG" in _words(_end_next(at_counter, TORN))
    assert attempts.take(at_counter.database, ADDRESS, at=clock.now()) is None
    receipt = at_counter.jobs()[1]
    assert (receipt.state, receipt.attempts, receipt.doubts) == (JobState.UNKNOWN, 2, 2)
    assert receipt.trouble is JobTrouble.INTERRUPTED


def test_what_was_never_sent_does_not_say_that_it_was(at_counter: Counter) -> None:
    at_counter.sell()
    _end_next(at_counter, CONFIRMED)
    for _ in range(3):
        assert "CETAK ULANG" not in _words(_end_next(at_counter, GONE))


def test_a_receipt_somebody_asks_for_again_says_so_when_it_may_be_out(at_counter: Counter) -> None:
    at_counter.sell()
    _end_next(at_counter, CONFIRMED)
    for _ in range(2):
        _end_next(at_counter, TORN)
    with at_counter.database.transaction() as session:
        receipt = session.get_one(PrintJob, at_counter.jobs()[1].id)
        jobs.retry(session, receipt, at=clock.now(), by=at_counter.world.clerk_id)
    assert "CETAK ULANG" in _words(_end_next(at_counter, CONFIRMED))
    assert at_counter.states() == [JobState.CONFIRMED, JobState.CONFIRMED]


def test_what_waited_too_long_is_given_up_and_the_rest_goes_on(at_counter: Counter) -> None:
    at_counter.sell()
    _end_next(at_counter, GONE)
    soon = clock.now() + DRAWER_WAITS
    receipt = attempts.take(at_counter.database, ADDRESS, at=soon)
    assert receipt is not None
    assert receipt.kind is JobKind.RECEIPT
    drawer = at_counter.jobs()[0]
    assert (drawer.state, drawer.finished_at) == (JobState.EXPIRED, soon)
    assert drawer.trouble is JobTrouble.UNREACHABLE, "why it waited"


def test_what_nobody_tried_in_time_says_so(at_counter: Counter) -> None:
    at_counter.sell()
    assert attempts.take(at_counter.database, ADDRESS, at=clock.now() + RECEIPT_WAITS) is None
    assert {(job.state, job.trouble) for job in at_counter.jobs()} == {
        (JobState.EXPIRED, JobTrouble.TOO_LATE)
    }


def test_a_test_slip_to_a_printer_known_to_be_mute_was_sent() -> None:
    verdict = judge(attempt(JobKind.TEST, answers=False), SILENT)
    assert (verdict.state, verdict.answers) == (JobState.SENT, False)


@pytest.mark.parametrize(("outcome", "state"), [(GONE, "expired"), (TORN, "unknown")])
def test_a_receipt_is_given_up_after_twelve_hours(
    at_counter: Counter, outcome: Outcome, state: str
) -> None:
    at_counter.sell()
    _end_next(at_counter, CONFIRMED)
    _end_next(at_counter, outcome)
    late = clock.now() + RECEIPT_WAITS
    assert attempts.take(at_counter.database, ADDRESS, at=late) is None
    assert at_counter.states() == [JobState.CONFIRMED, state]


def test_what_cannot_be_drawn_keeps_nobody_waiting(at_counter: Counter) -> None:
    at_counter.sell()
    at_counter.sell()
    with at_counter.database.transaction() as session:
        session.execute(
            update(PrintJob)
            .where(PrintJob.id == at_counter.jobs()[1].id)
            .values(source=f"sale:{uuid4()}")
        )
    kinds = [job.kind for job in taken(at_counter)]
    assert kinds == [JobKind.DRAWER, JobKind.DRAWER, JobKind.RECEIPT]
    broken = at_counter.jobs()[1]
    assert (broken.state, broken.trouble) == (JobState.EXPIRED, JobTrouble.UNDRAWABLE)


def test_after_a_crash_paper_is_tried_again_and_a_drawer_is_not(at_counter: Counter) -> None:
    at_counter.sell()
    for _ in range(2):
        attempts.take(at_counter.database, ADDRESS, at=clock.now())
    assert at_counter.states() == [JobState.SENDING, JobState.SENDING]
    assert attempts.recover(at_counter.database, at=clock.now()) == 2
    assert at_counter.states() == [JobState.UNKNOWN, JobState.WAITING]
    assert at_counter.jobs()[1].trouble is JobTrouble.CUT_OFF
    assert "CETAK ULANG" in _words(_end_next(at_counter, CONFIRMED))


def test_two_crashes_leave_it_to_the_clerk(at_counter: Counter) -> None:
    at_counter.sell()
    _end_next(at_counter, CONFIRMED)
    for _ in range(2):
        attempts.take(at_counter.database, ADDRESS, at=clock.now())
        attempts.recover(at_counter.database, at=clock.now())
    assert at_counter.states() == [JobState.CONFIRMED, JobState.UNKNOWN]
    assert attempts.take(at_counter.database, ADDRESS, at=clock.now()) is None


def test_a_printer_remembers_what_it_showed(at_counter: Counter) -> None:
    at_counter.sell()
    _end_next(at_counter, Outcome(Result.CONFIRMED, paper_low=True, answered=True))
    printer = at_counter.printer_now()
    assert (printer.answers, printer.paper_low) == (True, True)
    _end_next(at_counter, CONFIRMED)
    assert at_counter.printer_now().paper_low is False


def test_what_an_old_printer_showed_says_nothing_about_the_new_one(at_counter: Counter) -> None:
    at_counter.sell()
    under_way = attempts.take(at_counter.database, ADDRESS, at=clock.now())
    assert under_way is not None
    with at_counter.database.transaction() as session:
        session.get_one(Printer, at_counter.printer.id).address = "tcp://10.0.0.9:9100"
    attempts.end(at_counter.database, under_way, CONFIRMED, at=clock.now())
    assert at_counter.printer_now().answers is None
    assert at_counter.states()[0] is JobState.CONFIRMED


def test_retiring_a_printer_empties_its_queue(at_counter: Counter) -> None:
    at_counter.sell()
    with at_counter.database.transaction() as session:
        printer = session.get_one(Printer, at_counter.printer.id)
        printers.retire(session, printer, at=clock.now(), by=None)
    assert at_counter.states() == [JobState.CANCELLED, JobState.CANCELLED]
    assert attempts.take(at_counter.database, ADDRESS, at=clock.now()) is None


def test_wanted_names_the_address_and_the_newest_wish(at_counter: Counter) -> None:
    def wanted() -> dict[str, object]:
        with at_counter.database.reading() as session:
            return dict(attempts.wanted(session))

    assert wanted() == {}
    at_counter.sell()
    at_counter.sell()
    assert wanted() == {ADDRESS: at_counter.jobs()[-1].asked_at}
    list(taken(at_counter))
    assert wanted() == {}


def _end_next(at_counter: Counter, outcome: Outcome) -> Attempt:
    """Take the next job and let it end so."""
    attempt = attempts.take(at_counter.database, ADDRESS, at=clock.now())
    assert attempt is not None
    attempts.end(at_counter.database, attempt, outcome, at=clock.now())
    return attempt


def _words(attempt: Attempt) -> str:
    """What the job says, its lines joined: big letters may wrap."""
    return " ".join(" ".join(print_job(attempt.payload).lines).split())
