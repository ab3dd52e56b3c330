"""The slip of the surplus from a page to a till's printer, and with a payment over the desk."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core import clock
from core.db import Database
from core.ids import new_id
from core.money import Money
from core.permissions import Role
from members.balances import balances
from members.shu import runs
from members.shu.runs import Proposal
from pos.printing.models import JobState, Printer, PrintJob
from tests.support.surplus import AFTER, YEAR, Year, close, decide, make_year
from tests.support.visitor import Visitor, text_of
from wsgi import create_app

RUN = f"/shu/{YEAR}/runs/1"


@pytest.fixture
def year(database: Database, monkeypatch: pytest.MonkeyPatch) -> Year:
    """Posted."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with database.transaction() as session:
        made = make_year(session)
        close(session)
        run = runs.propose(session, Proposal(YEAR), at=AFTER, by=made.treasurer)
        runs.ratify(session, run, decision=decide(session, made.chair), at=AFTER, by=made.chair)
        runs.post(session, run, at=AFTER, by=made.treasurer)
    return made


@pytest.fixture
def visitor(year: Year, database: Database) -> Visitor:
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.TREASURER)


def with_printer(database: Database, year: Year) -> str:
    """At the only till; returns the till."""
    with database.transaction() as session:
        session.add(Printer(till_id=year.world.till_id, address="tcp://127.0.0.1:9", columns=32,
                            dots=384, created_at=AFTER))  # fmt: skip
    return str(year.world.till_id)


def printed(database: Database) -> list[tuple[str, int | None]]:
    with database.reading() as session:
        jobs = session.scalars(select(PrintJob).order_by(PrintJob.id)).all()
    assert all(job.state is JobState.WAITING for job in jobs)
    return [(job.source.partition(":")[0], job.copy_number) for job in jobs]


def paid(**more: str) -> dict[str, str]:
    return {"key": str(new_id()), "amount": "950.000", "way": "bank",
            "booked_on": "2027-03-01"} | more  # fmt: skip


def test_where_nothing_prints_the_page_says_so(visitor: Visitor, database: Database) -> None:
    page = text_of(visitor.see(f"{RUN}/members/1"))
    assert "Belum ada printer kasir" in page
    assert "SHU koperasi Rp5.000.000, di antaranya dari anggota Rp4.000.000." in page
    assert "punya printer" in visitor.submit(f"{RUN}/members/1/print", status=409).text
    assert "Cetak slip SHU di" not in visitor.see("/shu/pay/1")
    assert printed(database) == []


def test_a_slip_comes_out_where_it_is_asked_for_and_then_as_a_copy(
    visitor: Visitor, database: Database, year: Year
) -> None:
    till = with_printer(database, year)
    assert "Cetak di kertas struk" in visitor.see(f"{RUN}/members/1")
    for _time in range(2):
        visitor.submit(f"{RUN}/members/1/print", {"till": till})
    assert "Salinan ke-1 dikirim" in visitor.see(f"{RUN}/members/1")
    visitor.submit(f"{RUN}/members/9/print", {"till": till}, status=404)
    visitor.submit(f"{RUN}/members/1/print", {"till": str(new_id())}, status=409)
    assert printed(database) == [("shu_slip", None), ("shu_slip", 1)]
    visitor.sign_in(Role.AUDITOR)
    assert "Cetak di kertas struk" not in visitor.see(f"{RUN}/members/1")
    visitor.submit(f"{RUN}/members/1/print", {"till": till}, status=403)


def test_a_payment_prints_her_slip_once_however_often_it_is_pressed(
    visitor: Visitor, database: Database, year: Year
) -> None:
    till = with_printer(database, year)
    assert "Tidak dicetak" in visitor.see("/shu/pay/1")
    form = paid(till=till, amount="50.000")
    for _press in range(2):
        visitor.submit("/shu/pay/1", form)
    assert printed(database) == [("shu_slip", None)]
    visitor.submit("/shu/pay/1", paid(amount="900.000"))
    assert printed(database) == [("shu_slip", None)]


def test_a_till_that_lost_its_printer_stops_the_payment_with_a_sentence(
    visitor: Visitor, database: Database, year: Year
) -> None:
    with_printer(database, year)
    page = visitor.submit(
        "/shu/pay/1", paid(till=str(new_id()), reference="TRX 7"), status=422
    ).text
    assert "Pilih kasir yang punya printer." in page
    assert "TRX 7" in page
    with database.reading() as session:
        assert balances(session, year.siti).surplus == Money(950_000)
