"""What the bytes of a job say on paper."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import SaleId
from pos import tills
from pos.escpos import PROFILES
from pos.printing import jobs, printers
from pos.printing.drawing import draw, profile_of
from pos.printing.models import JobKind, Printer, PrintJob
from pos.printing.papers import LATE
from pos.printing.printers import PrinterDetails
from tests.support import sales
from tests.support.paper import Paper, print_job
from tests.support.printing import NOBODY
from tests.support.world import NOW, World, make_coop

MINUTE = timedelta(minutes=1)


def sold(session: Session, world: World, paper: str = "58") -> Printer:
    """A sale at a till whose printer has that paper."""
    details = PrinterDetails(tills.by_id(session, world.till.id), NOBODY, PROFILES[paper])
    printer = printers.add(session, details, at=NOW, by=None)
    shift_id = sales.open_shift(session, world)
    sales.send(session, world, sales.sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)]))
    return printer


def job_of(session: Session, kind: JobKind) -> PrintJob:
    return session.scalars(select(PrintJob).where(PrintJob.kind == kind)).one()


def words(paper: Paper) -> str:
    """What it says, the lines joined: big letters may wrap."""
    return " ".join(" ".join(paper.lines).split())


@pytest.mark.parametrize(("paper", "dots"), [("58", 384), ("80", 576), ("80-42", 512)])
def test_a_receipt_fits_its_paper_and_its_number_can_be_scanned(
    session: Session, paper: str, dots: int
) -> None:
    printer = sold(session, make_coop(session), paper)
    drawn = draw(session, job_of(session, JobKind.RECEIPT), printer, at=NOW)
    printed = print_job(drawn, dots)
    assert printed.codes() == ["WSB-T1-A-000001"]
    assert printed.events == (["cut"] if PROFILES[paper].cutter else [])
    assert "7.000" in words(printed)


@pytest.mark.parametrize("paper", PROFILES)
def test_a_printer_is_what_it_was_said_to_be(session: Session, paper: str) -> None:
    assert profile_of(sold(session, make_coop(session), paper)) == PROFILES[paper]


@pytest.mark.parametrize(("age", "is_late"), [(LATE, False), (LATE + MINUTE, True)])
def test_a_receipt_that_comes_long_after_its_sale_says_so(
    session: Session, age: timedelta, is_late: bool
) -> None:
    printer = sold(session, make_coop(session))
    drawn = draw(session, job_of(session, JobKind.RECEIPT), printer, at=NOW + age)
    assert ("DICETAK MENYUSUL" in words(print_job(drawn))) is is_late


def test_a_copy_says_which_one_it_is_however_late(session: Session) -> None:
    world = make_coop(session)
    printer = sold(session, world)
    receipt = job_of(session, JobKind.RECEIPT)
    sale_id = SaleId(UUID(receipt.source.removeprefix("sale:")))
    for number in (1, 2):
        copy = jobs.queue_copy(session, sale_id, at=NOW, by=world.clerk_id)
        said = words(print_job(draw(session, copy, printer, at=NOW + timedelta(days=1))))
        assert f"SALINAN ke-{number}" in said
        assert "MENYUSUL" not in said


def test_a_second_try_says_so(session: Session) -> None:
    printer = sold(session, make_coop(session))
    receipt = job_of(session, JobKind.RECEIPT)
    assert "CETAK ULANG" not in words(print_job(draw(session, receipt, printer, at=NOW)))
    receipt.doubts = 1
    assert "CETAK ULANG" in words(print_job(draw(session, receipt, printer, at=NOW)))


def test_a_receipt_of_the_example_says_so(session: Session) -> None:
    printer = sold(session, make_coop(session, is_demo=True))
    drawn = draw(session, job_of(session, JobKind.RECEIPT), printer, at=NOW)
    assert words(print_job(drawn)).count("CONTOH") == 2


def test_a_drawer_job_is_a_kick_and_no_paper(session: Session) -> None:
    printer = sold(session, make_coop(session))
    kick = print_job(draw(session, job_of(session, JobKind.DRAWER), printer, at=NOW))
    assert (kick.events, kick.lines, kick.image.height) == (["drawer 2"], [], 0)


def test_a_test_slip_shows_the_width(session: Session) -> None:
    printer = sold(session, make_coop(session), "80")
    slip = jobs.queue_test(session, printer, at=NOW)
    assert print_job(draw(session, slip, printer, at=NOW), 576).codes() == ["LUMBUNG-48"]
