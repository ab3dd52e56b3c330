"""Sheets of vouchers to print and cut: ten on an A4 page. Values → PDF.

What is printed on them is Indonesian, as on receipts; it says what a buyer must know before she
uses one: once, no change, no cash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.format import rupiah
from core.money import Money
from pos.paper import Barcode

COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT = 95 * mm, 54 * mm
"""Of one voucher."""
PADDING = 5 * mm
MARK = 4 * mm
"""Length of a cut mark outside the grid."""
BAR_HEIGHT = 10 * mm
BARS = 52 * mm
"""Room for the bars and their quiet zones."""
QUIET_MODULES = 10
WIDEST_MODULE = 0.33 * mm
SMALLEST = 5.0
BOLD, PLAIN, CODE = "Helvetica-Bold", "Helvetica", "Courier-Bold"
GREY, PALE = 0.35, 0.9
TERMS = (
    "Sekali pakai, di semua toko kami. Tidak ada kembalian: sisanya hangus.",
    "Tidak dapat diuangkan. Jaga seperti uang; yang hilang tidak diganti.",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on one voucher."""

    serial: int
    code: str
    shown: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on all vouchers of a batch."""

    coop: str
    purpose: str
    face: Money
    valid_until: str
    """As a day is written."""
    of: int
    """Pieces in the batch."""
    is_demo: bool


def sheets_pdf(sheet: Sheet, vouchers: Sequence[Printed]) -> bytes:
    """A page for every ten vouchers, with marks to cut along; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A4, invariant=True, lang="id")
    canvas.setTitle(f"Voucher {sheet.purpose}")
    on_page = COLUMNS * ROWS
    for first in range(0, len(vouchers), on_page):
        _draw_marks(canvas)
        for place, voucher in enumerate(vouchers[first : first + on_page]):
            row, column = divmod(place, COLUMNS)
            canvas.saveState()
            canvas.translate(_left() + column * WIDTH, _bottom() + (ROWS - 1 - row) * HEIGHT)
            _draw_voucher(canvas, sheet, voucher)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return document.getvalue()


def _left() -> float:
    return (A4[0] - COLUMNS * WIDTH) / 2


def _bottom() -> float:
    return (A4[1] - ROWS * HEIGHT) / 2


def _draw_marks(canvas: Canvas) -> None:
    """Short lines in the margins, where a knife begins and ends."""
    canvas.setLineWidth(0.4)
    top, right = _bottom() + ROWS * HEIGHT, _left() + COLUMNS * WIDTH
    for column in range(COLUMNS + 1):
        x = _left() + column * WIDTH
        canvas.line(x, top + 1 * mm, x, top + 1 * mm + MARK)
        canvas.line(x, _bottom() - 1 * mm, x, _bottom() - 1 * mm - MARK)
    for row in range(ROWS + 1):
        y = _bottom() + row * HEIGHT
        canvas.line(_left() - 1 * mm, y, _left() - 1 * mm - MARK, y)
        canvas.line(right + 1 * mm, y, right + 1 * mm + MARK, y)


def _draw_voucher(canvas: Canvas, sheet: Sheet, voucher: Printed) -> None:
    """With the lower left corner of the voucher as the origin."""
    if sheet.is_demo:
        _draw_example(canvas)
    canvas.setStrokeGray(0.7)
    canvas.setLineWidth(0.5)
    canvas.roundRect(2 * mm, 2 * mm, WIDTH - 4 * mm, HEIGHT - 4 * mm, 2 * mm)
    _draw_head(canvas, sheet, voucher)
    _draw_worth(canvas, sheet)
    _draw_bars(canvas, voucher)
    canvas.setFillGray(GREY)
    for line, sentence in enumerate(reversed(TERMS)):
        _fitted(canvas, sentence, PADDING, (4.6 + line * 2.5) * mm, (PLAIN, 6.2))
    canvas.setFillGray(0)


def _draw_head(canvas: Canvas, sheet: Sheet, voucher: Printed) -> None:
    number = f"No. {voucher.serial}/{sheet.of}"
    canvas.setFillGray(GREY)
    canvas.setFont(PLAIN, 7)
    canvas.drawRightString(WIDTH - PADDING, HEIGHT - 8 * mm, number)
    canvas.setFillGray(0)
    room = WIDTH - 2 * PADDING - stringWidth(number, PLAIN, 7) - 3 * mm
    _fitted(canvas, sheet.coop, PADDING, HEIGHT - 8 * mm, (BOLD, 9), room)


def _draw_worth(canvas: Canvas, sheet: Sheet) -> None:
    """What it is worth and for what on the left, until when on the right."""
    canvas.setFillGray(GREY)
    canvas.setFont(PLAIN, 7)
    canvas.drawString(PADDING, HEIGHT - 13 * mm, "VOUCHER BELANJA")
    canvas.drawRightString(WIDTH - PADDING, HEIGHT - 13 * mm, "Berlaku sampai")
    canvas.setFillGray(0)
    worth = rupiah(sheet.face)
    _fitted(canvas, worth, PADDING, HEIGHT - 21.5 * mm, (BOLD, 24), 52 * mm)
    canvas.setFont(BOLD, 11)
    canvas.drawRightString(WIDTH - PADDING, HEIGHT - 18 * mm, sheet.valid_until)
    _fitted(canvas, sheet.purpose, PADDING, HEIGHT - 26 * mm, (PLAIN, 8.5))


def _draw_bars(canvas: Canvas, voucher: Printed) -> None:
    """The code for a scanner, and for an eye beside it."""
    modules = Barcode(voucher.code).modules
    module = min(WIDEST_MODULE, BARS / (len(modules) + 2 * QUIET_MODULES))
    x, y = PADDING + 1 * mm, 11.5 * mm
    for position, bar in enumerate(modules):
        if bar == "1":
            canvas.rect(x + position * module, y, module, BAR_HEIGHT, 0, 1)
    canvas.setFillGray(GREY)
    canvas.setFont(PLAIN, 7)
    canvas.drawRightString(WIDTH - PADDING, y + BAR_HEIGHT - 2.5 * mm, "Kode")
    canvas.setFillGray(0)
    canvas.setFont(CODE, 13)
    canvas.drawRightString(WIDTH - PADDING, y + 1.5 * mm, voucher.shown)


def _draw_example(canvas: Canvas) -> None:
    """Behind everything else, so that nobody takes it for money."""
    canvas.saveState()
    canvas.setFillGray(PALE)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(24)
    canvas.setFont(BOLD, 46)
    canvas.drawCentredString(0, -12, "CONTOH")
    canvas.restoreState()


def _fitted(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    font: tuple[str, float],
    room: float = WIDTH - 2 * PADDING,
) -> None:
    """A line of text, smaller when it needs it, and cut off when it still does not fit."""
    name, size = font
    wide = stringWidth(text, name, size)
    size = max(SMALLEST, size * min(1, room / wide)) if wide else size
    while text and stringWidth(text, name, size) > room + 0.1:
        text = text[:-2].rstrip() + "…"
    canvas.setFont(name, size)
    canvas.drawString(x, y, text)
