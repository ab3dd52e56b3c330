"""Printers: one a till, and what is known about each."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput, NotFound
from core.ids import ShopId, TillId, new_id
from core.models import AuditRecord
from core.permissions import Role
from pos import catalogue, tills
from pos.escpos import PROFILES
from pos.printing import jobs, printers, queries, words
from pos.printing.jobs import printer_of
from pos.printing.models import JobState, JobTrouble, Printer, PrintJob
from pos.printing.printers import PrinterDetails
from pos.printing.queries import PATIENCE
from pos.printing.transports.addresses import TcpAddress
from tests.support import sales
from tests.support.printing import NOBODY
from tests.support.world import NOW, World

ELSEWHERE = TcpAddress("10.0.0.9")


@pytest.fixture
def details(session: Session, world: World) -> PrinterDetails:
    return PrinterDetails(tills.by_id(session, world.till.id), NOBODY, PROFILES["80"])


@pytest.fixture
def printer(session: Session, details: PrinterDetails) -> Printer:
    return printers.add(session, details, at=NOW, by=None)


def test_a_till_gets_a_printer(session: Session, world: World, details: PrinterDetails) -> None:
    assert printer_of(session, world.till_id) is None
    added = printers.add(session, details, at=NOW, by=world.operator_id(Role.MANAGER))
    assert printer_of(session, world.till_id) is added
    assert (added.address, added.columns, added.dots) == (str(NOBODY), 48, 576)
    assert (added.cutter, added.drawer, added.answers) == (True, True, None)
    logged = session.scalars(select(AuditRecord).where(AuditRecord.action == "printer.added")).one()
    assert (logged.subject, logged.operator_id) == ("WSB-T1", world.operator_id(Role.MANAGER))


def test_a_till_has_one_printer(
    session: Session, printer: Printer, details: PrinterDetails
) -> None:
    with pytest.raises(InvalidInput, match="sudah punya printer") as refusal:
        printers.add(session, details, at=NOW, by=None)
    assert refusal.value.field == "till"
    printers.retire(session, printer, at=NOW, by=None)
    assert printers.add(session, details, at=NOW, by=None).id != printer.id


def test_a_printer_at_another_address_is_not_known_yet(
    session: Session, world: World, printer: Printer, details: PrinterDetails
) -> None:
    session.execute(update(Printer).values(answers=True, paper_low=True))
    session.refresh(printer)
    same = PrinterDetails(details.till, NOBODY, PROFILES["58"])
    printers.change(session, printer, same, at=NOW, by=world.clerk_id)
    session.refresh(printer)
    assert (printer.columns, printer.dots, printer.answers) == (32, 384, True)
    moved = PrinterDetails(details.till, ELSEWHERE, PROFILES["58"])
    printers.change(session, printer, moved, at=NOW, by=world.clerk_id)
    assert printer.address == str(ELSEWHERE)
    session.refresh(printer)
    assert (printer.answers, printer.paper_low) == (None, False)


def test_a_printer_moves_to_a_till_without_one(
    session: Session, world: World, printer: Printer
) -> None:
    till, _token = tills.add(session, world.wsb, "T2", at=NOW, by=None)
    session.flush()
    second = PrinterDetails(tills.by_id(session, till.id), NOBODY, PROFILES["80"])
    printers.change(session, printer, second, at=NOW, by=world.clerk_id)
    assert printer_of(session, TillId(till.id)) is printer
    assert printer_of(session, world.till_id) is None


def test_a_printer_does_not_move_to_a_till_that_has_one(
    session: Session, world: World, printer: Printer, details: PrinterDetails
) -> None:
    till, _token = tills.add(session, world.wsb, "T2", at=NOW, by=None)
    session.flush()
    second = PrinterDetails(tills.by_id(session, till.id), ELSEWHERE, PROFILES["58"])
    other = printers.add(session, second, at=NOW, by=None)
    with pytest.raises(InvalidInput, match="WSB-T1"):
        printers.change(session, other, details, at=NOW, by=world.clerk_id)


@pytest.mark.parametrize(
    ("paper", "columns", "dots"), [("58", None, 384), ("80", None, 576), ("80", 42, 512)]
)
def test_paper_decides_the_columns(paper: str, columns: int | None, dots: int) -> None:
    profile = printers.preset(paper, columns)
    assert (profile.dots, profile.drawer) == (dots, None)


@pytest.mark.parametrize(
    ("paper", "columns", "says"),
    [("58", 48, "memuat 32"), ("80", 40, "memuat 48, 42"), ("57", None, "58")],
)
def test_paper_that_does_not_exist(paper: str, columns: int | None, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        printers.preset(paper, columns)


def test_a_manager_finds_the_own_shop_s_printers(
    session: Session, world: World, printer: Printer
) -> None:
    wsb, ltm = world.shop_id, ShopId(world.ltm.id)
    assert printers.find(session, printer.id, within=wsb) is printer
    assert printers.find(session, printer.id, within=None) is printer
    for printer_id, within in ((printer.id, ltm), (new_id(), None)):
        with pytest.raises(NotFound):
            printers.find(session, printer_id, within=within)
    assert [card.till for card in queries.printer_cards(session, within=wsb, at=NOW)] == ["WSB-T1"]
    assert queries.printer_cards(session, within=ltm, at=NOW) == []


@pytest.mark.parametrize(
    ("came_out", "answers", "state"),
    [(True, False, JobState.SENT), (False, None, JobState.EXPIRED)],
)
def test_somebody_says_whether_a_silent_printer_printed(
    session: Session,
    world: World,
    printer: Printer,
    came_out: bool,
    answers: bool | None,
    state: JobState,
) -> None:
    slip = jobs.queue_test(session, printer, at=NOW)
    slip.state, slip.trouble = JobState.UNKNOWN, JobTrouble.SILENT
    printers.answer_for(session, slip, came_out=came_out, at=NOW, by=world.clerk_id)
    assert (printer.answers, slip.state) == (answers, state)
    with pytest.raises(BusinessError):
        printers.answer_for(session, slip, came_out=True, at=NOW, by=world.clerk_id)


def test_only_a_slip_that_met_silence_is_a_question(
    session: Session, world: World, printer: Printer
) -> None:
    slip = jobs.queue_test(session, printer, at=NOW)
    slip.state, slip.trouble = JobState.UNKNOWN, JobTrouble.INTERRUPTED
    with pytest.raises(BusinessError):
        printers.answer_for(session, slip, came_out=True, at=NOW, by=world.clerk_id)
    assert printer.answers is None


@pytest.mark.parametrize("trouble", JobTrouble)
def test_every_trouble_is_a_sentence(trouble: JobTrouble) -> None:
    assert words.sentence(trouble).endswith(".")


def test_the_till_knows_how_its_printer_is(
    session: Session, world: World, details: PrinterDetails
) -> None:
    till = details.till
    assert catalogue.status(session, till, at=NOW)["printer"] is None
    printers.add(session, details, at=NOW, by=None)
    assert _status(session, world) == {"state": "ok", "waiting": 0, "message": ""}
    shift_id = sales.open_shift(session, world)
    for counter in (1, 2):
        body = sales.sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], counter=counter)
        sales.send(session, world, body)
    assert _status(session, world) == {"state": "ok", "waiting": 2, "message": ""}
    oldest = _jobs(session)[1]
    oldest.trouble = JobTrouble.PAPER_OUT
    assert _status(session, world) == {
        "state": "trouble",
        "waiting": 2,
        "message": "Kertas printer habis. Pasang gulungan baru.",
    }
    for job in _jobs(session):
        job.state = JobState.CONFIRMED
    assert _status(session, world) == {"state": "ok", "waiting": 0, "message": ""}


def test_what_nobody_fetches_is_a_trouble_after_a_minute(
    session: Session, world: World, printer: Printer
) -> None:
    shift_id = sales.open_shift(session, world)
    sales.send(session, world, sales.sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)]))
    assert queries.health(session, printer.id, at=NOW + PATIENCE).trouble == ""
    much_later = NOW + 2 * PATIENCE
    assert "tidak berjalan" in queries.health(session, printer.id, at=much_later).trouble
    _jobs(session)[0].state = JobState.SENDING
    session.flush()
    assert queries.health(session, printer.id, at=much_later).trouble == "", "it is at work"


def test_the_list_of_jobs_names_receipts_and_pages(
    session: Session, world: World, printer: Printer
) -> None:
    shift_id = sales.open_shift(session, world)
    sales.send(session, world, sales.sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)]))
    for _ in range(50):
        jobs.queue_test(session, printer, at=NOW)
    first, second = (queries.jobs(session, printer, page=page) for page in (1, 2))
    assert (first.total, len(first.rows), len(second.rows)) == (52, 50, 2)
    assert {row.number for row in first.rows} == {""}
    assert [row.number for row in second.rows] == ["WSB-T1-A-000001"] * 2
    receipt, drawer = second.rows
    assert (receipt.may_be_cancelled, drawer.may_be_cancelled) == (True, True)
    receipt.job.state = drawer.job.state = JobState.UNKNOWN
    assert (receipt.may_be_cancelled, drawer.may_be_cancelled) == (False, False)
    assert (receipt.may_be_retried, drawer.may_be_retried) == (True, False)


def _status(session: Session, world: World) -> object:
    session.flush()
    till = tills.by_id(session, world.till.id)
    return catalogue.status(session, till, at=NOW)["printer"]


def _jobs(session: Session) -> list[PrintJob]:
    return list(session.scalars(select(PrintJob).order_by(PrintJob.id)))
