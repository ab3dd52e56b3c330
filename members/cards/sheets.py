"""Member cards to print and cut: ten of the size of a bank card on an A4 page. Values → PDF.

What is printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT = 85.6 * mm, 54 * mm
"""ISO/IEC 7810 ID-1, as a bank card."""
EDGE = 4 * mm
BAND = 9 * mm
MARK = 4 * mm
"""Length of a cut mark outside the grid."""
QR_SIDE = 20 * mm
PHOTO = 17 * mm
BAR_HEIGHT = 8 * mm
WIDEST_MODULE, NARROWEST_MODULE = 0.33 * mm, 0.19 * mm
"""Finer bars are not read off a cheap printer's paper; the QR code stands alone then."""
PLAIN, BOLD, CODE = "Helvetica", "Helvetica-Bold", "Courier-Bold"
GREEN = HexColor(0x0B4F3A)
SIZES = (11, 9.5, 8.5)
"""Of a name; the first in which it takes two lines at most."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on one member's card."""

    number: int
    name: str
    code: str
    """What its barcodes say."""
    photo: bytes | None = None


def cards_pdf(cards: Sequence[Card], coop: str, *, is_demo: bool) -> bytes:
    """A page for every ten cards, with marks to cut along; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A4, invariant=True, lang="id")
    canvas.setTitle("Kartu anggota")
    on_page = COLUMNS * ROWS
    for first in range(0, len(cards), on_page):
        _draw_marks(canvas)
        for place, card in enumerate(cards[first : first + on_page]):
            row, column = divmod(place, COLUMNS)
            canvas.saveState()
            canvas.translate(_left() + column * WIDTH, _bottom() + (ROWS - 1 - row) * HEIGHT)
            _draw_card(canvas, card, f"{coop} · CONTOH" if is_demo else coop)
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


def _draw_card(canvas: Canvas, card: Card, coop: str) -> None:
    """With the lower left corner of the card as the origin."""
    canvas.setFillColor(GREEN)
    canvas.rect(0, HEIGHT - BAND, WIDTH, BAND, stroke=0, fill=1)
    canvas.setFillGray(1)
    _fitted(canvas, coop, EDGE, HEIGHT - 6 * mm, (BOLD, 10), WIDTH - 2 * EDGE)
    canvas.setFillGray(0)
    _draw_qr(canvas, card.code)
    left = EDGE
    if card.photo is not None:
        _draw_photo(canvas, card.photo)
        left += PHOTO + 2.5 * mm
    _draw_name(canvas, card, left, WIDTH - EDGE - QR_SIDE - 2 * mm - left)
    _draw_bars(canvas, card.code)


def _draw_name(canvas: Canvas, card: Card, x: float, room: float) -> None:
    canvas.setFillGray(0.35)
    canvas.setFont(PLAIN, 6.5)
    canvas.drawString(x, HEIGHT - 13.5 * mm, "KARTU ANGGOTA")
    canvas.setFillGray(0)
    size = next((size for size in SIZES if len(simpleSplit(card.name, BOLD, size, room)) <= 2), 7)
    for place, line in enumerate(simpleSplit(card.name, BOLD, size, room)):
        y = HEIGHT - 18.5 * mm - place * size * 1.15
        _fitted(canvas, line, x, y, (BOLD, size), room)
    _fitted(canvas, f"No. {card.number}", x, HEIGHT - 29.5 * mm, (BOLD, 13), room)


def _draw_photo(canvas: Canvas, photo: bytes) -> None:
    picture = ImageReader(BytesIO(photo))
    canvas.drawImage(picture, EDGE, HEIGHT - BAND - 2 * mm - PHOTO, PHOTO, PHOTO)


def _draw_qr(canvas: Canvas, code: str) -> None:
    """On the right, with its white edge."""
    widget = QrCodeWidget(code, barLevel="M", barBorder=2)
    left, bottom, right, top = widget.getBounds()
    side = QR_SIDE
    drawing = Drawing(
        side, side, transform=[side / (right - left), 0, 0, side / (top - bottom), 0, 0]
    )
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, WIDTH - EDGE - side + 2 * mm, HEIGHT - BAND - 1.5 * mm - side)


def _draw_bars(canvas: Canvas, code: str) -> None:
    """At the foot, with the code below for an eye."""
    bars = Code128(code, barWidth=1, barHeight=BAR_HEIGHT, quiet=0, humanReadable=0)
    module = min(WIDEST_MODULE, (WIDTH - 2 * EDGE - 6 * mm) / bars.width)
    y = 7.5 * mm
    if module >= NARROWEST_MODULE:
        bars = Code128(code, barWidth=module, barHeight=BAR_HEIGHT, quiet=0, humanReadable=0)
        bars.drawOn(canvas, EDGE + 2 * mm, y)
    _fitted(canvas, code, EDGE + 2 * mm, y - 3.6 * mm, (CODE, 9), WIDTH - 2 * EDGE - 2 * mm)


def _fitted(
    canvas: Canvas, text: str, x: float, y: float, font: tuple[str, float], room: float
) -> None:
    """A line, smaller when it is too long."""
    name, size = font
    wide = stringWidth(text, name, size)
    canvas.setFont(name, size * min(1, room / wide) if wide else size)
    canvas.drawString(x, y, text)
