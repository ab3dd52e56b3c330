"""Files through the pages: every kind, what may be seen by whom, progress, taking back."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_babel import force_locale
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from core.db import Database
from core.exports import csv_file
from core.ids import new_id
from core.money import Money
from core.permissions import Role
from core.progress import BOARD, Board
from core.tables import read_table
from inventory.counts import counts
from inventory.counts.counts import NewCount
from inventory.counts.models import ScopeKind
from inventory.importing.columns import read_columns
from inventory.importing.kinds import KINDS
from inventory.importing.models import RunKind
from inventory.importing.samples import sample_sheet
from inventory.suppliers import suppliers
from inventory.suppliers.suppliers import Learned
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World

SUPPLIERS = b"nama;telepon;tempo\nUD Makmur;0811;14\nUD Jaya;0822;\n"
PRICES = b"kode;harga\n101;3600\n102;4100\n"
OPENING = b"kode;jumlah;harga beli\n101;10;2750\n"
COUNTED = b"kode;hitungan;rak\n101;7;A\n"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def send(visitor: Visitor, kind: str, content: bytes, **chosen: str) -> TestResponse:
    return visitor.client.post(
        f"/imports/{kind}",
        data={
            "csrf_token": visitor.csrf_token(),
            "file": (io.BytesIO(content), "berkas.csv"),
            **chosen,
        },
    )


def taken(visitor: Visitor, kind: str, content: bytes, **chosen: str) -> str:
    """The page of the run that a file became."""
    answer = send(visitor, kind, content, **chosen)
    assert answer.status_code == 302, text_of(answer.text)
    return visitor.submit(answer.location).location


@pytest.mark.parametrize(
    ("kind", "content", "chosen", "said"),
    [
        ("suppliers", SUPPLIERS, {}, "2 Baru UD Makmur"),
        ("prices", PRICES, {"shop": "semua"}, "harga Rp3.500 → Rp3.600"),
        ("prices", PRICES, {"shop": "WSB"}, "Baru Mie goreng instan (pcs) 101 harga Rp3.600, WSB"),
        ("opening", OPENING, {"shop": "WSB"}, "stok awal 10 pcs senilai Rp27.500"),
    ],
)
def test_a_file_of_every_kind_is_reported_then_taken(
    manager: Visitor, kind: str, content: bytes, chosen: dict[str, str], said: str
) -> None:
    answer = send(manager, kind, content, **chosen)
    assert said in text_of(manager.see(answer.location))
    run = manager.submit(answer.location).location
    page = text_of(manager.see(run))
    assert "Impor nomor 1 Diambil" in page
    assert "berkas.csv" in page
    manager.see(answer.location, 404)


def test_the_same_file_is_known_again(manager: Visitor) -> None:
    taken(manager, "suppliers", SUPPLIERS)
    page = text_of(manager.see(send(manager, "suppliers", SUPPLIERS).location))
    assert "File yang sama sudah diambil" in page
    assert "Lihat impor nomor 1" in page
    assert "Tidak ada yang perlu diambil." in page


def test_a_sheet_is_filled_into_a_count(manager: Visitor, database: Database, world: World) -> None:
    assert "Tidak ada stok opname" in text_of(manager.see("/imports/counts"))
    with database.transaction() as session:
        new = NewCount(new_id(), ScopeKind.ALL)
        by = world.operator_id(Role.CLERK)
        number = counts.open_count(session, world.wsb, new, at=NOW, by=by).number
    assert number in manager.see("/imports/counts")
    empty = manager.client.get(f"/imports/counts/contoh.xlsx?count={number}")
    rows = list(load_workbook(io.BytesIO(empty.data)).worksheets[0].values)
    assert rows[0][:4] == ("kode", "nama", "satuan", "hitungan")
    assert ("101", "Mie goreng instan", "pcs") in [row[:3] for row in rows]
    assert send(manager, "counts", COUNTED).status_code == 422, "no count was chosen"
    late = send(manager, "counts", COUNTED, count=number, counted_at="2099-01-01T08:00")
    assert "belum tiba" in text_of(late.text)
    run = taken(manager, "counts", COUNTED, count=number, counted_at="2026-06-01T08:00")
    assert number in text_of(manager.see(run))
    again = send(manager, "counts", COUNTED, count=number, counted_at="2026-06-01T08:00")
    assert "sudah masuk hitungan" in text_of(manager.see(again.location, 422))


@pytest.mark.parametrize("kind", list(RunKind))
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_kind_has_a_file_to_fill_in_that_we_can_read(
    manager: Visitor, kind: RunKind, ending: str
) -> None:
    answer = manager.client.get(f"/imports/{kind.value}/contoh.{ending}")
    table = read_table(f"contoh.{ending}", answer.data)
    assert read_columns(table, KINDS[kind].vocabulary).ignored == ()


@pytest.mark.parametrize("kind", list(RunKind))
def test_the_file_to_fill_in_is_read_in_english_too(app: Flask, kind: RunKind) -> None:
    with app.test_request_context(), force_locale("en"):
        table = read_table("sample.csv", csv_file(sample_sheet(KINDS[kind])))
    assert read_columns(table, KINDS[kind].vocabulary).ignored == ()


def test_what_was_taken_is_listed_and_taken_back(manager: Visitor, database: Database) -> None:
    taken(manager, "prices", PRICES, shop="semua")
    run = taken(manager, "suppliers", SUPPLIERS)
    page = text_of(manager.see("/imports"))
    assert page.index("2 Pemasok") < page.index("1 Harga")
    assert "berkas.csv" not in text_of(manager.see("/imports?q=lain"))
    assert "1 Harga" not in text_of(manager.see("/imports?kind=suppliers"))
    assert "Batalkan impor ini" in manager.see(run)
    manager.submit(f"{urlsplit(run).path}/undo")
    assert "Impor nomor 2 Dibatalkan" in text_of(manager.see(run))
    with database.reading() as session:
        assert not suppliers.by_number(session, 1).active
    manager.submit(f"{urlsplit(run).path}/undo", status=409)


def test_what_stands_in_the_way_is_listed(
    manager: Visitor, database: Database, world: World
) -> None:
    run = taken(manager, "suppliers", SUPPLIERS)
    with database.transaction() as session:
        used = suppliers.by_number(session, 2)
        learned = [Learned(world.goods["mie"].pack_id, Money(3_000))]
        suppliers.learn(session, used.id, learned, on=TODAY)
    page = text_of(manager.see(run))
    assert "3 UD Jaya sudah dipakai: barang pemasok" in page
    assert "Batalkan impor ini" not in page
    answer = manager.submit(f"{urlsplit(run).path}/undo", status=409)
    assert "Baris 3: UD Jaya sudah dipakai" in text_of(answer.text)


def test_who_may_not_change_prices_takes_no_prices(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    visitor.see("/imports")
    visitor.see("/imports/opening")
    visitor.see("/imports/prices", 403)
    visitor.see("/imports/nothing", 404)


def test_clerks_see_nothing_of_it(visitor: Visitor) -> None:
    visitor.sign_in(Role.CLERK)
    for path in ("/imports", "/imports/counts", "/imports/runs/1"):
        visitor.see(path, 403)


def test_progress_is_told_while_a_file_is_taken(manager: Visitor) -> None:
    answer = send(manager, "suppliers", SUPPLIERS)
    path = urlsplit(answer.location).path
    assert manager.client.get(f"{path}/progress").json == {"percent": None}


def test_a_board_knows_only_what_goes_on() -> None:
    board = Board()
    with board.following("a") as tell:
        tell(3, 12)
        assert (board.percent("a"), board.percent("b")) == (25, None)
    assert board.percent("a") is None
    assert BOARD.percent("a") is None
