"""The slips of a year on paper: a page of A5 for each member, one file for as many as there are.

Values → PDF; the same values give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from core.format import rupiah
from members.shu.slips import MemberSlip, Part, decided, parts, sentence, whole

BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
GREY, PALE = 0.35, 0.9
MARGIN, LETTERS, LEADING = 14 * mm, 9.5, 1.4
_WIDTH, _HEIGHT = A5


def slips_pdf(slips: Iterable[MemberSlip], title: str) -> bytes:
    """A page for each, in the order given."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A5, invariant=True, pageCompression=1, lang="id")
    canvas.setTitle(title)
    for slip in slips:
        _Page(canvas).draw(slip)
        canvas.showPage()
    canvas.save()
    return document.getvalue()


class _Page:
    """Writes line below line, from the top of a page."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = _HEIGHT - MARGIN
        self.room = _WIDTH - 2 * MARGIN

    def draw(self, slip: MemberSlip) -> None:
        """All of one slip."""
        if slip.stamp:
            self._stamp(slip.stamp)
        self._line(slip.coop, BOLD, 1.1)
        self._line(f"Sisa hasil usaha (SHU) tahun {slip.year}", PLAIN, 1, GREY)
        self._rule()
        self._line(f"{slip.member_name}  ·  anggota nomor {slip.member_number}", BOLD, 1.15)
        self.y -= LETTERS * 0.4
        self._line(rupiah(slip.total), BOLD, 2.6)
        self.y -= LETTERS * 0.5
        self._line(sentence(slip), PLAIN, 1.05)
        for part in parts(slip):
            self._part(part)
        self._rule()
        self._line(f"{whole(slip)} {decided(slip)}", PLAIN, 0.9, GREY)

    def _part(self, part: Part) -> None:
        self._rule()
        self._across(part.title, part.amount, BOLD, 1.1)
        for name, value in part.facts:
            self._across(name, value, PLAIN, 1)
        for text in filter(None, (part.formula, part.note)):
            self._line(text, PLAIN, 0.9, GREY)

    def _across(self, name: str, value: str, font: str, scale: float) -> None:
        size = LETTERS * scale
        self.y -= size * LEADING
        self.canvas.setFont(font, size)
        self.canvas.drawString(MARGIN, self.y, name)
        self.canvas.drawRightString(MARGIN + self.room, self.y, value)

    def _line(self, text: str, font: str, scale: float, grey: float = 0) -> None:
        size = LETTERS * scale
        self.canvas.setFillGray(grey)
        self.canvas.setFont(font, size)
        for part in simpleSplit(text, font, size, self.room):
            self.y -= size * LEADING
            self.canvas.drawString(MARGIN, self.y, part)
        self.canvas.setFillGray(0)

    def _rule(self) -> None:
        self.y -= LETTERS * 0.8
        self.canvas.setLineWidth(0.5)
        self.canvas.line(MARGIN, self.y, MARGIN + self.room, self.y)
        self.y -= LETTERS * 0.2

    def _stamp(self, text: str) -> None:
        """Behind everything else, so that nobody takes it for a good one."""
        self.canvas.saveState()
        self.canvas.setFillGray(PALE)
        self.canvas.translate(_WIDTH / 2, _HEIGHT / 2)
        self.canvas.rotate(40)
        self.canvas.setFont(BOLD, _WIDTH / 8)
        self.canvas.drawCentredString(0, 0, text)
        self.canvas.restoreState()
