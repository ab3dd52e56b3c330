"""The worker prints on real sockets, and no printer's mood loses a receipt or delays another."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from core import clock
from core.db import Database
from core.ids import SaleId
from core.quantity import Quantity
from pos.models import Sale
from pos.printing import jobs
from pos.printing.models import JobState, JobTrouble, Printer, PrintJob
from pos.printing.transports.addresses import TcpAddress
from tests.support.paper import Paper, print_job
from tests.support.postgres import free_port
from tests.support.printer import Mood, fake_printer
from tests.support.printing import counter, second_counter, wait_until, working

CONFIRMED, SENT, UNKNOWN, WAITING = (
    *(JobState.CONFIRMED, JobState.SENT, JobState.UNKNOWN, JobState.WAITING),
)


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a printer does is the same to both; test_print_worker_process runs on both."""
    return "sqlite"


def papers(printed: Sequence[bytes]) -> list[Paper]:
    return [print_job(job) for job in printed]


def numbers(printed: Sequence[bytes]) -> list[str]:
    """The receipt numbers that a scanner reads off the papers."""
    return [code for paper in papers(printed) for code in paper.codes()]


def is_marked(printed: bytes) -> bool:
    """Whether it says CETAK ULANG; big letters may wrap."""
    return "CETAK ULANG" in " ".join(" ".join(print_job(printed).lines).split())


def test_a_sale_opens_the_drawer_and_prints_its_number_for_a_scanner(database: Database) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address, drawer=True)
        number = at_counter.sell()
        drawer, receipt = papers(printer.wait_for_jobs(2))
        at_counter.wait_for(CONFIRMED, CONFIRMED)
    assert (drawer.events, drawer.lines) == (["drawer 2"], [])
    assert (receipt.events, receipt.codes()) == ([], [number])
    assert at_counter.printer_now().answers is True


def test_receipts_come_in_the_order_of_the_sales(database: Database) -> None:
    with fake_printer() as printer:
        at_counter = counter(database, printer.address)
        expected = [at_counter.sell() for _ in range(5)]
        with working(database):
            expected += [at_counter.sell() for _ in range(5)]
            assert numbers(printer.wait_for_jobs(10)) == expected


def test_an_idle_worker_is_quick(database: Database) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address)
        at_counter.sell()
        printer.wait_for_jobs(1)
        at_counter.wait_for(CONFIRMED)
        waits = []
        for done in range(2, 7):
            time.sleep(0.15)
            at_counter.sell()
            started = time.monotonic()
            printer.wait_for_jobs(done)
            waits.append(time.monotonic() - started)
    assert sorted(waits)[1] < 0.2, "most of them; this machine may be busy with something else"


def test_a_printer_that_never_answers_is_learnt_after_one_paper_too_many(
    database: Database,
) -> None:
    with fake_printer(Mood.MUTE) as printer, working(database):
        at_counter = counter(database, printer.address)
        first = at_counter.sell()
        at_counter.wait_for(UNKNOWN)
        assert at_counter.printer_now().answers is False
        second = at_counter.sell()
        at_counter.wait_for(UNKNOWN, SENT)
        printed = [job.removesuffix(b"\x1dr\x01") for job in printer.wait_for_jobs(3)]
    assert numbers(printed) == [first, first, second]
    assert [is_marked(job) for job in printed] == [False, True, False]


@pytest.mark.parametrize("mood", [Mood.PAPER_OUT, Mood.OFFLINE])
def test_when_the_printer_is_ready_again_everything_comes_once(
    database: Database, mood: Mood
) -> None:
    with fake_printer(mood) as printer, working(database):
        at_counter = counter(database, printer.address)
        expected = [at_counter.sell(), at_counter.sell()]
        wait_until(lambda: at_counter.jobs()[0].trouble is not None)
        at_counter.wait_for(WAITING, WAITING)
        assert printer.jobs == []
        printer.mood = Mood.OK
        printed = printer.wait_for_jobs(2)
        at_counter.wait_for(CONFIRMED, CONFIRMED)
    assert numbers(printed) == expected
    assert not any(map(is_marked, printed))


def test_paper_that_ends_within_a_receipt_brings_it_again_and_says_so(database: Database) -> None:
    with fake_printer(Mood.PAPER_ENDS, after=300) as printer, working(database):
        at_counter = counter(database, printer.address)
        number = at_counter.sell()
        printer.wait_for_jobs(1)
        wait_until(lambda: at_counter.jobs()[0].doubts == 1)
        assert at_counter.jobs()[0].trouble is JobTrouble.PAPER_OUT
        printer.mood = Mood.OK
        printed = printer.wait_for_jobs(2)
        at_counter.wait_for(CONFIRMED)
    assert numbers(printed[1:]) == [number]
    assert is_marked(printed[1])


def test_a_printer_that_hangs_up_twice_leaves_it_to_the_clerk(database: Database) -> None:
    with fake_printer(Mood.DROPS, after=300) as printer, working(database):
        at_counter = counter(database, printer.address)
        at_counter.sell()
        receipt = at_counter.wait_for(UNKNOWN)[0]
        assert (receipt.attempts, receipt.doubts) == (2, 2)
        assert len(printer.jobs) == 2
        printer.mood = Mood.OK
        after = at_counter.sell()
        at_counter.wait_for(UNKNOWN, CONFIRMED)
        assert numbers(printer.jobs[2:]) == [after]


def test_a_slow_printer_is_given_its_time(database: Database) -> None:
    with fake_printer(Mood.SLOW) as printer, working(database):
        at_counter = counter(database, printer.address)
        expected = [at_counter.sell() for _ in range(3)]
        at_counter.wait_for(CONFIRMED, CONFIRMED, CONFIRMED)
        assert numbers(printer.jobs) == expected


@pytest.mark.parametrize("dead", ["deaf", "gone"])
def test_a_dead_printer_keeps_nobody_waiting_but_itself(database: Database, dead: str) -> None:
    with (
        fake_printer(Mood.DEAF) as deaf,
        fake_printer() as printer,
        working(database),
    ):
        address = deaf.address if dead == "deaf" else TcpAddress("127.0.0.1", free_port())
        broken = counter(database, address)
        good = second_counter(broken, printer.address)
        for done in range(1, 6):
            broken.sell()
            good.sell()
            started = time.monotonic()
            printer.wait_for_jobs(done)
            assert time.monotonic() - started < 1
        good.wait_for(*[CONFIRMED] * 5)
        assert CONFIRMED not in broken.states()


def test_a_printer_switched_on_later_prints_what_waited(database: Database) -> None:
    port = free_port()
    with working(database):
        at_counter = counter(database, TcpAddress("127.0.0.1", port))
        number = at_counter.sell()
        wait_until(lambda: at_counter.jobs()[0].trouble is not None)
        with fake_printer(port=port) as printer:
            assert numbers(printer.wait_for_jobs(1)) == [number]
            at_counter.wait_for(CONFIRMED)


def test_a_new_sale_is_reason_enough_to_try_again(database: Database) -> None:
    with fake_printer(Mood.PAPER_OUT) as printer, working(database):
        at_counter = counter(database, printer.address)
        at_counter.sell()
        wait_until(lambda: at_counter.jobs()[0].attempts == 3, 15)
        printer.mood = Mood.OK  # the worker now rests for four seconds
        started = time.monotonic()
        at_counter.sell()
        printer.wait_for_jobs(2)
        assert time.monotonic() - started < 1.5


def test_drawers_go_first_and_late_ones_stay_shut(database: Database) -> None:
    with fake_printer() as printer:
        at_counter = counter(database, printer.address, drawer=True)
        at_counter.sell()
        at_counter.sell()
        with database.transaction() as session:
            drawer = session.get_one(PrintJob, at_counter.jobs()[0].id)
            drawer.expires_at = clock.now()
        with working(database):
            at_counter.wait_for(JobState.EXPIRED, CONFIRMED, CONFIRMED, CONFIRMED)
        events = [paper.events for paper in papers(printer.jobs)]
    assert events == [["drawer 2"], [], []]


def test_a_copy_says_which_one_it_is_and_opens_no_drawer(database: Database) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address, drawer=True)
        at_counter.sell()
        printer.wait_for_jobs(2)
        with database.transaction() as session:
            sale_id = SaleId(session.scalars(select(Sale.id)).one())
            jobs.queue_copy(session, sale_id, at=clock.now(), by=at_counter.world.clerk_id)
        copy = print_job(printer.wait_for_jobs(3)[2])
    assert copy.events == []
    assert "SALINAN ke-1" in map(str.strip, copy.lines)


def test_no_control_character_of_a_name_reaches_the_wire(database: Database) -> None:
    """``ESC p`` in a name would open the drawer."""
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address)
        goods = at_counter.world.goods["mie"]
        with database.transaction() as session:
            product = session.merge(goods.product)
            product.receipt_name = "Mie\x1bp\x19\x19\xfa \x10\x04\x01🍜\x1dV\x01 enak\n\x07"
        at_counter.sell([(goods, Quantity.of(1).milli, 3_500)])
        job = printer.wait_for_jobs(1)[0]
    paper = print_job(job)
    assert paper.events == []
    assert any("enak" in line for line in paper.lines)
    for command in (b"\x1bp", b"\x10\x04", b"\x1dV", b"\x07"):
        assert command not in job


def test_a_test_slip_is_tried_once_and_says_why(database: Database) -> None:
    with fake_printer(Mood.PAPER_OUT) as printer, working(database):
        at_counter = counter(database, printer.address)
        with database.transaction() as session:
            jobs.queue_test(session, at_counter.printer, at=clock.now())
        slip = at_counter.wait_for(JobState.EXPIRED)[0]
        assert slip.trouble is JobTrouble.PAPER_OUT
        printer.mood = Mood.OK
        with database.transaction() as session:
            jobs.queue_test(session, at_counter.printer, at=clock.now())
        at_counter.wait_for(JobState.EXPIRED, CONFIRMED)
        assert numbers(printer.jobs) == ["LUMBUNG-32"]


def test_a_moved_printer_prints_at_its_new_place_at_once(database: Database) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, TcpAddress("127.0.0.1", free_port()))
        number = at_counter.sell()
        wait_until(lambda: at_counter.jobs()[0].trouble is not None)
        with database.transaction() as session:
            moved = session.get_one(Printer, at_counter.printer.id)
            moved.address = str(printer.address)
        assert numbers(printer.wait_for_jobs(1, seconds=2)) == [number]
        at_counter.wait_for(CONFIRMED)
