"""The pages about printers, as a manager and a clerk meet them, with the worker at work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from core.db import Database
from core.ids import ShopId, new_id
from core.models import AuditRecord
from core.permissions import Role
from pos.models import Sale
from pos.printing.models import JobKind, JobState, JobTrouble, Printer, PrintJob
from tests.support.paper import print_job
from tests.support.printer import Mood, fake_printer
from tests.support.printing import NOBODY, Counter, counter, working
from tests.support.queues import fake_cups
from tests.support.visitor import Visitor, text_of
from tests.support.world import make_coop
from wsgi import create_app


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


def visitor(database: Database, role: Role = Role.MANAGER) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(role)


def page_of(at_counter: Counter) -> str:
    return f"/printers/{at_counter.printer.id}"


FORM = {"till": "WSB-T1", "address": "192.168.1.50", "paper": "80", "cutter": "1"}


def test_a_printer_is_added_changed_and_retired(database: Database) -> None:
    with database.transaction() as session:
        make_coop(session)
    manager = visitor(database)
    assert "Belum ada printer" in text_of(manager.see("/printers"))
    added = manager.submit("/printers/new", FORM)
    page = text_of(manager.see(added.location))
    assert "tcp://192.168.1.50:9100" in page
    assert "48 huruf" in page
    assert 'name="cutter" value="1" checked' in manager.see(f"{added.location}/edit")
    manager.submit(f"{added.location}/edit", FORM | {"paper": "58", "drawer": "1"})
    assert "terbuka lewat printer ini" in text_of(manager.see(added.location))
    manager.submit(f"{added.location}/retire")
    assert "Dilepas" in text_of(manager.see("/printers"))
    with database.reading() as session:
        actions = session.scalars(select(AuditRecord.action)).all()
    assert [action for action in actions if action.startswith("printer.")] == [
        *("printer.added", "printer.changed", "printer.retired")
    ]


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"till": ""}, "till", "Pilih kasir"),
        ({"till": "LTM-T9"}, "till", "Pilih kasir"),
        ({"paper": ""}, "paper", "Pilih lebar kertas"),
        ({"address": ""}, "address", "Tulis alamat printer"),
        ({"address": "usb://1"}, "address", "usb://04b8:0202"),
        ({"address": "tcp://10.0.0.5:99999"}, "address", "antara 1 dan 65535"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    database: Database, change: dict[str, str], field: str, says: str
) -> None:
    with database.transaction() as session:
        make_coop(session)
    typed = FORM | change
    answer = visitor(database).submit("/printers/new", typed, status=422)
    assert says in text_of(answer.text)
    assert f'href="#{field}"' in answer.text
    if field != "address":
        assert 'value="192.168.1.50"' in answer.text
    with database.reading() as session:
        assert session.scalars(select(Printer)).all() == []


def test_a_printer_is_found_and_taken(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with database.transaction() as session:
        make_coop(session)
    manager = visitor(database)
    assert "Cari" in text_of(manager.see("/printers/find"))
    nothing = text_of(manager.see("/printers/find?subnet=127.0.0.9"))
    assert "Tidak ada printer yang ditemukan" in nothing
    fake_cups(tmp_path)
    page = manager.see("/printers/find?subnet=127.0.0.9")
    assert "antrean cetak" in text_of(page)
    assert 'href="/printers/new?address=cups://POS58"' in page
    assert 'value="cups://POS58"' in manager.see("/printers/new?address=cups://POS58")
    manager.submit("/printers/new", FORM | {"address": "cups://POS58"})
    assert "dipakai WSB-T1" in text_of(manager.see("/printers/find?subnet=127.0.0.9"))
    refused = text_of(manager.see("/printers/find?subnet=8.8.8.0/24", 422))
    assert "bukan jaringan toko" in refused


def test_a_till_has_one_printer(database: Database) -> None:
    counter(database, NOBODY)
    manager = visitor(database)
    answer = manager.submit("/printers/new", FORM, status=422)
    assert "Kasir WSB-T1 sudah punya printer." in text_of(answer.text)
    assert "Semua kasir sudah punya printer" in text_of(manager.see("/printers/new"))
    assert "Tambah printer" not in text_of(manager.see("/printers"))


@pytest.mark.parametrize(
    ("mood", "says"),
    [
        (Mood.OK, "Struk uji tercetak"),
        (Mood.DROPS, "Struk uji mungkin hanya keluar sebagian. Sambungan ke printer putus"),
        (Mood.PAPER_OUT, "Struk uji tidak tercetak. Kertas printer habis."),
        (Mood.OFFLINE, "Struk uji tidak tercetak. Printer tidak siap."),
        (Mood.MUTE, "Apakah kertasnya keluar?"),
    ],
)
def test_the_page_says_how_the_test_slip_went(database: Database, mood: Mood, says: str) -> None:
    with fake_printer(mood) as printer, working(database):
        at_counter = counter(database, printer.address)
        manager = visitor(database)
        answer = manager.submit(f"{page_of(at_counter)}/test")
        assert says in text_of(manager.see(answer.location))


def test_a_printer_nobody_reaches_and_a_worker_that_is_not_there(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    manager = visitor(database)
    waiting = manager.see(manager.submit(f"{page_of(at_counter)}/test").location)
    assert "Belum ada jawaban dari printer" in text_of(waiting)
    assert 'http-equiv="refresh"' in waiting
    with working(database):
        answer = manager.submit(f"{page_of(at_counter)}/test")
        assert "Struk uji tidak tercetak. Printer tidak terjangkau." in text_of(
            manager.see(answer.location)
        )


def test_somebody_looks_whether_a_silent_printer_printed(database: Database) -> None:
    with fake_printer(Mood.MUTE) as printer, working(database):
        at_counter = counter(database, printer.address)
        manager = visitor(database)
        asked = manager.submit(f"{page_of(at_counter)}/test").location
        form = re.search(rf'action="({page_of(at_counter)}/slips/[^"]+)"', manager.see(asked))
        assert form is not None
        answered = manager.submit(form[1], {"came_out": "yes"})
        assert "tidak pernah menjawab" in text_of(manager.see(answered.location))
        assert at_counter.printer_now().answers is False
        at_counter.sell()
        at_counter.wait_for(JobState.SENT, JobState.SENT)
        assert len(printer.jobs) == 2
        again = manager.submit(f"{page_of(at_counter)}/test")
        assert "lihat sendiri apakah kertasnya keluar" in text_of(manager.see(again.location))


def test_a_stuck_receipt_is_cancelled_and_printed_after_all(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    number = at_counter.sell()
    manager = visitor(database)
    job_id = at_counter.jobs()[0].id
    page = text_of(manager.see(page_of(at_counter)))
    assert f"Struk {number} Menunggu Batalkan" in page
    manager.submit(f"/print-jobs/{job_id}/cancel")
    assert "Dibatalkan" in text_of(manager.see(page_of(at_counter)))
    manager.submit(f"/print-jobs/{job_id}/cancel", status=409)
    manager.submit(f"/print-jobs/{job_id}/retry")
    assert at_counter.states() == [JobState.WAITING]


def test_a_trouble_is_told_and_can_be_tried_at_once(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    at_counter.sell()
    with database.transaction() as session:
        job = session.get_one(PrintJob, at_counter.jobs()[0].id)
        job.trouble = JobTrouble.PAPER_OUT
    manager = visitor(database)
    for path in ("/printers", page_of(at_counter)):
        assert "Kertas printer habis." in text_of(manager.see(path))
    manager.submit(f"/print-jobs/{job.id}/retry")
    assert at_counter.jobs()[0].asked_at > job.asked_at, "the worker tries at once"


def test_a_copy_of_a_receipt_is_printed_and_marked(database: Database) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address, drawer=True)
        at_counter.sell()
        printer.wait_for_jobs(2)
        with database.reading() as session:
            sale_id = session.scalars(select(Sale.id)).one()
        manager = visitor(database)
        answer = manager.submit(f"/sales/{sale_id}/copy")
        assert answer.location == f"/sales/{sale_id}"
        assert "Salinan ke-1 dikirim ke printer." in text_of(manager.see(answer.location))
        copy = print_job(printer.wait_for_jobs(3)[2])
    assert "SALINAN ke-1" in map(str.strip, copy.lines)
    assert copy.events == []


def test_a_copy_without_a_printer_is_refused_with_a_sentence(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    at_counter.sell()
    manager = visitor(database)
    manager.submit(f"{page_of(at_counter)}/retire")
    with database.reading() as session:
        sale_id = session.scalars(select(Sale.id)).one()
    answer = manager.submit(f"/sales/{sale_id}/copy")
    assert "tidak punya printer" in text_of(manager.see(answer.location))
    manager.submit(f"/sales/{new_id()}/copy", status=404)


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.TREASURER, Role.MEMBER])
def test_printers_are_not_for_every_role(database: Database, role: Role) -> None:
    at_counter = counter(database, NOBODY)
    visitor(database, role).see(page_of(at_counter), 403)


def test_who_only_reads_prints_no_copies(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    at_counter.sell()
    with database.reading() as session:
        sale_id = session.scalars(select(Sale.id)).one()
    visitor(database, Role.AUDITOR).submit(f"/sales/{sale_id}/copy", status=403)
    assert [job.kind for job in at_counter.jobs()] == [JobKind.RECEIPT]


def test_another_shop_s_manager_finds_nothing(database: Database) -> None:
    at_counter = counter(database, NOBODY)
    at_counter.sell()
    with database.transaction() as session:
        manager_row = session.merge(at_counter.world.operators[Role.MANAGER])
        manager_row.shop_id = ShopId(at_counter.world.ltm.id)
    manager = visitor(database)
    manager.see(page_of(at_counter), 404)
    manager.submit(f"{page_of(at_counter)}/test", status=404)
    manager.submit(f"/print-jobs/{at_counter.jobs()[0].id}/cancel", status=404)
    manager.submit("/printers/new", FORM, status=422)
    manager.submit(f"/sales/{at_counter.jobs()[0].source[5:]}/copy", status=404)
