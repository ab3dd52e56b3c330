"""The slip of members' money on paper, A6 or A5, for the member and for the file. Values → PDF.

What is printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from reportlab.lib.pagesizes import A5, A6, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
GREY, PALE = 0.35, 0.9
LEADING = 1.35
LABELS = 0.3
"""Of the width, for the names of the facts."""


class Size(StrEnum):
    """The paper there is."""

    A6 = "a6"
    A5 = "a5"


_PAGES = {Size.A6: landscape(A6), Size.A5: landscape(A5)}
_LETTERS = {Size.A6: 8.0, Size.A5: 10.5}
"""Size of the plain text."""


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """What stands on a slip."""

    coop: str
    place: str
    """Where it was handed over: name and address, a line each."""
    title: str
    number: str
    amount: str
    words: str
    """The amount in words."""
    facts: Sequence[tuple[str, str]]
    hands: tuple[str, str]
    """Who signs on the left and on the right."""
    stamp: str = ""
    """Across the paper: ``BATAL``, ``CONTOH``; empty for a good one."""


def slip_pdf(paper: SlipPaper, size: Size) -> bytes:
    """One page; the same values give the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=_PAGES[size], invariant=True, lang="id")
    canvas.setTitle(f"{paper.title} {paper.number}")
    if paper.stamp:
        _draw_stamp(canvas, paper.stamp, size)
    _Pen(canvas, size).draw(paper)
    canvas.save()
    return document.getvalue()


def _draw_stamp(canvas: Canvas, text: str, size: Size) -> None:
    """Behind everything else, so that nobody takes it for a good slip."""
    width, height = _PAGES[size]
    canvas.saveState()
    canvas.setFillGray(PALE)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(24)
    canvas.setFont(BOLD, width / 6)
    canvas.drawCentredString(0, -width / 18, text)
    canvas.restoreState()


class _Pen:
    """Writes line below line, from the top of the page."""

    def __init__(self, canvas: Canvas, size: Size) -> None:
        self.canvas, self.letters = canvas, _LETTERS[size]
        self.width, self.height = _PAGES[size]
        self.margin = 8 * mm if size is Size.A6 else 12 * mm
        self.y = self.height - self.margin
        self.room = self.width - 2 * self.margin

    def draw(self, paper: SlipPaper) -> None:
        """All of the slip."""
        self._head(paper)
        self._rule()
        self._line(f"{paper.title}  ·  {paper.number}", BOLD, 1.25)
        self._line(paper.amount, BOLD, 2.1)
        self._line(paper.words[:1].upper() + paper.words[1:], PLAIN, 1, GREY)
        self.y -= self.letters * 0.5
        for name, value in paper.facts:
            self._fact(name, value)
        self._hands(paper)

    def _head(self, paper: SlipPaper) -> None:
        self._line(paper.coop, BOLD, 1.15)
        for line in paper.place.splitlines():
            self._line(line, PLAIN, 0.9, GREY)

    def _rule(self) -> None:
        self.y -= self.letters * 0.5
        self.canvas.setLineWidth(0.5)
        self.canvas.line(self.margin, self.y, self.width - self.margin, self.y)
        self.y -= self.letters * 0.3

    def _line(self, text: str, font: str, scale: float, grey: float = 0) -> None:
        size = self.letters * scale
        self.canvas.setFillGray(grey)
        for part in simpleSplit(text, font, size, self.room):
            self.y -= size * LEADING
            self.canvas.setFont(font, size)
            self.canvas.drawString(self.margin, self.y + size * 0.3, part)
        self.canvas.setFillGray(0)

    def _fact(self, name: str, value: str) -> None:
        indent = self.room * LABELS
        self.canvas.setFillGray(GREY)
        self.canvas.setFont(PLAIN, self.letters)
        self.canvas.drawString(self.margin, self.y - self.letters, name)
        self.canvas.setFillGray(0)
        for part in simpleSplit(value, PLAIN, self.letters, self.room - indent) or [""]:
            self.y -= self.letters * LEADING
            where = self.margin + indent
            self.canvas.drawString(where, self.y + self.letters * (LEADING - 1), part)

    def _hands(self, paper: SlipPaper) -> None:
        """Two lines to sign on, at the foot of the page."""
        length, foot = self.room * 0.38, self.margin + self.letters * 0.6
        places = (self.margin, self.width - self.margin - length)
        self.canvas.setLineWidth(0.5)
        self.canvas.setFont(PLAIN, self.letters * 0.9)
        for x, who in zip(places, paper.hands, strict=True):
            self.canvas.line(x, foot + self.letters, x + length, foot + self.letters)
            self.canvas.drawString(x, foot - self.letters * 0.1, _cut(who, length, self.letters))


def _cut(text: str, room: float, size: float) -> str:
    """As much of a text as fits."""
    while text and stringWidth(text, PLAIN, size * 0.9) > room:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    return text
