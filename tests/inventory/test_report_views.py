"""The pages of reports: asked by shop, day and category, and the same as PDF, CSV and XLSX."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from core.db import Database
from core.ids import ProductId, ShopId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory.facts import facts
from inventory.facts.facts import Facts
from inventory.models import Product
from inventory.reports.reports import REPORTS
from inventory.stock import Arrival, receive
from tests.support.sales import open_shift, sale, send
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World, today

DAYS = f"from={TODAY.isoformat()}&to={TODAY.isoformat()}"


@pytest.fixture
def world(database: Database, world: World) -> World:
    """Noodles and rice in Wonosobo, water in Lombok Timur; some noodles and rice are sold."""
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000), beras=(50, 600_000))
        water = Arrival(world.goods["air"].id, Quantity.of(10), Money(20_000))
        receive(session, [water], shop_id=ShopId(world.ltm.id), source="goods:1",
                booked_on=TODAY, description="", at=NOW)  # fmt: skip
        noodles = session.get_one(Product, world.goods["mie"].id)
        noodles.name, noodles.category = "=Mie goreng", "Makanan"
        facts.put(session, session.get_one(Product, world.goods["beras"].id),
                  Facts(is_local=True, village="Kalibeber"), at=NOW, by=None)  # fmt: skip
        sold = [(world.goods["mie"], 4_000, 3_500), (world.goods["beras"], 2_000, 14_000)]
        send(session, world, sale(world, open_shift(session, world), sold))
    return world


@pytest.fixture
def manager(visitor: Visitor, world: World) -> Visitor:
    """Of Wonosobo."""
    return visitor.sign_in(Role.MANAGER)


@pytest.fixture
def treasurer(visitor: Visitor, world: World) -> Visitor:
    """Of all shops."""
    return visitor.sign_in(Role.TREASURER)


def pdf_text(document: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=document, capture_output=True, check=True
    )
    return " ".join(said.stdout.decode().split())


def test_every_report_is_listed_with_what_it_answers(manager: Visitor) -> None:
    page = text_of(manager.see("/reports"))
    for report in REPORTS.values():
        assert str(report.title) in page
        assert str(report.about) in page
    manager.see("/reports/tiada", status=404)
    manager.see("/reports/margin/file.doc", status=404)


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_a_page_and_three_files(treasurer: Visitor, name: str) -> None:
    for way in (*REPORTS[name].ways, "tiada"):
        page = text_of(treasurer.see(f"/reports/{name}?{DAYS}&by={way}"))
        assert str(REPORTS[name].title) in page
    title = str(REPORTS[name].title)
    document = treasurer.client.get(f"/reports/{name}/file.pdf?{DAYS}").data
    assert title in pdf_text(document)
    book = treasurer.client.get(f"/reports/{name}/file.xlsx?{DAYS}").data
    assert load_workbook(io.BytesIO(book)).active is not None
    assert treasurer.client.get(f"/reports/{name}/file.csv?{DAYS}").status_code == 200


def test_one_answer_on_the_page_on_paper_and_in_a_spreadsheet(treasurer: Visitor) -> None:
    asked = f"{DAYS}&by=barang"
    page = text_of(treasurer.see(f"/reports/margin?{asked}"))
    assert "Dari penjualan Rp42.000 tersisa margin Rp6.800 (16,2%)." in page
    assert "Makanan 4 pcs Rp14.000 Rp11.200 Rp2.800 20%" in page
    assert "Jumlah Rp42.000 Rp35.200 Rp6.800 16,2%" in page
    paper = pdf_text(treasurer.client.get(f"/reports/margin/file.pdf?{asked}").data)
    assert "Dari penjualan Rp42.000 tersisa margin Rp6.800 (16,2%)." in paper
    assert "101 =Mie goreng Makanan 4 pcs 14.000 11.200 2.800 20" in paper
    assert "Jumlah 42.000 35.200 6.800 16,2" in paper
    book = load_workbook(
        io.BytesIO(treasurer.client.get(f"/reports/margin/file.xlsx?{asked}").data)
    )
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][5:] == ("Penjualan (Rp)", "Pokok (Rp)", "Margin (Rp)", "Margin (%)")
    assert ("101", "'=Mie goreng", "Makanan", 4, "pcs", 14_000, 11_200, 2_800, 20) in rows
    text = treasurer.client.get(f"/reports/margin/file.csv?{asked}").text
    assert "101;'=Mie goreng;Makanan;4;pcs;14000;11200;2800;20" in text


def test_a_report_is_of_the_shops_and_goods_asked_for(treasurer: Visitor) -> None:
    both = text_of(treasurer.see("/reports/nilai-stok"))
    assert "bernilai Rp696.800" in both
    assert "bernilai Rp20.000" in text_of(treasurer.see("/reports/nilai-stok?shop=LTM"))
    food = text_of(treasurer.see("/reports/nilai-stok?category=Makanan"))
    assert "bernilai Rp100.800" in food
    treasurer.see("/reports/nilai-stok?shop=XXX", status=422)
    found = text_of(treasurer.see("/reports/nilai-stok?q=beras"))
    assert "=Mie goreng" not in found
    assert "Rp576.000" in found
    assert "Tidak ada yang cocok" in text_of(treasurer.see("/reports/nilai-stok?q=tiada"))


def test_whoever_works_in_one_shop_sees_that_shop_only(manager: Visitor) -> None:
    assert "bernilai Rp676.800" in text_of(manager.see("/reports/nilai-stok"))
    manager.see("/reports/nilai-stok?shop=LTM", status=422)
    manager.see("/reports/nilai-stok/file.csv?shop=LTM", status=422)
    assert "Air" not in manager.client.get("/reports/nilai-stok/file.csv").text


def test_reports_are_for_those_who_may_see_stock(visitor: Visitor, world: World) -> None:
    visitor.sign_in(Role.CLERK)
    for path in ("/reports", "/reports/margin", "/reports/margin/file.pdf"):
        visitor.see(path, status=403)


def test_when_nothing_happened_a_sentence_says_so(treasurer: Visitor) -> None:
    days = f"from={TODAY - timedelta(days=9)}&to={TODAY - timedelta(days=5)}"
    for name, sentence in {
        "margin": "Tidak ada penjualan dalam masa ini.",
        "abc": "Tidak ada penjualan dalam masa ini.",
        "produk-lokal": "Tidak ada penjualan dalam masa ini.",
        "susut": "Tidak ada susut dalam masa ini.",
        "rak-kosong": "Tidak ada rak yang kosong dalam masa ini.",
        "mutasi": "Tidak ada barang yang bergerak dalam masa ini.",
        "penitip": "Tidak ada barang titipan yang terjual dalam masa ini.",
    }.items():
        assert sentence in text_of(treasurer.see(f"/reports/{name}?{days}"))
        paper = treasurer.client.get(f"/reports/{name}/file.pdf?{days}").data
        assert sentence in pdf_text(paper)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("from=2026-06-02&to=2026-06-01", "Tanggal sampai lebih awal"),
        ("from=2024-01-01&to=2026-01-01", "Paling lama satu tahun"),
        ("to=9999-12-31", "Pilih tanggal sampai hari ini"),
        ("from=0001-01-01", "Pilih tanggal sampai hari ini"),
        ("from=kemarin", "Tanggal ini tidak dapat dibaca"),
    ],
)
def test_days_that_cannot_be_are_refused_and_kept(treasurer: Visitor, days: str, said: str) -> None:
    page = treasurer.see(f"/reports/margin?{days}&q=beras", status=422)
    assert said in text_of(page)
    assert 'value="beras"' in page
    treasurer.see(f"/reports/margin/file.csv?{days}", status=422)


def test_local_goods_are_shown_beside_all(treasurer: Visitor) -> None:
    page = text_of(treasurer.see(f"/reports/produk-lokal?{DAYS}"))
    assert "Produk lokal terjual Rp28.000, yaitu 66,7% dari semua penjualan." in page
    goods = text_of(treasurer.see(f"/reports/produk-lokal?{DAYS}&by=barang"))
    assert "Kalibeber 2 kg Rp28.000" in goods


def test_without_days_a_report_is_about_the_last_thirty(treasurer: Visitor) -> None:
    first = (today() - timedelta(days=29)).strftime("%d/%m/%Y")
    assert f"{first} sampai {today().strftime('%d/%m/%Y')}" in treasurer.see("/reports/abc")


def test_a_long_report_is_paged_and_printed_whole(
    treasurer: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        goods = [
            Product(code=f"9{place:03d}", name=f"Barang {place:03d}", base_unit="pcs",
                    created_at=NOW, changed_at=NOW)
            for place in range(130)
        ]  # fmt: skip
        session.add_all(goods)
        session.flush()
        one_each = [Arrival(ProductId(one.id), Quantity.of(1), Money(1_000)) for one in goods]
        receive(session, one_each,
                shop_id=world.shop_id, source="goods:2", booked_on=TODAY, description="",
                at=NOW)  # fmt: skip
    assert "51–100 dari 133" in text_of(treasurer.see("/reports/nilai-stok?page=2"))
    assert "Barang 129" in text_of(treasurer.see("/reports/nilai-stok?page=3"))
    paper = pdf_text(treasurer.client.get("/reports/nilai-stok/file.pdf").data)
    assert all(f"Barang {place:03d}" in paper for place in range(130))
    assert "Halaman 1/4" in paper
    assert "Jumlah 826.800" in paper


@pytest.mark.parametrize(("name", "rupiah", "percent"), [("susut", 5, 1), ("penitip", 4, 1)])
def test_a_heading_on_paper_keeps_its_unit(
    treasurer: Visitor, name: str, rupiah: int, percent: int
) -> None:
    """Of a heading in three lines the last was left out, and with it what the numbers are."""
    paper = pdf_text(treasurer.client.get(f"/reports/{name}/file.pdf?{DAYS}").data)
    assert (paper.count("(Rp)"), paper.count("(%)")) == (rupiah, percent)
