"""The pages of shifts and deposits, and what a till asks about its shift."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core import clock
from core.clock import local_day
from core.db import Database
from core.models import AuditRecord
from core.permissions import Permission, Role, granted
from core.registry import Registry
from pos import tills
from pos.paper import Text
from pos.printing import papers
from pos.printing.models import JobKind, Printer, PrintJob
from pos.printing.papers import Printing
from pos.registration import register
from tests.support.sales import Body, open_shift, sale, send
from tests.support.shifts import cash_move, counted
from tests.support.visitor import Visitor, text_of
from tests.support.world import TILL_TOKEN, World, make_coop
from wsgi import create_app


@dataclass(frozen=True)
class Counter:
    """A shop with a closed shift that was 500 short, one still open, and a deposit on its way."""

    app: Flask
    world: World
    closed: str
    open: str
    deposit: str

    def visitor(self, role: Role) -> Visitor:
        return Visitor(self.app).sign_in(role)

    @property
    def till(self) -> FlaskClient:
        client = self.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TILL_TOKEN}"
        return client


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def counter(database: Database) -> Counter:
    at = clock.now()
    with database.transaction() as session:
        world = make_coop(session)

        def take(body: Body) -> str:
            send(session, world, body, received_at=at)
            return str(body["id"])

        closed = open_shift(session, world, at=at - timedelta(hours=2))
        take(sale(world, closed, [(world.goods["mie"], 1_000, 3_500)], at=at))
        deposit = take(cash_move(world, closed, 40_000, counter=2, purpose="bank", at=at))
        take(counted(world, closed, {100_000: 1, 50_000: 1, 13_000: 1}, sequence=4, at=at))
        second = open_shift(session, world, at=at - timedelta(minutes=1), sequence=5)
        late = sale(world, closed, [(world.goods["air"], 1_000, 4_000)], counter=5, at=at)
        send(session, world, late, received_at=at + timedelta(minutes=3))
    return Counter(create_app(database, secret_key="for-tests"), world, closed, second, deposit)


# Pages


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMIN, Role.MEMBER])
def test_shifts_are_not_for_everybody(counter: Counter, role: Role) -> None:
    visitor = counter.visitor(role)
    for path in (f"/shifts/{counter.closed}", "/cash/deposits"):
        visitor.see(path, 403)
    visitor.submit(f"/shifts/{counter.closed}/confirm", {"agreed": "ya"}, status=403)
    visitor.submit(f"/cash/deposits/{counter.deposit}/confirm", status=403)


def test_a_shift_shows_its_report_its_difference_and_what_came_late(counter: Counter) -> None:
    words = text_of(counter.visitor(Role.AUDITOR).see(f"/shifts/{counter.closed}"))
    for said in ("LAPORAN Z 1", "SELISIH -Rp500", "Selisih -Rp500", "Menunggu pengesahan",
                 "Menyusul (1), tunai 4.000", "WSB-T1-A-000005", "Setoran ke bank"):  # fmt: skip
        assert said in words
    assert "Sahkan selisih" not in words, "an auditor looks only"


def test_an_open_shift_shows_its_x_report(counter: Counter) -> None:
    words = text_of(counter.visitor(Role.MANAGER).see(f"/shifts/{counter.open}"))
    assert "LAPORAN X" in words
    assert "Masih buka" in words


def test_a_manager_vouches_for_a_difference(counter: Counter) -> None:
    visitor, path = counter.visitor(Role.MANAGER), f"/shifts/{counter.closed}"
    assert "Menunggu pengesahan" in text_of(visitor.see("/shifts?state=waiting"))
    visitor.submit(f"{path}/confirm", {"agreed": "tidak", "note": ""}, status=422)
    visitor.submit(f"{path}/confirm", {"agreed": "ya", "note": "sudah dicari"})
    words = text_of(visitor.see(path))
    assert "Disahkan Joko Prasetyo: sudah dicari" in words
    assert "Sari Wulandari" not in text_of(visitor.see("/shifts?state=waiting"))


def test_the_list_draws_the_differences_once_there_are_some(
    counter: Counter, database: Database
) -> None:
    assert "-Rp500</title>" not in counter.visitor(Role.TREASURER).see("/shifts")
    with database.transaction() as session:
        for number in range(1, 5):
            at = clock.now() + timedelta(seconds=number)
            shift = open_shift(session, counter.world, at=at, sequence=10 + 2 * number)
            body = counted(counter.world, shift, {100_000: 2}, sequence=11 + 2 * number, at=at)
            send(session, counter.world, body, received_at=at)
    page = counter.visitor(Role.TREASURER).see("/shifts")
    assert "-Rp500</title>" in page
    assert f"/shifts/{counter.closed}" in page
    assert "-Rp500</title>" not in counter.visitor(Role.TREASURER).see("/shifts?state=open")


def test_the_report_is_a_pdf(counter: Counter) -> None:
    visitor = counter.visitor(Role.MANAGER)
    answer = visitor.client.get(f"/shifts/{counter.closed}/report.pdf")
    assert answer.data.startswith(b"%PDF")
    assert 'filename="WSB-T1-Z1.pdf"' in answer.headers["Content-Disposition"]


def test_the_bank_has_a_deposit_once(counter: Counter) -> None:
    visitor, path = counter.visitor(Role.MANAGER), f"/cash/deposits/{counter.deposit}/confirm"
    today = local_day(clock.now(), "Asia/Jakarta").isoformat()
    assert "Rp40.000" in text_of(visitor.see("/cash/deposits"))
    wrong = visitor.submit(path, {"day": ""}, status=422)
    assert "Isi tanggal" in text_of(wrong.text)
    visitor.submit(path, {"day": today, "reference": "BRI 77"})
    assert "Tidak ada setoran di jalan" in text_of(visitor.see("/cash/deposits"))
    assert "BRI 77" in text_of(visitor.see("/cash/deposits?received=1"))
    again = visitor.submit(path, {"day": today}, status=409)
    assert "sudah diterima bank" in text_of(again.text)


# What a till asks


def answer_of(response: Any) -> tuple[int, Any]:
    return response.status_code, response.get_json()


def test_a_till_reads_its_x_report_blind(counter: Counter) -> None:
    status, answer = answer_of(counter.till.get(f"/api/v1/shifts/{counter.open}/report"))
    assert status == 200
    paper = " ".join(line["text"] for line in answer["lines"])
    assert "LAPORAN X" in paper
    assert "Seharusnya" not in paper
    assert answer["columns"] == 32


def test_a_till_prints_its_x_report_where_there_is_a_printer(
    counter: Counter, database: Database
) -> None:
    path = f"/api/v1/shifts/{counter.open}/report"
    assert counter.till.post(path).status_code == 409
    with database.transaction() as session:
        session.add(Printer(till_id=counter.world.till_id, address="tcp://127.0.0.1:9",
                            columns=32, dots=384, created_at=clock.now()))  # fmt: skip
    assert counter.till.post(path).status_code == 200
    with database.reading() as session:
        assert session.scalars(select(PrintJob.source)).one() == f"x:{counter.open}"


def test_another_tills_shift_is_not_there(counter: Counter, database: Database) -> None:
    with database.transaction() as session:
        _row, token = tills.add(session, counter.world.ltm, "T9", at=clock.now(), by=None)
    client = counter.app.test_client()
    headers = {"Authorization": f"Bearer {token}"}
    path = f"/api/v1/shifts/{counter.open}/report"
    assert client.get(path, headers=headers).status_code == 404
    assert client.get(path).status_code == 401


def test_a_till_says_why_it_differed_once(counter: Counter) -> None:
    path = f"/api/v1/shifts/{counter.closed}/reason"
    body = {"reason": " salah   kembalian "}
    assert answer_of(counter.till.post(path, json=body)) == (200, {"reason": "salah kembalian"})
    assert counter.till.post(path, json=body).status_code == 409
    assert counter.till.post(path, json={"reason": "  "}).status_code == 422
    words = text_of(counter.visitor(Role.MANAGER).see(f"/shifts/{counter.closed}"))
    assert "salah kembalian" in words


def test_the_api_describes_cash(counter: Counter) -> None:
    described = counter.app.test_client().get("/api/v1/openapi.json").get_json()
    assert {"/api/v1/cash-moves", "/api/v1/drawer-openings"} <= set(described["paths"])
    assert "pieces" in json.dumps(described["components"]["schemas"]["ShiftClosing"])


def test_a_cash_move_is_taken_over_the_api(counter: Counter) -> None:
    body = cash_move(counter.world, counter.open, 1_000, counter=6, at=clock.now())
    path = "/api/v1/cash-moves"
    headers = {"Idempotency-Key": body["id"]}
    assert counter.till.post(path, json=body, headers=headers).status_code == 201
    assert counter.till.post(path, json=body, headers=headers).status_code == 200


def test_lumbung_check_asks_about_drawers() -> None:
    registry = Registry()
    register(registry)
    assert {"pos.drawers", "pos.counts", "pos.z_reports"} <= set(registry.invariants)


# Copies of the Z report


def _printer(counter: Counter, database: Database) -> None:
    with database.transaction() as session:
        session.add(Printer(till_id=counter.world.till_id, address="tcp://127.0.0.1:9100",
                            columns=32, dots=384, created_at=clock.now()))  # fmt: skip


def test_a_copy_of_a_z_report_is_marked_counted_and_logged(
    counter: Counter, database: Database
) -> None:
    _printer(counter, database)
    visitor, path = counter.visitor(Role.TREASURER), f"/shifts/{counter.closed}"
    assert "Cetak salinan" in visitor.see(path)
    visitor.submit(f"{path}/copy")
    visitor.submit(f"{path}/copy")
    assert "Salinan ke-2 dikirim ke printer." in visitor.see(path)
    with database.reading() as session:
        first, second = session.scalars(select(PrintJob).order_by(PrintJob.copy_number))
        assert {first.kind, second.kind} == {JobKind.COPY}
        printing = Printing(32, clock.now(), second.copy_number, reprint=False)
        lines = papers.lay_out(session, second.source, printing)
        words = [line.text.strip() for line in lines if isinstance(line, Text)]
        assert words[2:4] == ["LAPORAN Z 1", "SALINAN ke-2"]
        log = select(AuditRecord).where(AuditRecord.action == "receipt.copied")
        noted = [(row.subject, row.details) for row in session.scalars(log)]
        assert noted == [("WSB-T1 Z1", {"copy": 1}), ("WSB-T1 Z1", {"copy": 2})]


def test_an_open_shift_has_no_z_report_to_copy(counter: Counter, database: Database) -> None:
    _printer(counter, database)
    visitor, path = counter.visitor(Role.MANAGER), f"/shifts/{counter.open}"
    assert "Cetak salinan" not in visitor.see(path)
    visitor.submit(f"{path}/copy")
    assert "laporan Z belum ada" in visitor.see(path)
    with database.reading() as session:
        assert session.scalars(select(PrintJob)).all() == []


@pytest.mark.parametrize("role", Role)
def test_who_may_approve_copies_a_z_report(counter: Counter, role: Role) -> None:
    may = Permission.APPROVE in granted([role])
    visitor, path = counter.visitor(role), f"/shifts/{counter.closed}"
    visitor.submit(f"{path}/copy", status=302 if may else 403)
    if may:
        assert "Kasir ini tidak punya printer." in visitor.see(path)
