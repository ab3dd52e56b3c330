"""The doctor's pages: the slip, the questions, and the printer that is set by the answers."""

from __future__ import annotations

import re

import pytest

from core.db import Database
from core.permissions import Role
from pos.printing.models import JobState
from tests.support.paper import print_job
from tests.support.printer import Mood, fake_printer
from tests.support.printing import NOBODY, Counter, counter, working
from tests.support.visitor import Visitor, text_of
from wsgi import create_app

FINE = {
    "columns": "32", "corners": "yes", "accents": "yes", "scans": "untried", "native_qr": "no",
    "darkness": "right", "cut": "no", "drawer": "no",
}  # fmt: skip


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines."""
    return "sqlite"


def visitor(database: Database, role: Role = Role.MANAGER) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(role)


def doctor_of(at_counter: Counter) -> str:
    return f"/printers/{at_counter.printer.id}/doctor"


def printed(manager: Visitor, at_counter: Counter) -> str:
    """Print the slip; returns where its questions are sent."""
    page = manager.see(manager.submit(f"{doctor_of(at_counter)}/print").location)
    form = re.search(rf'action="({doctor_of(at_counter)}/[0-9a-f-]{{36}})"', page)
    assert form is not None, text_of(page)
    return form[1]


def test_what_is_seen_on_the_slip_becomes_the_printer_s_setting(database: Database) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address)
        manager = visitor(database)
        assert "delapan pertanyaan" in text_of(manager.see(doctor_of(at_counter)))
        questions = printed(manager, at_counter)
        assert print_job(printer.jobs[0], wraps=True).events == ["cut", "drawer 2"]
        seen = FINE | {"columns": "48", "cut": "yes", "drawer": "yes", "accents": "no",
                       "darkness": "pale", "native_qr": "yes"}  # fmt: skip
        answer = manager.submit(questions, seen)
        assert "Cetak sekali lagi" in text_of(manager.see(answer.location))
        now = at_counter.printer_now()
        assert (now.columns, now.dots, now.cutter, now.drawer) == (48, 576, True, True)
        assert (now.native_qr, now.double_byte, now.density) == (True, True, 2)
        better = seen | {"accents": "yes", "darkness": "right"}
        again = manager.submit(printed(manager, at_counter), better)
        assert "Printer sudah pas" in text_of(manager.see(again.location))
        at_counter.sell()
        receipt = print_job(printer.wait_for_jobs(4)[3], 576)
    assert "density 2" in receipt.events
    assert "cut" in receipt.events


def test_a_question_left_out_is_asked_again_and_nothing_is_set(database: Database) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address)
        manager = visitor(database)
        answers = FINE | {"columns": "48"}
        del answers["cut"]
        page = manager.submit(printed(manager, at_counter), answers, status=422).text
    assert 'id="cut-error"' in page
    assert 'name="columns" value="48" checked' in page, "what was answered stays"
    assert at_counter.printer_now().columns == 32


def test_who_sees_the_paper_of_a_silent_printer_says_that_it_never_answers(
    database: Database,
) -> None:
    with fake_printer(Mood.MUTE) as printer, working(database):
        at_counter = counter(database, printer.address)
        manager = visitor(database)
        manager.submit(printed(manager, at_counter), FINE)
    assert at_counter.printer_now().answers is False
    assert at_counter.states() == [JobState.SENT]


def test_no_paper_no_questions(database: Database) -> None:
    with fake_printer(Mood.PAPER_OUT) as printer, working(database):
        at_counter = counter(database, printer.address)
        manager = visitor(database)
        page = manager.see(manager.submit(f"{doctor_of(at_counter)}/print").location)
    assert "Lembar uji tidak tercetak. Kertas printer habis." in text_of(page)
    assert 'name="columns"' not in page


def test_another_printer_s_slip_is_no_slip(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    manager = visitor(database)
    at_counter.sell()
    receipt = at_counter.jobs()[0].id
    manager.submit(f"{doctor_of(at_counter)}/{receipt}", FINE, status=404)
    for odd in (receipt, "x"):
        assert 'name="columns"' not in manager.see(f"{doctor_of(at_counter)}?slip={odd}")


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR])
def test_the_doctor_is_not_for_every_role(database: Database, role: Role) -> None:
    at_counter = counter(database, NOBODY)
    someone = visitor(database, role)
    someone.see(doctor_of(at_counter), 403)
    someone.submit(f"{doctor_of(at_counter)}/print", status=403)
    assert at_counter.jobs() == []


def test_every_setting_can_be_changed_by_hand(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    manager = visitor(database)
    path = f"/printers/{at_counter.printer.id}"
    form = {
        "till": "WSB-T1", "address": str(NOBODY), "paper": "80-42", "cutter": "1",
        "native_qr": "1", "double_byte": "1", "code_page": "CP858", "density": "-4",
        "answers": "no",
    }  # fmt: skip
    manager.submit(f"{path}/edit", form)
    now = at_counter.printer_now()
    assert (now.columns, now.dots, now.cutter, now.drawer) == (42, 512, True, False)
    assert (now.native_qr, now.double_byte, now.code_page) == (True, True, "CP858")
    assert (now.density, now.answers) == (-4, False)
    page = text_of(manager.see(path))
    for said in ("digambar printer sendiri", "CP858", "Lebih pucat lagi", "Tidak pernah menjawab"):
        assert said in page
    shown = manager.see(f"{path}/edit")
    assert '<option value="-4" selected>' in shown
    manager.submit(f"{path}/edit", form | {"address": "10.0.0.9"})
    assert at_counter.printer_now().answers is None, "another place, perhaps another printer"
    for wrong in ({"density": "9"}, {"code_page": "CP1"}):
        manager.submit(f"{path}/edit", form | wrong, status=422)
