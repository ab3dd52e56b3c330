"""How papers about members' money look on A4: head, tables, signatures. Values → PDF.

What is printed is Indonesian, as on receipts: members read it, and so does the auditor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import grey
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.format import day

MARGIN = 18 * mm
_FRAME = 12
"""What a frame leaves beside its padding."""
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=12)
RIGHT = ParagraphStyle("right", PLAIN, alignment=2)
BOLD = ParagraphStyle("bold", PLAIN, fontName="Helvetica-Bold")
BOLD_RIGHT = ParagraphStyle("bold_right", BOLD, alignment=2)
SMALL = ParagraphStyle("small", PLAIN, fontSize=8, leading=10.5, textColor=grey)
TITLE = ParagraphStyle("title", BOLD, fontSize=16, leading=20)
HEADING = ParagraphStyle("heading", BOLD, fontSize=11, leading=15, spaceBefore=4 * mm)
RULED = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
)

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Paper:
    """Whose paper it is, and what it is called."""

    coop: str
    title: str
    printed_on: date
    is_demo: bool = False
    is_wide: bool = False
    """Lies on its side, for many columns."""

    @property
    def room(self) -> float:
        """How wide a table may be."""
        size = landscape(A4) if self.is_wide else A4
        return size[0] - 2 * MARGIN - _FRAME


def pdf(paper: Paper, story: Sequence[Flowable]) -> bytes:
    """The paper with its pages numbered; the same values, the same bytes."""
    size = landscape(A4) if paper.is_wide else A4
    document = BytesIO()
    page = SimpleDocTemplate(
        document, pagesize=size, title=paper.title, lang="id", invariant=1,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont("Helvetica", 8)
        printed = f"{paper.title} · {paper.coop} · dicetak {day(paper.printed_on)}"
        canvas.drawString(MARGIN, 10 * mm, printed)
        canvas.drawRightString(size[0] - MARGIN, 10 * mm, f"Halaman {canvas.getPageNumber()}")

    page.build([*_head(paper), *story], onFirstPage=foot, onLaterPages=foot)
    return document.getvalue()


def text(words: str, style: ParagraphStyle = PLAIN) -> Paragraph:
    """A paragraph; what looks like markup is printed as it is."""
    return Paragraph(escape(words), style)


def table(
    heads: Row, rows: Sequence[Row], widths: Sequence[float], sums: Row = (), words: int = 1
) -> Table:
    """The first ``words`` columns are words, the others numbers; heads stand on every page."""
    lines = [*([_cells(heads, BOLD, BOLD_RIGHT, words)] if heads else []),
             *(_cells(row, PLAIN, RIGHT, words) for row in rows),
             *([_cells(sums, BOLD, BOLD_RIGHT, words)] if sums else [])]  # fmt: skip
    made = Table(lines, widths, repeatRows=1 if heads else 0)
    made.setStyle(RULED)
    return made


def signatures(paper: Paper, people: Sequence[tuple[str, str]]) -> Iterator[Flowable]:
    """Room to sign side by side: what each is, and the name below the line."""
    yield Spacer(1, 10 * mm)
    space = Spacer(1, 16 * mm)
    cells: list[list[Flowable]] = [
        [text(role, SMALL) for role, _name in people],
        [space for _each in people],
        [text(name or "_" * 24) for _role, name in people],
    ]
    widths = [paper.room / len(people)] * len(people)
    yield Table(cells, widths, style=[("LEFTPADDING", (0, 0), (0, -1), 0)])


def _head(paper: Paper) -> Iterator[Flowable]:
    if paper.is_demo:
        yield text("CONTOH", BOLD)
    yield text(paper.coop)
    yield text(paper.title, TITLE)


def _cells(row: Row, words: ParagraphStyle, numbers: ParagraphStyle, count: int) -> list[Paragraph]:
    return [text(cell, words if place < count else numbers) for place, cell in enumerate(row)]
