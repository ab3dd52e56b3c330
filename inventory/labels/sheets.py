"""Labels as a PDF: 24 on an A4 page, or one to a piece of 58 mm roll. Values → PDF.

What stands on them is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.format import rupiah
from inventory.labels.codes import QUIET_MODULES, modules
from inventory.labels.layout import STOCKS, Label, Paper, Stock, Use, places

BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
PRICE_SIZE = {Use.SHELF: 22.0, Use.GOODS: 13.0}
BAR_HEIGHT = {Use.SHELF: 6.5 * mm, Use.GOODS: 9.5 * mm}
CODE_LINE = 2.6 * mm
"""Height of the digits under the bars."""
NAME_SIZE, NAME_LEADING, NAME_LINES = 8.5, 3.4 * mm, 2
SMALL = 7.0
WIDEST_MODULE = 0.33 * mm
NARROWEST_MODULE = 0.19 * mm
"""Finer bars are not read off a cheap printer's paper; the digits stand alone then."""
CUT_GREY = 0.8


def labels_pdf(labels: Sequence[Label], paper: Paper, use: Use, first: int = 1) -> bytes:
    """All labels in their order, from a place on the first page; same values, same bytes."""
    stock = STOCKS[paper]
    document = BytesIO()
    canvas = Canvas(document, pagesize=_points(stock.page), invariant=True, lang="id")
    canvas.setTitle("Label harga")
    page = 0
    for label, place in zip(labels, places(stock, len(labels), first), strict=True):
        if place.page != page:
            canvas.showPage()
            page = place.page
        canvas.saveState()
        canvas.translate(*_points((place.x, place.y)))
        _draw(canvas, label, stock, use)
        canvas.restoreState()
    canvas.save()
    return document.getvalue()


def _points(size: tuple[int, int]) -> tuple[float, float]:
    return size[0] * mm / 1000, size[1] * mm / 1000


def _draw(canvas: Canvas, label: Label, stock: Stock, use: Use) -> None:
    """With the lower left corner of the label as the origin."""
    width, height = _points(stock.label)
    edge = stock.padding * mm / 1000
    room = width - 2 * edge
    if stock.on_page > 1:
        canvas.setStrokeGray(CUT_GREY)
        canvas.setLineWidth(0.3)
        canvas.rect(0, 0, width, height)
    _draw_name(canvas, label.name, edge, height - edge, room)
    above = edge + CODE_LINE + BAR_HEIGHT[use] + 1.2 * mm
    _draw_price(canvas, label, (edge, above + 3.4 * mm), PRICE_SIZE[use], room)
    _draw_fitted(canvas, label.beneath, (edge, above), (PLAIN, SMALL), room)
    _draw_code(canvas, label.code, (edge, edge), BAR_HEIGHT[use], room)


def _draw_name(canvas: Canvas, name: str, x: float, top: float, room: float) -> None:
    lines = simpleSplit(name, BOLD, NAME_SIZE, room)
    if len(lines) > NAME_LINES:
        lines = [*lines[: NAME_LINES - 1], " ".join(lines[NAME_LINES - 1 :])]
    for number, line in enumerate(lines):
        y = top - NAME_SIZE * 0.8 - number * NAME_LEADING
        _draw_fitted(canvas, line, (x, y), (BOLD, NAME_SIZE), room, least=NAME_SIZE)


def _draw_price(
    canvas: Canvas, label: Label, corner: tuple[float, float], size: float, room: float
) -> None:
    """The price, and small behind it what it is for."""
    x, y = corner
    unit, price = f" / {label.unit}", rupiah(label.price)
    behind = stringWidth(unit, PLAIN, SMALL + 2)
    taken = _draw_fitted(canvas, price, corner, (BOLD, size), room - behind)
    _draw_fitted(canvas, unit, (x + taken, y), (PLAIN, SMALL + 2), room - taken)


def _draw_code(
    canvas: Canvas, code: str, corner: tuple[float, float], height: float, room: float
) -> None:
    x, y = corner
    _draw_fitted(canvas, code, (x, y), (PLAIN, SMALL), room)
    pattern = modules(code) if code else ""
    if not pattern:
        return
    module = min(WIDEST_MODULE, (room + 6 * mm) / (len(pattern) + 2 * QUIET_MODULES))
    if module < NARROWEST_MODULE:
        return
    bars = canvas.beginPath()
    for place, bar in enumerate(pattern):
        if bar == "1":
            bars.rect(x + place * module, y + CODE_LINE, module, height)
    canvas.drawPath(bars, stroke=0, fill=1)


def _draw_fitted(
    canvas: Canvas,
    text: str,
    corner: tuple[float, float],
    font: tuple[str, float],
    room: float,
    least: float = 5.0,
) -> float:
    """A line of text, smaller or cut off when it does not fit; returns how wide it became."""
    name, size = font
    wide = stringWidth(text, name, size)
    size = max(least, size * min(1, room / wide)) if wide else size
    while text and stringWidth(text, name, size) > room + 0.1:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    canvas.setFont(name, size)
    canvas.drawString(*corner, text)
    return stringWidth(text, name, size)
