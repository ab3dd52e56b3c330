"""A report as PDF: values → pages. Pure; the same values, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.format import number
from core.i18n import _
from core.money import Money
from core.reports.charting import Picture, pictures
from core.reports.drawing import SOFT, Place, draw_chart
from core.reports.report import Cell, Column, Report, Row, shown

BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
MARGIN, GAP, FOOT = 14 * mm, 2.5 * mm, 16 * mm
ROW, SIZE = 5.6 * mm, 8.5
WIDEST_CHART, WIDEST_ACROSS = 130 * mm, 105 * mm
"""On a sheet upright, and on one lying down, where height is scarce."""
WIDEST_TEXT = 70 * mm
MOST_TO_NAME = 30 * mm
"""Of the room that is left; the rest goes to all columns."""
HEADINGS, HEADING = 9 * mm, 3.6 * mm
"""Room above the table, and of one line in it; long headings take more."""
END_ROWS = 6
"""Room for the totals and the notes."""
SAMPLE = 300
"""Rows that say how wide a column is."""
MOST_LINES = 4
"""Of a heading."""
MOST_UPRIGHT = 7
"""Columns that a sheet of paper holds upright."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first page and below every page."""

    coop: str
    shops: str
    days: str
    """The days the report is about, as they are written."""
    printed_on: str
    is_demo: bool
    language: str = "id"


@dataclass(frozen=True, slots=True)
class _Field:
    """A column on paper: where it begins, how wide it is, what it is called there."""

    x: float
    width: float
    column: Column
    heading: list[str]

    def draw(self, canvas: Canvas, text: str, y: float, font: str = PLAIN) -> None:
        fitted = _fitted(text, font, self.width)
        canvas.setFont(font, SIZE)
        if self.column.is_number:
            canvas.drawRightString(self.x + self.width, y, fitted)
        else:
            canvas.drawString(self.x, y, fitted)


def report_pdf(report: Report, head: Head) -> bytes:
    """Pages with the chart on the first, the table, its totals and how to read it."""
    size = landscape(A4) if len(report.columns) > MOST_UPRIGHT else A4
    document = BytesIO()
    canvas = Canvas(document, pagesize=size, invariant=True, lang=head.language)
    canvas.setTitle(report.title)
    fields = _fields(report, size[0] - 2 * MARGIN)
    top = _draw_opening(canvas, report, head, size)
    pages = list(_pages(report.rows, top, size[1], _room_of_headings(fields)))
    for place, rows in enumerate(pages, 1):
        y = _draw_headings(canvas, fields, top if place == 1 else size[1] - MARGIN)
        for row in rows:
            y -= ROW
            _draw_row(canvas, fields, row.cells, y)
        if place == len(pages):
            _draw_end(canvas, report, fields, y, size[0] - 2 * MARGIN)
        _draw_foot(canvas, head, size, f"{place}/{len(pages)}")
        canvas.showPage()
    canvas.save()
    return document.getvalue()


def _pages(
    rows: Sequence[Row], top: float, height: float, headings: float
) -> Iterator[Sequence[Row]]:
    """The rows of each page, with room for the end of the report below the last."""
    first, room = 0, _rows_in(top - headings)
    while len(rows) - first > room - END_ROWS:
        yield rows[first : first + room]
        first, room = first + room, _rows_in(height - MARGIN - headings)
    yield rows[first:]


def _rows_in(top: float) -> int:
    """Rows between what stands above them and the foot of a page."""
    return max(int((top - FOOT) / ROW), 1)


def _room_of_headings(fields: Sequence[_Field]) -> float:
    lines = max(len(field.heading) for field in fields)
    return max(HEADINGS, lines * HEADING + 1.8 * mm)


def _draw_opening(canvas: Canvas, report: Report, head: Head, size: tuple[float, float]) -> float:
    """Title, shops, days, the sentence and the chart; returns where the table begins."""
    room, y = size[0] - 2 * MARGIN, size[1] - MARGIN - 5 * mm
    canvas.setFont(BOLD, 15)
    canvas.drawString(MARGIN, y, report.title)
    if head.is_demo:
        canvas.setFont(BOLD, 11)
        canvas.drawRightString(size[0] - MARGIN, y, _("CONTOH"))
    y = _draw_lines(canvas, [f"{head.coop} · {head.shops} · {head.days}"], y - 6 * mm, room, 9)
    y = _draw_lines(canvas, [report.says], y - 1.5 * mm, room, 11)
    drawn = pictures(report.plots)
    if size[0] > size[1] and drawn:
        return _draw_charts(canvas, drawn, y, room / len(drawn), WIDEST_ACROSS) - 1 * mm
    for picture in drawn:
        y = _draw_charts(canvas, [picture], y, room, WIDEST_CHART)
    return y - 1 * mm


def _draw_charts(
    canvas: Canvas, drawn: Sequence[Picture], y: float, room: float, widest: float
) -> float:
    """Charts side by side, each below its sentence; returns the next line."""
    ends = []
    for column, picture in enumerate(drawn):
        x, width = MARGIN + column * room, min(widest, room - 4 * mm)
        below = _draw_lines(canvas, [picture.label], y - 1 * mm, width, 9, x)
        place = Place(x, below + 2 * mm, width)
        draw_chart(canvas, picture, place)
        ends.append(below - place.height(picture.chart))
    return min(ends)


def _draw_headings(canvas: Canvas, fields: Sequence[_Field], top: float) -> float:
    y = top - _room_of_headings(fields)
    for field in fields:
        for place, line in enumerate(reversed(field.heading)):
            field.draw(canvas, line, y + 1.6 * mm + place * HEADING, BOLD)
    _draw_rule(canvas, fields, y, 0.35)
    return y


def _draw_row(
    canvas: Canvas, fields: Sequence[_Field], cells: Sequence[Cell], y: float, font: str = PLAIN
) -> None:
    for field, cell in zip(fields, cells, strict=True):
        field.draw(canvas, _written(cell, field.column), y + 1.7 * mm, font)
    _draw_rule(canvas, fields, y, 0.82)


def _draw_end(
    canvas: Canvas, report: Report, fields: Sequence[_Field], y: float, room: float
) -> None:
    """Totals, and how the numbers come about."""
    if report.totals:
        y -= ROW
        cells = [cell if cell is not None else "" for cell in report.totals]
        _draw_row(canvas, fields, cells, y, BOLD)
        canvas.drawString(MARGIN, y + 1.7 * mm, _("Jumlah"))
        _draw_rule(canvas, fields, y + ROW, 0.35)
    canvas.setFillColor(SOFT)
    _draw_lines(canvas, report.notes, y - 6 * mm, room, 8)
    canvas.setFillGray(0)


def _draw_foot(canvas: Canvas, head: Head, size: tuple[float, float], page: str) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawString(MARGIN, 9 * mm, _("Dicetak %(day)s", day=head.printed_on))
    canvas.drawRightString(size[0] - MARGIN, 9 * mm, _("Halaman %(page)s", page=page))


def _draw_lines(
    canvas: Canvas, texts: Sequence[str], y: float, room: float, size: float, x: float = MARGIN
) -> float:
    """Paragraphs, each wrapped; returns the next line."""
    canvas.setFont(PLAIN, size)
    for text in texts:
        for line in simpleSplit(text, PLAIN, size, room):
            canvas.drawString(x, y, line)
            y -= size * 1.35
    return y


def _draw_rule(canvas: Canvas, fields: Sequence[_Field], y: float, gray: float) -> None:
    canvas.setStrokeGray(gray)
    canvas.setLineWidth(0.4)
    canvas.line(fields[0].x, y, fields[-1].x + fields[-1].width, y)


def _fields(report: Report, room: float) -> tuple[_Field, ...]:
    """The columns side by side: numbers as wide as they are, names share what is left."""
    samples = (*report.rows[:SAMPLE], *([Row(report.totals)] if report.totals else ()))
    widths = [
        _width(column, [row.cells[place] for row in samples])
        for place, column in enumerate(report.columns)
    ]
    left = room - sum(widths) - GAP * (len(widths) - 1)
    names = [place for place, column in enumerate(report.columns) if not column.is_number]
    if left >= 0:
        widths[report.name] += min(left, MOST_TO_NAME)
        each = max(left - MOST_TO_NAME, 0) / len(widths)
        widths = [width + each for width in widths]
    else:
        whole = sum(widths[place] for place in names) or 1
        for place in names:
            widths[place] += left * widths[place] / whole
    fields, x = [], MARGIN
    for column, width in zip(report.columns, widths, strict=True):
        heading = simpleSplit(column.heading, BOLD, SIZE, width)[:MOST_LINES]
        fields.append(_Field(x, width, column, heading))
        x += width + GAP
    return tuple(fields)


def _width(column: Column, cells: Sequence[Cell]) -> float:
    """As wide as the widest cell, and as the heading is in two lines."""
    texts = (_written(cell, column) for cell in cells)
    found = max((stringWidth(text, BOLD, SIZE) for text in texts), default=0)
    found = max(found, _in_two_lines(column.heading.split()))
    return found if column.is_number else min(found, WIDEST_TEXT)


def _in_two_lines(words: Sequence[str]) -> float:
    """The width of a heading where it is broken best."""
    halves = ((words[:place], words[place:]) for place in range(1, len(words) + 1))
    return min(
        (max(stringWidth(" ".join(half), BOLD, SIZE) for half in both) for both in halves),
        default=0,
    )


def _written(cell: Cell, column: Column) -> str:
    """A cell on paper, where the heading says the unit."""
    if isinstance(cell, Money):
        return number(cell.amount)
    if column.is_number and not isinstance(cell, str):
        return shown(cell, replace(column, unit=""))
    return shown(cell, column)


def _fitted(text: str, font: str, room: float) -> str:
    """The text, cut off where it does not fit."""
    while text and stringWidth(text, font, SIZE) > room + 0.5:
        text = text[:-2].rstrip() + "…" if len(text) > 1 else ""
    return text
