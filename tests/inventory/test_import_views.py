"""Products from a file, through the pages: send, read, take."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core.db import Database
from core.permissions import Role
from inventory.models import Product
from tests.inventory.dirty_files import dirty_file
from tests.support.visitor import Visitor, text_of

FILE = b"kode;nama;harga;stok;harga beli\nG1;Garam;3.000;10;2.000\n101;Mie goreng instan;3600;;\n"
DIRTY = FILE + b";Merica;-1;;\n"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def send(
    visitor: Visitor, content: bytes, *, name: str = "barang.csv", shop: str = "WSB"
) -> TestResponse:
    return visitor.client.post(
        "/imports/products",
        data={
            "csrf_token": visitor.csrf_token(),
            "shop": shop,
            "file": (io.BytesIO(content), name),
        },
    )


def report_of(visitor: Visitor, content: bytes, name: str = "barang.csv") -> str:
    answer = send(visitor, content, name=name)
    assert answer.status_code == 302, text_of(answer.text)
    return answer.location


def products_in(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Product)) or 0


def test_a_file_is_reported_before_anything_is_written(
    manager: Visitor, database: Database
) -> None:
    before = products_in(database)
    report = report_of(manager, DIRTY)
    assert "Garam" not in manager.see(report), "what is refused comes first"
    page = text_of(manager.see(f"{report}&status=all"))
    assert "Semua 3 Baru 1 Berubah 1 Sama 0 Ditolak 1" in page
    assert "2 Baru Garam G1 harga Rp3.000, stok awal 10 pcs senilai Rp20.000" in page
    assert "4 Ditolak Merica – Harga tidak boleh negatif: -1." in page
    assert "Ambil 2 baris yang baik" in page
    assert products_in(database) == before


def test_all_of_a_good_file_is_taken_and_the_file_is_gone(
    manager: Visitor, database: Database, tmp_path: Path
) -> None:
    before = products_in(database)
    report = report_of(manager, FILE)
    manager.submit(report)
    assert "1 baru dan 1 perubahan diambil" in text_of(manager.see("/imports/runs/1"))
    assert products_in(database) == before + 1
    assert list((tmp_path / "sent").iterdir()) == []
    manager.see(report, 404)


def test_a_dirty_file_is_taken_only_when_the_good_rows_are_asked_for(
    manager: Visitor, database: Database
) -> None:
    before = products_in(database)
    report = report_of(manager, DIRTY)
    manager.submit(report)
    assert "1 baris ditolak, jadi tidak ada yang diambil." in text_of(manager.see(report))
    assert products_in(database) == before
    manager.submit(report, {"only_good": "1"})
    assert products_in(database) == before + 1


def test_a_second_time_there_is_nothing_to_take(manager: Visitor) -> None:
    manager.submit(report_of(manager, FILE))
    page = text_of(manager.see(report_of(manager, FILE)))
    assert "Tidak ada yang perlu diambil." in page
    assert "Ambil semua" not in page


def test_rows_can_be_narrowed_to_one_outcome_and_paged(manager: Visitor) -> None:
    file = dirty_file(200)
    report = report_of(manager, file.as_xlsx(), "barang.xlsx")
    refused = manager.see(f"{report}&status=refused")
    counted = re.search(r"Ditolak (\d+)", text_of(refused))
    assert counted is not None
    assert f"dari {counted[1]}" in text_of(refused)
    assert "badge-good" not in refused
    assert "51–100 dari 200" in text_of(manager.see(f"{report}&status=all&page=2"))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "barang.csv", "File ini kosong"),
        (b"1;2;3\n", "barang.csv", "Baris judul tidak ditemukan"),
        (b"PK\x03\x04broken", "barang.xlsx", "bukan lembar kerja XLSX"),
        (b"", "", "Pilih filenya dulu"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    manager: Visitor, content: bytes, name: str, said: str
) -> None:
    answer = send(manager, content, name=name)
    assert answer.status_code == 422
    assert said in text_of(answer.text)


def test_the_shop_must_be_ones_own(manager: Visitor) -> None:
    assert send(manager, FILE, shop="LTM").status_code == 422
    assert send(manager, FILE, shop="").status_code == 422


def test_a_file_is_seen_only_by_who_sent_it(manager: Visitor, tmp_path: Path) -> None:
    report = report_of(manager, FILE)
    (sent,) = (tmp_path / "sent").iterdir()
    assert sent.stat().st_mode & 0o077 == 0
    sent.rename(sent.with_name("0" * 32 + sent.name[32:]))
    manager.see(report, 404)
    manager.see("/imports/products/..%2F..%2Fetc%2Fpasswd?shop=WSB", 404)


def test_files_nobody_took_are_thrown_away_after_a_day(manager: Visitor, tmp_path: Path) -> None:
    report = report_of(manager, FILE)
    (sent,) = (tmp_path / "sent").iterdir()
    os.utime(sent, (0, 0))
    report_of(manager, DIRTY)
    manager.see(report, 404)
