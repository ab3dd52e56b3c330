"""The pages of payments from a file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from core import clock
from core.db import Database
from core.permissions import Role
from core.settings import put
from members import register
from members.balances import balances
from members.settings import WAJIB_AMOUNT
from tests.support.visitor import Visitor, text_of
from tests.support.world import today

FILE = "nomor;nama;wajib;sukarela\n1;Siti;20.000;5rb\n2;Budi;40rb;\n"


@pytest.fixture
def desk(visitor: Visitor, tmp_path: Path) -> Visitor:
    visitor.app.config["UPLOAD_FOLDER"] = tmp_path / "unggahan"
    return visitor.sign_in(Role.TREASURER)


def send(desk: Visitor, content: str, *, status: int = 302, **what: str) -> str:
    """Send a file; returns where the look at it is, or the page that says what is wrong."""
    form = {"way": "bank", "paid_on": today().isoformat()} | what
    data = form | {
        "csrf_token": desk.csrf_token(), "file": (BytesIO(content.encode()), "iuran juni.csv"),
    }  # fmt: skip
    answer = desk.client.post("/dues/files", data=data)
    assert answer.status_code == status, text_of(answer.text)
    return str(answer.headers["Location"]) if status == 302 else answer.text


def wajib(database: Database, number: int) -> int:
    with database.reading() as session:
        return balances(session, register.by_number(session, number).id).wajib.amount  # type: ignore[arg-type]


def test_a_file_is_looked_at_booked_once_and_taken_back(desk: Visitor, database: Database) -> None:
    look = send(desk, FILE)
    words = text_of(desk.see(look))
    assert "Simpanan wajib Rp60.000" in words
    assert "Simpanan sukarela Rp5.000" in words
    assert "Semua baris baik." in words
    assert wajib(database, 1) == 0
    booked = str(desk.submit(look).headers["Location"])
    assert str(desk.submit(look).headers["Location"]) == booked
    assert wajib(database, 1) == 20_000
    words = text_of(desk.see(booked))
    assert "iuran juni.csv" in words
    assert "Bukti 3 Jumlah Rp65.000" in words
    batch = booked.removeprefix("/dues/files/booked/")
    assert "1–3 dari 3" in desk.see(f"/savings-desk?batch={batch}")
    assert "iuran juni.csv" in desk.see("/dues/files?q=juni")
    assert "File yang sama sudah dibukukan." in desk.see(send(desk, FILE))
    desk.submit(f"{booked}/undo", {"reason": ""}, status=422)
    desk.submit(f"{booked}/undo", {"reason": "salah file"})
    assert wajib(database, 1) == 0
    assert "Dibatalkan" in desk.see("/dues/files")


def test_refused_rows_are_shown_first(desk: Visitor, database: Database) -> None:
    look = send(desk, FILE + "2;Siti;1000;\n")
    words = text_of(desk.see(look))
    assert "Nomor 2 adalah Budi Santoso, bukan Siti." in words
    assert "Simpanan wajib Rp40.000" not in words
    assert "Budi Santoso 2 Simpanan wajib Rp40.000" in text_of(desk.see(f"{look}&status=all"))
    desk.submit(look)
    assert wajib(database, 2) == 0, "nothing of it"
    desk.submit(look, {"only_good": "1"})
    assert wajib(database, 2) == 40_000


def test_the_script_is_told_where_to_go_on(desk: Visitor) -> None:
    look = send(desk, FILE)
    answer = desk.client.post(
        look, data={"csrf_token": desk.csrf_token()}, headers={"Accept": "application/json"}
    )
    assert answer.json["next"].startswith("/dues/files/booked/file:")  # type: ignore[index]
    path = look.partition("?")[0]
    assert desk.client.get(f"{path}/progress").json == {"percent": None}


def test_what_is_wrong_with_a_file_is_said(desk: Visitor) -> None:
    assert "Baris judul tidak ditemukan" in send(desk, "nama\nSiti\n", status=422)
    assert 'id="way-error"' in send(desk, FILE, status=422, way="kartu")
    page = desk.submit("/dues/files", {"way": "bank"}, status=422).text
    assert "Pilih filenya dulu." in page
    desk.see("/dues/files/sent/tidak-ada", status=404)
    desk.see("/dues/files/booked/file:x", status=404)


def test_the_file_to_fill_in_names_everybody_with_what_is_open(
    desk: Visitor, database: Database
) -> None:
    with database.transaction() as session:
        first = today().replace(day=1)
        put(session, WAJIB_AMOUNT, "20000", valid_from=first, at=clock.now(), by=None)
    rows = desk.see("/dues/files/contoh.csv").splitlines()
    assert rows[1:] == ["1;Siti Aminah;20000;;;", "2;Budi Santoso;20000;;;"]
    assert "Semua baris baik." in text_of(desk.see(send(desk, "\n".join(rows))))


def test_only_the_treasurer_takes_files(visitor: Visitor) -> None:
    visitor.sign_in(Role.AUDITOR)
    visitor.see("/dues/files", status=403)
    visitor.submit("/dues/files", {}, status=403)
    visitor.submit("/dues/files/booked/file:x/undo", {}, status=403)
