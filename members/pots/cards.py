"""Weekly cards of a pot as A4 pages, four on each to cut apart. Values → PDF.

What is printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.format import day, number, rupiah
from members.pots.queries import PotCard
from members.pots.weeks import Week

WIDTH, HEIGHT = A4[0] / 2, A4[1] / 2
EDGE = 8 * mm
COLUMN_ROWS = 26
ROW = 3.75 * mm
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
GREY = 0.35


def cards_pdf(cards: Sequence[PotCard], coop: str, *, is_demo: bool) -> bytes:
    """Four cards a page in their order; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A4, invariant=True, lang="id")
    canvas.setTitle("Kartu titipan")
    for place, card in enumerate(cards):
        if place and place % 4 == 0:
            canvas.showPage()
        row, column = divmod(place % 4, 2)
        canvas.saveState()
        canvas.translate(column * WIDTH, (1 - row) * HEIGHT)
        _draw(canvas, card, f"{coop} · CONTOH" if is_demo else coop)
        canvas.restoreState()
    canvas.save()
    return document.getvalue()


def _draw(canvas: Canvas, card: PotCard, coop: str) -> None:
    """With the lower left corner of the card as the origin."""
    canvas.setStrokeGray(0.8)
    canvas.setLineWidth(0.3)
    canvas.rect(0, 0, WIDTH, HEIGHT)
    room = WIDTH - 2 * EDGE
    _fitted(canvas, coop, EDGE, HEIGHT - 11 * mm, (PLAIN, 8), room, grey=GREY)
    _fitted(canvas, card.pot, EDGE, HEIGHT - 17 * mm, (BOLD, 13), room)
    _fitted(canvas, f"{card.number}  {card.name}", EDGE, HEIGHT - 23 * mm, (BOLD, 10), room)
    _fitted(canvas, _plan(card), EDGE, HEIGHT - 28 * mm, (PLAIN, 8), room)
    for place, week in enumerate(card.weeks):
        column, row = divmod(place, COLUMN_ROWS)
        x = EDGE + column * (room / 2 + 1 * mm)
        _draw_week(canvas, week, x, HEIGHT - 34 * mm - row * ROW, room / 2 - 1 * mm)
    held = f"Isi sampai {day(card.until)}: {rupiah(card.held)}"
    _fitted(canvas, held, EDGE, EDGE - 2 * mm, (BOLD, 9.5), room)


def _plan(card: PotCard) -> str:
    weekly = f"Setiap minggu {rupiah(card.weekly)}" if card.weekly else "Setoran bebas"
    return f"{weekly} · tujuan {rupiah(card.target)}" if card.target else weekly


def _draw_week(canvas: Canvas, week: Week, x: float, y: float, room: float) -> None:
    """The number, the week's Monday, and the amount, or room to write it by hand."""
    canvas.setFont(PLAIN, 7)
    canvas.setFillGray(GREY)
    canvas.drawRightString(x + 5 * mm, y, str(week.number))
    canvas.drawString(x + 7 * mm, y, day(week.monday))
    canvas.setFillGray(0)
    if week.amount:
        canvas.setFont(BOLD, 7.5)
        canvas.drawRightString(x + room, y, number(week.amount.amount))
    canvas.setStrokeGray(0.75)
    canvas.setLineWidth(0.3)
    canvas.line(x, y - 1 * mm, x + room, y - 1 * mm)


def _fitted(
    canvas: Canvas, text: str, x: float, y: float, font: tuple[str, float], room: float, *,
    grey: float = 0,
) -> None:  # fmt: skip
    name, size = font
    wide = stringWidth(text, name, size)
    canvas.setFont(name, size * min(1, room / wide) if wide else size)
    canvas.setFillGray(grey)
    canvas.drawString(x, y, text)
    canvas.setFillGray(0)
