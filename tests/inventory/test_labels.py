"""Labels: bars that an independent reader understands, on paper and in their places."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.money import Money
from core.quantity import Quantity
from inventory.labels.codes import modules
from inventory.labels.layout import STOCKS, Label, Paper, Use, places
from inventory.labels.sheets import labels_pdf
from tests.support.paper import read_codes

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)

MIE = Label(
    "Mie goreng instan", "dus", Money(132_000), "pcs", Quantity.of(40), "18995522000012",
    Money(128_000),
)  # fmt: skip
PIECE = Label("Mie goreng instan", "pcs", Money(3_500), "pcs", Quantity.of(1), "8995522000015")


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "label.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return " ".join(said.stdout.decode().split())


def pictures_of(pdf: bytes, folder: Path) -> list[Image.Image]:
    path = folder / "label.pdf"
    path.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "203", "-png", path, folder / "page"], check=True)
    return [Image.open(BytesIO(page.read_bytes())) for page in sorted(folder.glob("page*.png"))]


def drawn(pattern: str) -> Image.Image:
    picture = Image.new("L", ((len(pattern) + 40) * 3, 120), 255)
    for place, bar in enumerate(pattern):
        if bar == "1":
            picture.paste(0, ((place + 20) * 3, 10, (place + 21) * 3, 110))
    return picture


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("8995522000015", "8995522000015"),
        ("036000291452", "0036000291452"),
        ("96385074", "96385074"),
        ("18995522000012", "18995522000012"),
        ("101", "101"),
        ("A-9/X", "A-9/X"),
    ],
)
def test_a_code_is_read_back_from_its_bars(code: str, read: str) -> None:
    assert read_codes(drawn(modules(code))) == [read]


def test_a_code_that_has_no_bars_has_none() -> None:
    assert modules("") == modules("kopi ☕") == ""


def test_a_label_says_what_a_base_unit_costs_where_that_is_another_price() -> None:
    assert MIE.unit_price == "Rp3.300 / pcs"
    assert MIE.beneath == "Anggota Rp128.000 · Rp3.300 / pcs"
    assert PIECE.beneath == ""


def test_an_ons_is_priced_by_the_kilogram_too() -> None:
    ons = Label("Cabai", "ons", Money(4_500), "kg", Quantity(100))
    assert ons.unit_price == "Rp45.000 / kg"


@given(st.sampled_from(tuple(Paper)), st.integers(1, 24), st.integers(0, 80))
def test_labels_never_overlap_and_never_leave_the_page(
    paper: Paper, first: int, count: int
) -> None:
    stock = STOCKS[paper]
    found = list(places(stock, count, first))
    assert len(set(found)) == count
    assert all(0 <= place.x <= stock.page[0] - stock.label[0] for place in found)
    assert all(0 <= place.y <= stock.page[1] - stock.label[1] for place in found)


def test_a_sheet_begun_is_used_on() -> None:
    first, second = places(STOCKS[Paper.SHEET], 2, first=24)
    assert (first.page, first.x, first.y) == (0, 140_000, 0)
    assert (second.page, second.x, second.y) == (1, 0, 259_875)


@needs_poppler
@pytest.mark.parametrize("use", Use)
@pytest.mark.parametrize("paper", Paper)
def test_every_label_is_read_off_the_printed_paper(paper: Paper, use: Use, tmp_path: Path) -> None:
    pdf = labels_pdf([PIECE, MIE], paper, use)
    pages = pictures_of(pdf, tmp_path)
    assert len(pages) == (1 if paper is Paper.SHEET else 2)
    assert {code for page in pages for code in read_codes(page)} == {PIECE.code, MIE.code}
    said = text_of(pdf, tmp_path)
    assert all(text in said for text in ("Rp3.500", "/ pcs", "Rp132.000", "/ dus"))
    assert "Anggota Rp128.000 · Rp3.300 / pcs" in said
    assert "8995522000015" in said


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=90), st.text(max_size=40))
def test_any_name_and_code_fits_somehow(name: str, code: str) -> None:
    odd = Label(name, "bungkus", Money(999_999_999), "gram", Quantity(1), code)
    assert labels_pdf([odd] * 2, Paper.ROLL, Use.SHELF).startswith(b"%PDF")


def test_the_same_labels_give_the_same_bytes() -> None:
    assert labels_pdf([PIECE], Paper.SHEET, Use.SHELF) == labels_pdf(
        [PIECE], Paper.SHEET, Use.SHELF
    )
