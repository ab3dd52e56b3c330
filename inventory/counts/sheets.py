"""Sheets to count on paper: the goods by category, with room to write. Values → PDF.

What is printed is Indonesian, as on receipts. What is expected is not on them: whoever counts must
count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
MARGIN = 15 * mm
ROW = 8 * mm
TOP = A4[1] - 34 * mm
"""Where the first row begins."""
ROWS = int((TOP - 22 * mm) / ROW)
"""On one page."""
NAME, UNIT, BOXES = MARGIN + 24 * mm, MARGIN + 106 * mm, MARGIN + 122 * mm
BOX = 19 * mm
NO_CATEGORY = "Tanpa kategori"


@dataclass(frozen=True, slots=True)
class Item:
    """Goods to count."""

    code: str
    name: str
    unit: str
    category: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands above every page."""

    coop: str
    shop: str
    number: str
    opened_on: str
    """As a day is written."""
    is_demo: bool


def sheets_pdf(sheet: Sheet, items: Sequence[Item]) -> bytes:
    """Pages to count on; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A4, invariant=True, lang="id")
    canvas.setTitle(f"Stok opname {sheet.number}")
    rows = list(_rows(items))
    pages = [rows[first : first + ROWS] for first in range(0, len(rows), ROWS)] or [[]]
    for number, page in enumerate(pages, 1):
        _draw_head(canvas, sheet, f"Halaman {number}/{len(pages)}")
        for place, row in enumerate(page):
            y = TOP - (place + 1) * ROW
            _draw_category(canvas, row, y) if isinstance(row, str) else _draw_item(canvas, row, y)
        _draw_foot(canvas)
        canvas.showPage()
    canvas.save()
    return document.getvalue()


def _rows(items: Sequence[Item]) -> Iterator[Item | str]:
    """The goods with a headline before those of each category."""
    category: str | None = None
    for item in items:
        if item.category != category:
            category = item.category
            yield category or NO_CATEGORY
        yield item


def _draw_head(canvas: Canvas, sheet: Sheet, page: str) -> None:
    canvas.setFont(BOLD, 14)
    canvas.drawString(MARGIN, A4[1] - 18 * mm, f"Stok opname {sheet.number}")
    canvas.setFont(PLAIN, 9)
    canvas.drawString(MARGIN, A4[1] - 23.5 * mm, f"{sheet.coop} · {sheet.shop} · {sheet.opened_on}")
    canvas.drawRightString(A4[0] - MARGIN, A4[1] - 18 * mm, page)
    if sheet.is_demo:
        canvas.setFont(BOLD, 11)
        canvas.drawRightString(A4[0] - MARGIN, A4[1] - 23.5 * mm, "CONTOH")
    canvas.setFont(BOLD, 8.5)
    y = TOP + 1.5 * mm
    for x, word in ((MARGIN, "Kode"), (NAME, "Barang"), (UNIT, "Satuan")):
        canvas.drawString(x, y, word)
    for place, word in enumerate(("Rak", "Gudang", "Jumlah")):
        canvas.drawString(BOXES + place * (BOX + 1 * mm) + 1 * mm, y, word)
    canvas.line(MARGIN, TOP, A4[0] - MARGIN, TOP)


def _draw_category(canvas: Canvas, name: str, y: float) -> None:
    canvas.setFillGray(0.92)
    canvas.rect(MARGIN, y + 0.5 * mm, A4[0] - 2 * MARGIN, ROW - 1 * mm, 0, 1)
    canvas.setFillGray(0)
    _fitted(canvas, name, MARGIN + 1.5 * mm, y + 2.6 * mm, (BOLD, 10), 160 * mm)


def _draw_item(canvas: Canvas, item: Item, y: float) -> None:
    line = y + 2.6 * mm
    _fitted(canvas, item.code, MARGIN, line, (PLAIN, 9.5), NAME - MARGIN - 2 * mm)
    _fitted(canvas, item.name, NAME, line, (PLAIN, 9.5), UNIT - NAME - 2 * mm)
    _fitted(canvas, item.unit, UNIT, line, (PLAIN, 9.5), BOXES - UNIT - 2 * mm)
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.5)
    for place in range(3):
        canvas.rect(BOXES + place * (BOX + 1 * mm), y + 0.8 * mm, BOX, ROW - 1.6 * mm)
    canvas.setStrokeGray(0)


def _draw_foot(canvas: Canvas) -> None:
    canvas.setFont(PLAIN, 9)
    canvas.drawString(MARGIN, 13 * mm, "Dihitung oleh: ______________________")
    canvas.drawString(A4[0] / 2, 13 * mm, "Tanggal dan jam: ______________________")


def _fitted(
    canvas: Canvas, text: str, x: float, y: float, font: tuple[str, float], room: float
) -> None:
    """A line of text, cut off where it does not fit."""
    name, size = font
    while text and stringWidth(text, name, size) > room:
        text = text[:-2].rstrip() + "…"
    canvas.setFont(name, size)
    canvas.drawString(x, y, text)
