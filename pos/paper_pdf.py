"""Lines of paper as a PDF page: as wide as the roll, as long as the receipt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.qr_codes import QUIET
from pos.paper import Barcode, Feed, PaperLine, QrCode, Rule, Style, Text

NARROW_COLUMNS = 35
"""Up to so many columns are shown on the 58 mm roll, more on the 80 mm roll."""
ROLLS = {True: (58 * mm, 48 * mm), False: (80 * mm, 72 * mm)}
"""Width of the narrow and the wide roll and of what is printed on it."""
MARGIN = 5 * mm
"""Empty paper above and below."""
ADVANCE = 0.602
"""Width of every character of the typeface, by its size."""
LEADING = 1.42
"""Height of a line, by the size of the typeface."""
BASELINE = 1.06
"""From the top of a line to its baseline, by the size of the typeface."""
EMBOLDEN = 0.06
"""Width of the outline that makes bold, by the size of the typeface."""
BARCODE_HEIGHT = 10 * mm
QUIET_MODULES = 10
WIDEST_MODULE = 0.375 * mm
WIDEST_SQUARE = 0.75 * mm


def receipt_pdf(lines: Iterable[PaperLine], columns: int, title: str = "") -> bytes:
    """One page that looks like the paper; the same lines give the same bytes."""
    lines = tuple(lines)
    roll, printed = ROLLS[columns <= NARROW_COLUMNS]
    size = printed / columns / ADVANCE
    length = sum(_height(line, size, printed) for line in lines) + 2 * MARGIN
    document = BytesIO()
    canvas = Canvas(document, pagesize=(roll, length), invariant=True, lang="id")
    canvas.setTitle(title)
    y = length - MARGIN
    for line in lines:
        _draw(canvas, line, ((roll - printed) / 2, y, printed), size)
        y -= _height(line, size, printed)
    canvas.save()
    return document.getvalue()


def _height(line: PaperLine, size: float, width: float) -> float:
    match line:
        case Text(style=Style.BIG):
            return 2 * size * LEADING
        case Feed(count):
            return count * size * LEADING
        case Barcode():
            return BARCODE_HEIGHT
        case QrCode():
            return _square(line, width) * (len(line.squares) + 2 * QUIET)
        case _:
            return size * LEADING


def _draw(canvas: Canvas, line: PaperLine, place: tuple[float, float, float], size: float) -> None:
    """Draw a line below the place (left edge, top, width)."""
    x, y, width = place
    match line:
        case Text(text, style):
            _draw_text(canvas, text, (x, y), size * (2 if style is Style.BIG else 1), style)
        case Rule():
            canvas.setLineWidth(size * EMBOLDEN)
            canvas.line(x, y - size * LEADING / 2, x + width, y - size * LEADING / 2)
        case Barcode():
            _draw_bars(canvas, line.modules, place)
        case QrCode():
            _draw_squares(canvas, line, place)


def _draw_text(
    canvas: Canvas, text: str, corner: tuple[float, float], size: float, style: Style
) -> None:
    canvas.saveState()
    drawn = canvas.beginText(corner[0], corner[1] - size * BASELINE)
    drawn.setFont(_typeface(), size)
    canvas.setLineWidth(size * EMBOLDEN)
    drawn.setTextRenderMode(0 if style is Style.NORMAL else 2)
    drawn.textOut(text.rstrip())
    canvas.drawText(drawn)
    canvas.restoreState()


def _draw_bars(canvas: Canvas, modules: str, place: tuple[float, float, float]) -> None:
    x, y, width = place
    module = min(WIDEST_MODULE, width / (len(modules) + 2 * QUIET_MODULES))
    x += (width - module * len(modules)) / 2
    for position, bar in enumerate(modules):
        if bar == "1":
            canvas.rect(x + position * module, y - BARCODE_HEIGHT, module, BARCODE_HEIGHT, 0, 1)


def _square(code: QrCode, width: float) -> float:
    """The side of one square of the code."""
    return min(WIDEST_SQUARE, width / (len(code.squares) + 2 * QUIET))


def _draw_squares(canvas: Canvas, code: QrCode, place: tuple[float, float, float]) -> None:
    """All as one shape, so that no hair of white stays between two black squares."""
    left, top, width = place
    side = _square(code, width)
    left += (width - side * len(code.squares)) / 2
    shape = canvas.beginPath()
    for y, row in enumerate(code.squares, 1 + QUIET):
        for x, square in enumerate(row):
            if square == "1":
                shape.rect(left + x * side, top - y * side, side, side)
    canvas.drawPath(shape, stroke=0, fill=1)


@cache
def _typeface() -> str:
    """The name of DejaVu Sans Mono, which python-barcode brings along."""
    file = resources.files("barcode") / "fonts/DejaVuSansMono.ttf"
    registerFont(TTFont("receipt", BytesIO(file.read_bytes())))
    return "receipt"
