"""The register book as A4 pages, and as a list for a spreadsheet. Values → PDF, sheet.

What is printed is Indonesian, as on receipts. Drawn line by line: a table of paragraphs takes ten
times as long, and a large co-op has twenty thousand members.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from core.exports import Column, Kind, Sheet
from core.format import day
from members.cards.book import BookRow

WIDTH, HEIGHT = landscape(A4)
EDGE = 10 * mm
TOP, FOOT = HEIGHT - 31 * mm, 13 * mm
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
SIZE, LEADING, PADDING = 7.0, 8.6, 3.0
SIGNATURES = 38 * mm
"""Room that the signatures need on the last page."""
HEADS = (
    ("No.", 11), ("Nama", 35), ("Lahir", 27), ("L/P", 8), ("Pekerjaan", 22),
    ("Alamat, HP, NIK", 58), ("Masuk", 18), ("Diterima oleh", 24), ("Status dan alasannya", 43),
    ("Ahli waris", 31),
)  # fmt: skip
"""Columns and their widths in millimetres."""


@dataclass(frozen=True, slots=True)
class BookHead:
    """What stands on every page."""

    coop: str
    is_demo: bool
    on: date
    printed_on: date


def book_pdf(head: BookHead, rows: Iterable[BookRow]) -> bytes:
    """The book with page numbers and lines to sign on; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=landscape(A4), invariant=True, lang="id")
    canvas.setTitle(f"Buku daftar anggota per {day(head.on)}")
    pen = _Pen(canvas, head)
    pen.begin()
    for row in rows:
        pen.write(row)
    pen.sign()
    canvas.save()
    return document.getvalue()


def book_sheet(rows: Iterable[BookRow]) -> Sheet:
    """The same as a list for a spreadsheet."""
    return Sheet("Buku daftar anggota", _COLUMNS, (_cells(row) for row in rows))


_COLUMNS = (
    Column("Nomor", Kind.COUNT), Column("Nama"), Column("Tempat dan tanggal lahir"),
    Column("L/P"), Column("Pekerjaan"), Column("Alamat"), Column("Nomor HP"),
    Column("NIK (disamarkan)"), Column("Tanggal masuk", Kind.DATE), Column("Diterima oleh"),
    Column("Status"), Column("Riwayat status"), Column("Ahli waris"), Column("Status migran"),
)  # fmt: skip


def _cells(row: BookRow) -> tuple[str | int | date, ...]:
    return (
        row.number, row.name, row.born, row.sex, row.occupation, row.address, row.phone, row.nik,
        row.joined_on, row.admitted_by, row.status, row.history, row.heirs, row.migrant,
    )  # fmt: skip


@dataclass(slots=True)
class _Pen:
    """Writes rows downwards and turns the page when it is full."""

    canvas: Canvas
    head: BookHead
    y: float = 0
    written: int = 0
    edges: Sequence[float] = field(default_factory=lambda: _edges())

    def begin(self) -> None:
        """Head, headings and number of a page."""
        self.canvas.setFont(BOLD, 14)
        self.canvas.drawString(EDGE, HEIGHT - 15 * mm, "BUKU DAFTAR ANGGOTA")
        self.canvas.setFont(PLAIN, 9)
        coop = f"{self.head.coop} · CONTOH" if self.head.is_demo else self.head.coop
        self.canvas.drawString(EDGE, HEIGHT - 20.5 * mm, f"{coop} · per {day(self.head.on)}")
        foot = f"Dicetak {day(self.head.printed_on)} · Halaman {self.canvas.getPageNumber()}"
        self.canvas.setFont(PLAIN, 8)
        self.canvas.drawRightString(WIDTH - EDGE, 8 * mm, foot)
        self.canvas.setFont(BOLD, SIZE)
        for x, (name, _width) in zip(self.edges, HEADS, strict=False):
            self.canvas.drawString(x + PADDING, HEIGHT - 28 * mm, name)
        self.y = TOP
        self._rule(1.0)

    def write(self, row: BookRow) -> None:
        """A row, on the next page when it does not fit here."""
        lines = [
            simpleSplit(text, PLAIN, SIZE, width * mm - 2 * PADDING)
            for text, (_name, width) in zip(_texts(row), HEADS, strict=True)
        ]
        height = max(len(each) for each in lines) * LEADING + PADDING
        if self.y - height < FOOT:
            self.turn()
        self.canvas.setFont(PLAIN, SIZE)
        for x, each in zip(self.edges, lines, strict=False):
            for place, line in enumerate(each):
                self.canvas.drawString(x + PADDING, self.y - SIZE - place * LEADING - 1, line)
        self.y -= height
        self.written += 1
        self._rule(0.3)

    def sign(self) -> None:
        """How many they are, and two lines to sign on, together on one page."""
        if self.y - SIGNATURES < FOOT:
            self.turn()
        self.canvas.setFont(PLAIN, 9)
        self.canvas.drawString(EDGE, self.y - 8 * mm, f"{self.written} orang tercatat.")
        for x, who in ((WIDTH - 150 * mm, "Ketua"), (WIDTH - 75 * mm, "Sekretaris")):
            self.canvas.drawString(x, self.y - 14 * mm, who)
            self.canvas.setLineWidth(0.5)
            self.canvas.line(x, self.y - 34 * mm, x + 55 * mm, self.y - 34 * mm)

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.begin()

    def _rule(self, width: float) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.setStrokeGray(0.4 if width > 0.5 else 0.75)
        self.canvas.line(EDGE, self.y, self.edges[-1], self.y)
        self.canvas.setStrokeGray(0)


def _edges() -> Sequence[float]:
    """The left edge of each column, and the right one of the last."""
    edges = [EDGE]
    for _name, width in HEADS:
        edges.append(edges[-1] + width * mm)
    return edges


def _texts(row: BookRow) -> tuple[str, ...]:
    below = (f"HP {row.phone}" if row.phone else "", f"NIK {row.nik}" if row.nik else "",
             row.migrant)  # fmt: skip
    about = " · ".join(part for part in (row.address, *below) if part)
    return (
        str(row.number), row.name, row.born, row.sex, row.occupation, about,
        day(row.joined_on), row.admitted_by, row.history or row.status, row.heirs,
    )  # fmt: skip
