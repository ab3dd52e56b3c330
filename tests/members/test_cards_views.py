"""The pages of cards, photos, the register book and the passbook."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from core import clock
from core.db import Database
from core.ids import TillId
from core.permissions import Role
from pos import tills
from pos.escpos import PROFILES
from pos.models import Till
from pos.printing import papers, printers
from pos.printing.models import PrintJob
from pos.printing.papers import Printing
from pos.printing.printers import PrinterDetails
from tests.support.printing import NOBODY
from tests.support.visitor import Visitor, text_of
from tests.support.world import today


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; the use cases are tested on both."""
    return "sqlite"


@pytest.fixture
def office(visitor: Visitor) -> Visitor:
    """The treasurer."""
    return visitor.sign_in(Role.TREASURER)


def send(office: Visitor, **what: object) -> tuple[int, str]:
    made = BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "PNG")
    data = {"csrf_token": office.csrf_token(), "picture": (BytesIO(made.getvalue()), "x.png")}
    answer = office.client.post("/members/1/photo", data=data | what)
    return answer.status_code, answer.text


def test_cards_that_were_printed_leave_the_list(office: Visitor) -> None:
    assert "Cetak 2 yang belum" in office.see("/member-cards")
    sheet = office.submit("/member-cards/sheet.pdf", {"member": ["1"]}, status=200)
    assert sheet.data.startswith(b"%PDF")
    assert "Cetak 1 yang belum" in office.see("/member-cards")
    office.submit("/member-cards/sheet.pdf", {"all": "1"}, status=200)
    assert "Semua kartu sudah dicetak" in office.see("/member-cards")
    assert "Sudah dicetak" in office.see("/member-cards?all=1")


@pytest.mark.parametrize("form", [{}, {"member": ["x"]}, {"member": ["97"]}, {"member": ["3"]}])
def test_nobody_chosen_is_refused(office: Visitor, form: dict[str, list[str]]) -> None:
    page = office.submit("/member-cards/sheet.pdf", form, status=422).text
    assert "Pilih anggotanya dulu" in page


def test_a_photo_is_sent_with_consent_shown_and_taken_away(office: Visitor) -> None:
    assert send(office)[0] == 422
    assert send(office, consent="1")[0] == 302
    found = re.search(r"/members/photos/[0-9a-f]+\.webp", office.see("/members/1/photo"))
    assert found is not None
    answer = office.client.get(found[0])
    assert answer.mimetype == "image/webp"
    assert "private" in answer.headers["Cache-Control"]
    assert send(office)[0] == 302
    office.submit("/members/1/photo/remove")
    office.see(found[0], status=404)


def test_a_photo_is_only_for_those_who_may_see_members(office: Visitor) -> None:
    send(office, consent="1")
    found = re.search(r"/members/photos/[0-9a-f]+\.webp", office.see("/members/1/photo"))
    assert found is not None
    office.submit("/sign-out")
    office.see(found[0], status=302)
    office.sign_in(Role.CLERK)
    office.see(found[0], status=403)


@pytest.mark.parametrize(
    ("ending", "begins"), [("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbfNomor"), ("xlsx", b"PK")]
)
def test_the_register_book_comes_as_a_file(office: Visitor, ending: str, begins: bytes) -> None:
    answer = office.client.get(f"/member-cards/book.{ending}?on={today().isoformat()}")
    assert answer.data.startswith(begins)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_passbook_shows_the_days_that_are_asked_for(office: Visitor) -> None:
    page = text_of(office.see("/members/1/passbook?account=pokok&from=2026-01-01&to=2026-01-31"))
    assert "01/01/2026 – 31/01/2026" in page
    assert "Saldo akhir" in page
    assert "Buku simpanan" in office.see("/members/1")
    wrong = office.see("/members/1/passbook?from=2026-02-01&to=2026-01-01")
    assert "sebelum tanggal awalnya" in wrong
    answer = office.client.get("/members/1/passbook.pdf?account=pokok")
    assert answer.data.startswith(b"%PDF")
    office.see("/members/97/passbook", status=404)


def test_without_a_printer_nothing_is_printed(office: Visitor) -> None:
    page = office.submit("/members/1/passbook/print", {"till": ""}, status=409).text
    assert "Pilih kasir yang punya printer" in page


def test_on_the_tills_printer_the_same_days_again_are_a_copy(
    office: Visitor, database: Database
) -> None:
    with database.transaction() as session:
        till = tills.by_id(session, TillId(session.scalars(select(Till.id)).one()))
        printers.add(session, PrinterDetails(till, NOBODY, PROFILES["58"]), at=clock.now(), by=None)
    path = "/members/1/passbook/print?from=2026-01-01&to=2026-01-31"
    for _again in range(2):
        office.submit(path, {"till": ""})
    office.submit("/members/1/passbook/print?from=2026-02-01&to=2026-02-28", {"till": ""})
    with database.reading() as session:
        jobs = session.scalars(select(PrintJob).order_by(PrintJob.id)).all()
        assert [job.copy_number for job in jobs] == [None, 1, None]
        for job in jobs:
            printing = Printing(32, clock.now(), job.copy_number, False)
            assert papers.lay_out(session, job.source, printing)
