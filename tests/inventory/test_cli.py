"""The commands of goods, as typed in a shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from core.db import Database
from core.ids import OperatorId, new_id
from core.operators import by_login
from core.permissions import Role
from core.shops import shop_by_code
from inventory.counts.counts import NewCount, open_count
from inventory.counts.models import CountLine, ScopeKind
from inventory.importing.models import RunKind
from inventory.models import Product
from tests.support.world import NOW, PEOPLE, make_coop
from wsgi import cli

FILE = (
    "kode;nama;satuan;harga;stok;harga beli\n"
    "G1;Garam;bungkus;3.000;10;2.000\n"
    "101;Mie goreng instan;pcs;3.600;;\n"
    ";Merica;bungkus;-1;;\n"
)


@pytest.fixture
def shell(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder to run commands in, on the co-op of the tests."""
    url = database.writer.url.render_as_string(hide_password=False)
    monkeypatch.setenv("LUMBUNG_DATABASE_URL", url)
    monkeypatch.setenv("LUMBUNG_DATA", str(tmp_path))
    with database.transaction() as session:
        make_coop(session)
    (tmp_path / "barang.csv").write_text(FILE)
    return tmp_path


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == status, (result.output, result.exception)
    return result


def products_in(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Product)) or 0


def active_products_in(database: Database) -> int:
    with database.reading() as session:
        wanted = select(func.count()).select_from(Product).where(Product.active)
        return session.scalar(wanted) or 0


def importing(folder: Path, *options: str, status: int = 0) -> dict[str, Any]:
    path = str(folder / "barang.csv")
    answer = run("import", "products", path, "--json", *options, status=status)
    return dict(json.loads(answer.stdout))


def test_a_dry_run_reports_and_writes_nothing(shell: Path, database: Database) -> None:
    before = products_in(database)
    report = importing(shell, "--shop", "wsb", "--dry-run", status=1)
    assert report["taken"] is False
    assert report["counts"] == {"new": 1, "changed": 1, "same": 0, "refused": 1, "unpriced": 0}
    assert report["rows"][2]["sentence"] == "Harga tidak boleh negatif: -1."
    assert products_in(database) == before


def test_a_refused_row_stops_everything(shell: Path, database: Database) -> None:
    before = products_in(database)
    assert importing(shell, "--shop", "WSB", status=1)["taken"] is False
    assert products_in(database) == before


def test_good_rows_can_be_taken_and_a_second_time_changes_nothing(
    shell: Path, database: Database
) -> None:
    before = products_in(database)
    assert importing(shell, "--shop", "WSB", "--only-good")["taken"] is True
    assert products_in(database) == before + 1
    again = importing(shell, "--shop", "WSB", "--only-good")
    assert again["counts"]["same"] == 2


def test_the_report_is_readable(shell: Path) -> None:
    output = run("import", "products", str(shell / "barang.csv"), "--shop", "WSB", status=1).output
    assert "2  baru     G1 · Garam · harga Rp3.000 · stok awal 10 bungkus" in output
    assert "3  berubah  101 · Mie goreng instan · harga Rp3.500 → Rp3.600" in output
    assert "4  DITOLAK  Merica · Harga tidak boleh negatif: -1." in output
    assert "1 baru, 1 berubah, 0 sama, 1 ditolak; 0 belum ada harga." in output
    assert "Belum ada yang disimpan." in output


@pytest.mark.parametrize(
    ("options", "said"),
    [((), "Pilih toko pemilik stok itu."), (("--shop", "XYZ"), "Tidak ada toko dengan kode XYZ.")],
)
def test_stock_needs_to_know_its_shop(shell: Path, options: tuple[str, ...], said: str) -> None:
    result = run("import", "products", str(shell / "barang.csv"), *options, status=2)
    assert said in result.output


def test_a_file_that_is_none_is_refused_in_a_sentence(shell: Path) -> None:
    (shell / "kosong.csv").write_text("\n\n")
    result = run("import", "products", str(shell / "kosong.csv"), status=2)
    assert result.output.strip() == "File ini kosong."


def test_an_import_can_be_taken_back_from_the_shell(shell: Path, database: Database) -> None:
    before = active_products_in(database)
    output = run("import", "products", str(shell / "barang.csv"), "--shop", "WSB", "--only-good")
    assert "Batalkan dengan: lumbung import undo 1" in output.output
    assert active_products_in(database) == before + 1
    assert run("import", "undo").output == "Impor 1 dibatalkan.\n"
    assert active_products_in(database) == before
    assert "Tidak ada impor" in run("import", "undo", status=2).output


@pytest.mark.parametrize(
    ("kind", "content", "counts"),
    [
        ("suppliers", "nama\nUD Makmur\n", (1, 0)),
        ("prices", "kode;harga\n101;3600\n", (0, 1)),
        ("opening", "kode;jumlah;toko\n101;3;WSB\n", (1, 0)),
    ],
)
def test_every_kind_has_its_command(
    shell: Path, kind: str, content: str, counts: tuple[int, int]
) -> None:
    path = shell / "berkas.csv"
    path.write_text(content)
    tried = json.loads(run("import", kind, str(path), "--dry-run", "--json").stdout)
    assert (tried["taken"], tried["run"]) == (False, None)
    taken = json.loads(run("import", kind, str(path), "--json").stdout)
    assert (taken["run"], taken["counts"]["new"], taken["counts"]["changed"]) == (1, *counts)
    again = json.loads(run("import", kind, str(path), "--json").stdout)
    assert (again["taken_before"], again["run"], again["counts"]["same"]) == (1, None, 1)


def test_a_count_needs_its_number_and_a_person(shell: Path, database: Database) -> None:
    path = shell / "hitungan.csv"
    path.write_text("kode;hitungan\n101;7\n")
    assert "--count" in run("import", "counts", str(path), status=2).output
    with database.transaction() as session:
        clerk = by_login(session, PEOPLE[Role.CLERK][0])
        assert clerk is not None
        new = NewCount(new_id(), ScopeKind.ALL)
        shop = shop_by_code(session, "WSB")
        open_count(session, shop, new, at=NOW, by=OperatorId(clerk.id))
    options = ("--count", "WSB-SO-000001", "--counted-at", "01/06/2026 09:00")
    assert "siapa" in run("import", "counts", str(path), *options, status=2).output
    run("import", "counts", str(path), *options, "--by", PEOPLE[Role.CLERK][0])
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(CountLine)) == 1


@pytest.mark.parametrize("kind", list(RunKind))
def test_a_file_to_fill_in_is_written(shell: Path, kind: RunKind) -> None:
    path = shell / "contoh.xlsx"
    assert run("import", "template", kind.value, str(path)).output.strip() == str(path)
    assert path.read_bytes().startswith(b"PK")
    run("import", "template", kind.value, str(shell / "contoh.txt"), status=2)


def test_gtin_explains_and_refuses() -> None:
    result = run("gtin", "8995522000015", "8995522000016", "2200123007506", status=1)
    assert "8995522000015: EAN-13" in result.output
    assert "bentuk 14 angka: 08995522000015" in result.output
    assert "terdaftar di: Indonesia" in result.output
    assert "kode dus (ITF-14): 18995522000012" in result.output
    assert "8995522000016: Angka terakhir 8995522000016 salah: seharusnya 5" in result.output
    assert "berat: 0,75 kg" in result.output


def test_gtin_in_json() -> None:
    result = run("gtin", "--json", "2100123150007", "18995522000012", "012345678905")
    price, carton, upc = json.loads(result.stdout)
    assert (price["item"], price["price"], price["weight_grams"]) == ("00123", 15_000, None)
    assert (carton["kind"], carton["piece"]) == ("ITF-14", "8995522000015")
    assert (upc["kind"], upc["gtin14"], upc["country"]) == ("UPC-A", "00012345678905", "US")


def test_gtin_reads_the_labels_of_another_scale() -> None:
    result = run("gtin", "--json", "--layout", "27IIIIIIWWWWC", "2700012307506", status=1)
    assert "seharusnya" in json.loads(result.stdout)[0]["refusal"]
    result = run("gtin", "--json", "--layout", "27IIIIIIWWWWC", "2700012307507")
    assert json.loads(result.stdout)[0]["weight_grams"] == 750
    assert "Susunan kode timbangan" in run("gtin", "--layout", "99", "1", status=2).output
