"""Members from a file through the pages: looked at first, taken whole or the good rows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.db import Database
from core.permissions import Permission, Role, granted
from members import register
from members.models import Member, MemberStatus
from tests.support.visitor import Visitor, text_of

GOOD = "nomor;nama;kab;kec\n10;Ni Luh Putu;Wonosobo;Kertek\n11;Made;;\n"
MIXED = GOOD + "12;;;\n"


@pytest.fixture
def treasurer(visitor: Visitor, tmp_path: Path) -> Visitor:
    visitor.app.config["UPLOAD_FOLDER"] = tmp_path / "uploads"
    return visitor.sign_in(Role.TREASURER)


def send(visitor: Visitor, text: str, shop: str = "WSB", status: int = 302) -> str:
    """Send a file; the address of the report, or the page that refuses it."""
    form = {"csrf_token": visitor.csrf_token(), "shop": shop,
            "file": (io.BytesIO(text.encode()), "anggota.csv")}  # fmt: skip
    answer = visitor.client.post("/members/from-file", data=form)
    assert answer.status_code == status
    return answer.location or answer.text


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


def test_a_file_is_looked_at_first_and_then_taken(treasurer: Visitor, database: Database) -> None:
    assert "Dari file" in treasurer.see("/members")
    address = send(treasurer, GOOD)
    words = text_of(treasurer.see(address))
    assert "Belum ada yang disimpan." in words
    assert "2 Baru Ni Luh Putu 10" in words
    assert count(database) == 3
    treasurer.submit(address)
    assert "2 anggota baru dan 0 perubahan diambil" in text_of(treasurer.see("/members"))
    with database.reading() as session:
        putu = register.by_number(session, 10)
        assert (putu.status, putu.district) == (MemberStatus.ACTIVE, "33.07.08")
    treasurer.see(address, 404)
    assert "Tidak ada yang perlu diambil." in treasurer.see(send(treasurer, GOOD))


def test_one_bad_row_keeps_all_out_unless_the_good_are_wanted(
    treasurer: Visitor, database: Database
) -> None:
    address = send(treasurer, MIXED)
    words = text_of(treasurer.see(address))
    assert "Nama anggota harus diisi." in words
    assert "Ni Luh Putu" not in words, "those that are refused come first"
    assert "Ni Luh Putu" in treasurer.see(f"{address}&status=all")
    treasurer.submit(address)
    assert count(database) == 3
    treasurer.submit(address, {"only_good": "1"})
    assert count(database) == 5


def test_changes_are_named_in_words(treasurer: Visitor) -> None:
    words = text_of(treasurer.see(send(treasurer, "nomor;nama;kab;hp\n1;Siti;Wonosobo;\n")))
    assert "nama, kabupaten" in words


@pytest.mark.parametrize(
    ("text", "sentence"), [("kode;harga\n1;2\n", "Baris judul"), ("", "kosong")]
)
def test_what_is_no_list_of_members_is_refused(
    treasurer: Visitor, text: str, sentence: str
) -> None:
    assert sentence in send(treasurer, text, status=422)


def test_where_no_shop_is_chosen_the_row_names_it(treasurer: Visitor) -> None:
    words = text_of(treasurer.see(send(treasurer, "nama;toko\nAni;\nBeni;LTM\n", shop="")))
    assert "Tokonya belum jelas" in words


def test_the_sample_is_taken_as_it_is(treasurer: Visitor, database: Database) -> None:
    sample = treasurer.client.get("/members/from-file/contoh.csv")
    assert sample.status_code == 200
    address = send(treasurer, sample.text)
    assert "Semua baris baik." in treasurer.see(address)
    treasurer.submit(address)
    assert count(database) == 4


@pytest.mark.parametrize("role", Role)
def test_only_the_board_takes_members_from_files(visitor: Visitor, role: Role) -> None:
    visitor.sign_in(role)
    visitor.see("/members/from-file", 200 if Permission.ADMIT_MEMBERS in granted([role]) else 403)
