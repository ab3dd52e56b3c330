"""An order as its supplier reads it: PDF, list, message."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from core.db import Database
from core.exports import xlsx_file
from core.money import ZERO, Money
from core.permissions import Role
from core.quantity import Quantity
from inventory.purchasing.files import order_list
from inventory.purchasing.order_sheets import (
    OrderSheet,
    SheetLine,
    message,
    message_link,
    sheet_pdf,
)
from tests.support.reorders import noodle_supplier
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, today

NOODLES = SheetLine(
    "101", "Mie goreng instan", "dus", "IG-40", "INDOMIE GRG 40'S", Quantity.of(5),
    Money(112_000), Money(560_000),
)  # fmt: skip
RICE = SheetLine(
    "201", "Beras <pandan> & wangi", "kg", "", "", Quantity(2_500), Money(12_000), Money(30_000)
)
SHEET = OrderSheet(
    number="WSB-PO-000001", coop="Koperasi Uji Bersama", shop="Toko Wonosobo",
    address="Jl. Contoh 1", supplier="CV Sumber Rejeki", phone="6281234567890",
    ordered_on=date(2026, 6, 1), expected_on=date(2026, 6, 4), note="antar pagi",
    lines=(NOODLES, RICE),
)  # fmt: skip
MESSAGE = """\
*Pesanan WSB-PO-000001*
Koperasi Uji Bersama, Toko Wonosobo
Jl. Contoh 1

1. INDOMIE GRG 40'S (IG-40): 5 dus
2. Beras <pandan> & wangi: 2,5 kg

Diharapkan datang 04/06/2026
Catatan: antar pagi
Terima kasih."""


def text_in(pdf: bytes) -> str:
    asked = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    return asked.stdout.decode()


needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)


def test_the_message_says_what_is_wanted_in_the_suppliers_words() -> None:
    assert message(SHEET) == MESSAGE
    assert message(replace(SHEET, mark="KONSEP")).startswith("*KONSEP*\n*Pesanan")


def test_the_link_carries_the_message_while_it_is_short() -> None:
    address, _question, said = message_link(SHEET).partition("?text=")
    assert (address, unquote(said)) == ("https://wa.me/6281234567890", MESSAGE)
    assert message_link(replace(SHEET, lines=(NOODLES,) * 200)) == address
    assert message_link(replace(SHEET, phone="")).startswith("https://wa.me/?text=")


@needs_pdftotext
def test_the_sheet_says_both_names_and_the_money() -> None:
    text = text_in(sheet_pdf(SHEET))
    for said in (
        "Pesanan WSB-PO-000001", "Kepada CV Sumber Rejeki", "diharapkan datang 04/06/2026",
        "Catatan: antar pagi", "IG-40", "INDOMIE GRG 40'S", "101 · Mie goreng instan", "5 dus",
        "Rp112.000", "Beras <pandan> & wangi", "2,5 kg", "Rp590.000", "Halaman 1",
    ):  # fmt: skip
        assert said in text
    assert "KONSEP" not in text


@needs_pdftotext
def test_a_sheet_without_prices_has_no_columns_for_them() -> None:
    unpriced = replace(NOODLES, price=ZERO, amount=ZERO)
    text = text_in(sheet_pdf(replace(SHEET, lines=(unpriced,), mark="CONTOH · KONSEP")))
    assert "Rp" not in text
    assert "Harga" not in text
    assert "CONTOH · KONSEP" in text


@needs_pdftotext
def test_five_hundred_lines_stand_on_many_pages_with_a_head_each() -> None:
    text = text_in(sheet_pdf(replace(SHEET, lines=(NOODLES,) * 500)))
    assert text.count("INDOMIE GRG 40'S") == 500
    pages = text.count("Halaman ")
    assert pages > 10
    assert text.count("Jumlah harga") in (pages, pages - 1), "the last may hold signatures alone"


def test_the_same_order_is_the_same_paper() -> None:
    assert sheet_pdf(SHEET) == sheet_pdf(SHEET)


def test_the_list_has_both_names_and_numbers_that_add_up() -> None:
    dangerous = replace(NOODLES, their_name="=1+1")
    book = load_workbook(io.BytesIO(xlsx_file(order_list(replace(SHEET, lines=(dangerous, RICE))))))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert rows[0] == ("IG-40", "'=1+1", "101", "Mie goreng instan", 5, "dus", 112_000, 560_000)
    assert rows[1][4] == 2.5


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        noodle_supplier(session, world, today())
    visitor.sign_in(Role.MANAGER)
    visitor.submit(
        "/orders/new",
        {"supplier": "1", "line-code": ["101 dus", "102 pcs"], "line-quantity": ["5", "24"],
         "line-price": ["112rb", ""], "do": "save"},
    )  # fmt: skip
    return visitor


def test_an_order_leads_to_its_message_its_sheet_and_its_list(manager: Visitor) -> None:
    page = manager.see("/orders/WSB-PO-000001")
    assert "1. INDOMIE GRG 40&#39;S (IG-40): 5 dus" in page
    assert "2. Air mineral 600 ml: 24 pcs" in page
    assert 'href="https://wa.me/6281234567890?text=%2AKONSEP%2A' in page
    sheet = manager.client.get("/orders/WSB-PO-000001/sheet.pdf")
    assert (sheet.status_code, sheet.mimetype) == (200, "application/pdf")
    assert sheet.data.startswith(b"%PDF")
    listed = manager.client.get("/orders/WSB-PO-000001/list.xlsx")
    assert 'filename="wsb-po-000001.xlsx"' in listed.headers["Content-Disposition"]
    manager.see("/orders/WSB-PO-000001/list.exe", 404)
    manager.submit("/orders/WSB-PO-000001/send")
    assert "KONSEP" not in manager.see("/orders/WSB-PO-000001")


def test_whoever_may_not_see_purchases_sees_no_sheet(manager: Visitor, visitor: Visitor) -> None:
    manager.submit("/sign-out")
    visitor.sign_in(Role.CLERK)
    for path in ("sheet.pdf", "list.xlsx"):
        visitor.see(f"/orders/WSB-PO-000001/{path}", 403)
    assert "Pesanan" not in text_of(visitor.see("/orders/WSB-PO-000001", 403))
