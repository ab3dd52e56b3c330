"""Lists of everybody with a vote, on A4: to invite by, and to sign at the door. Values → PDF.

What is printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
MARGIN = 15 * mm
ROW = 9 * mm
TOP = A4[1] - 42 * mm
"""Where the first row begins."""
ROWS = int((TOP - 20 * mm) / ROW)
"""On one page."""
NUMBER, NAME, HOME, LAST = MARGIN + 11 * mm, MARGIN + 26 * mm, MARGIN + 82 * mm, MARGIN + 135 * mm
BOX = A4[0] - MARGIN - LAST


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page."""

    title: str
    """``Daftar hadir``."""
    meeting: str
    """``Rapat Anggota Tahunan tahun buku 2025 (RAT-2026)``."""
    about: str
    """When and where."""
    coop: str
    last: str
    """What the last column is for: ``Tanda tangan``."""
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the list."""

    number: int
    name: str
    home: str
    said: str = ""
    """What the last column says already; empty: room to write."""


def list_pdf(head: Head, people: Sequence[Person]) -> bytes:
    """The list; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A4, invariant=True, lang="id")
    canvas.setTitle(f"{head.title} {head.meeting}")
    firsts = range(0, len(people), ROWS) or range(1)
    for page, first in enumerate(firsts, 1):
        _draw_head(canvas, head, f"Halaman {page}/{len(firsts)}")
        for place, person in enumerate(people[first : first + ROWS]):
            _draw_person(canvas, first + place + 1, person, TOP - (place + 1) * ROW)
        _draw_foot(canvas, len(people))
        canvas.showPage()
    canvas.save()
    return document.getvalue()


def _draw_head(canvas: Canvas, head: Head, page: str) -> None:
    right = A4[0] - MARGIN
    _fitted(canvas, head.title, MARGIN, A4[1] - 18 * mm, (BOLD, 14), 120 * mm)
    canvas.setFont(PLAIN, 9)
    canvas.drawRightString(right, A4[1] - 18 * mm, page)
    room = right - MARGIN - 30 * mm
    for place, text in enumerate((head.meeting, head.about, head.coop)):
        _fitted(canvas, text, MARGIN, A4[1] - (23.5 + place * 4.5) * mm, (PLAIN, 9), room)
    if head.is_demo:
        canvas.setFont(BOLD, 11)
        canvas.drawRightString(right, A4[1] - 23.5 * mm, "CONTOH")
    canvas.setFont(BOLD, 8.5)
    for x, word in ((NUMBER, "Nomor"), (NAME, "Nama"), (HOME, "Alamat"), (LAST, head.last)):
        canvas.drawString(x, TOP + 1.5 * mm, word)
    canvas.line(MARGIN, TOP, right, TOP)


def _draw_person(canvas: Canvas, place: int, person: Person, y: float) -> None:
    line = y + 3 * mm
    font = (PLAIN, 9.5)
    _fitted(canvas, str(place), MARGIN, line, font, NUMBER - MARGIN - 1 * mm)
    _fitted(canvas, str(person.number), NUMBER, line, font, NAME - NUMBER - 2 * mm)
    _fitted(canvas, person.name, NAME, line, font, HOME - NAME - 2 * mm)
    _fitted(canvas, person.home, HOME, line, (PLAIN, 8), LAST - HOME - 2 * mm)
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.5)
    if person.said:
        _fitted(canvas, person.said, LAST, line, font, BOX)
    else:
        canvas.rect(LAST, y + 0.8 * mm, BOX, ROW - 1.6 * mm)
    canvas.line(MARGIN, y, LAST - 2 * mm, y)
    canvas.setStrokeGray(0)


def _draw_foot(canvas: Canvas, people: int) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawString(
        MARGIN, 11 * mm, f"{people} anggota mempunyai suara. Satu anggota, satu suara."
    )


def _fitted(
    canvas: Canvas, text: str, x: float, y: float, font: tuple[str, float], room: float
) -> None:
    """A line of text, cut off where it does not fit."""
    name, size = font
    while text and stringWidth(text, name, size) > room:
        text = text[:-2].rstrip() + "…"
    canvas.setFont(name, size)
    canvas.drawString(x, y, text)
