"""The receipt as a PDF, read back by poppler."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from pos.paper import Barcode, PaperLine, QrCode, Style, Text
from pos.paper_pdf import receipt_pdf
from pos.receipts import layout
from tests.support.paper import read_codes
from tests.support.qris import BILLED, STATIC
from tests.support.receipts import RECEIPT

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)


def poppler(tool: str, *arguments: str, document: bytes) -> bytes:
    return subprocess.run(
        [tool, *arguments], input=document, capture_output=True, check=True
    ).stdout


def drawn(document: bytes) -> Image.Image:
    """The page as dots of a thermal printer."""
    picture = poppler("pdftoppm", "-r", "203", "-png", "-singlefile", "-", document=document)
    return Image.open(BytesIO(picture)).convert("L")


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
def test_the_pdf_says_the_same_lines(columns: int) -> None:
    lines = layout(replace(RECEIPT, is_demo=True, clerk="Zoë"), columns)
    document = receipt_pdf(lines, columns)
    read = poppler("pdftotext", "-layout", "-", "-", document=document).decode().splitlines()
    said = [" ".join(line.split()) for line in read if line.strip()]
    assert said == [" ".join(line.text.split()) for line in lines if isinstance(line, Text)]


@pytest.mark.parametrize(("columns", "millimetres"), [(32, 58), (42, 80), (48, 80)])
def test_the_page_is_as_wide_as_the_roll_and_holds_everything(
    columns: int, millimetres: int
) -> None:
    document = receipt_pdf(layout(RECEIPT, columns), columns, "WSB-T1-A-000123")
    facts = poppler("pdfinfo", "-", document=document).decode()
    assert "Pages:           1" in facts
    assert "Title:           WSB-T1-A-000123" in facts
    page = drawn(document)
    assert page.width == pytest.approx(millimetres / 25.4 * 203, abs=1)
    assert read_codes(page) == ["WSB-T1-A-000123"]
    ink = page.point(lambda value: 255 - value).getbbox()
    assert ink is not None
    margins = (ink[0], ink[1], page.width - ink[2], page.height - ink[3])
    assert min(margins) >= 3 / 25.4 * 203, "nothing runs into the paper's edge"


@pytest.mark.parametrize("columns", [24, 32, 42, 48])
@pytest.mark.parametrize("payload", [STATIC, BILLED, "x" * 512], ids=["static", "bill", "longest"])
def test_the_qr_code_on_the_page_says_its_payload(payload: str, columns: int) -> None:
    code, number = QrCode(payload, "QRIS"), Barcode("WSB-T1-A-1")
    lines: list[PaperLine] = [Text("Bayar"), code, Text("Terima kasih"), number]
    page = drawn(receipt_pdf(lines, columns))
    assert read_codes(page) == [payload, "WSB-T1-A-1"]


def test_the_same_receipt_gives_the_same_bytes() -> None:
    lines = layout(RECEIPT, 32)
    assert receipt_pdf(lines, 32) == receipt_pdf(lines, 32)


def test_only_what_is_bold_is_bold() -> None:
    def ink(*styles: Style) -> int:
        document = receipt_pdf([Text("Mari belanja", style) for style in styles], 32)
        page = drawn(document)
        return sum(255 - value for value in page.tobytes())

    normal, bold = ink(Style.NORMAL), ink(Style.BOLD)
    assert bold > normal * 1.1
    assert ink(Style.BOLD, Style.NORMAL) == pytest.approx(normal + bold, rel=0.02)
