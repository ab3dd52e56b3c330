"""Papers of consignment as A4 pages: the slip of a settlement and the intake note. Values → PDF.

What is printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.clock import local_time
from core.format import day, quantity, rupiah
from inventory.consignment.slips import ENDINGS, WAYS, Head, IntakeNote, Slip

MARGIN = 18 * mm
ROOM = A4[0] - 2 * MARGIN - 12
"""What a frame leaves beside its padding."""
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=9.5, leading=12.5)
RIGHT = ParagraphStyle("right", PLAIN, alignment=2)
BOLD = ParagraphStyle("bold", PLAIN, fontName="Helvetica-Bold")
BOLD_RIGHT = ParagraphStyle("bold_right", BOLD, alignment=2)
SMALL = ParagraphStyle("small", PLAIN, fontSize=8.5, leading=11, textColor=grey)
TITLE = ParagraphStyle("title", BOLD, fontSize=16, leading=20)
HEADING = ParagraphStyle("heading", BOLD, fontSize=11, leading=15, spaceBefore=5 * mm)

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
class Coop:
    """Whose paper it is."""

    name: str
    is_demo: bool = False


def settlement_pdf(slip: Slip, coop: Coop) -> bytes:
    """The slip of a settlement; the same values, the same bytes."""
    return _pdf(f"Pelunasan {slip.head.number}", coop, [
        *_head("Pelunasan titip jual", slip.head, coop),
        *_sold(slip), *_unsold(slip), *_money(slip),
        *_signatures("Yang menyerahkan", slip.head.by, slip.head.consignor),
    ])  # fmt: skip


def intake_pdf(note: IntakeNote, coop: Coop) -> bytes:
    """An intake note; the same values, the same bytes."""
    rows = [[line.name, f"{quantity(line.quantity)} {line.unit}"] for line in note.lines]
    return _pdf(f"Titipan {note.head.number}", coop, [
        *_head("Nota titipan", note.head, coop),
        Paragraph("Barang yang diterima", HEADING),
        _table(["Barang", "Jumlah"], rows, (ROOM - 45 * mm, 45 * mm)),
        *_signatures("Yang menerima", note.head.by, note.head.consignor),
    ])  # fmt: skip


def _pdf(title: str, coop: Coop, story: list[Flowable]) -> bytes:
    document = BytesIO()
    page = SimpleDocTemplate(
        document, pagesize=A4, title=title, lang="id", invariant=1,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, 10 * mm, f"{title} · {coop.name}")
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"Halaman {canvas.getPageNumber()}")

    page.build(story, onFirstPage=foot, onLaterPages=foot)
    return document.getvalue()


def _head(title: str, head: Head, coop: Coop) -> Iterator[Flowable]:
    at = local_time(head.at, head.time_zone)
    if coop.is_demo:
        yield Paragraph("CONTOH", BOLD)
    yield Paragraph(escape(f"{coop.name} · {head.shop}"), PLAIN)
    yield Paragraph(escape(f"{title} {head.number}"), TITLE)
    who = f"Penitip {head.consignor_number}: {head.consignor}"
    yield Paragraph(escape(f"{who} · {day(at.date())} {at:%H:%M}"), PLAIN)


def _sold(slip: Slip) -> Iterator[Flowable]:
    yield Paragraph(f"Terjual {day(slip.first)} sampai {day(slip.paid_on)}", HEADING)
    if not slip.lines:
        yield Paragraph("Tidak ada yang terjual.", PLAIN)
        return
    rows = [
        [line.name, f"{quantity(line.quantity)} {line.unit}", rupiah(line.amount),
         rupiah(line.fee), rupiah(line.payable)]
        for line in slip.lines
    ]  # fmt: skip
    sums = ["Jumlah", "", rupiah(slip.amount), rupiah(slip.fee), rupiah(slip.payable)]
    heads = ["Barang", "Jumlah", "Penjualan", "Komisi", "Hak penitip"]
    widths = (ROOM - 110 * mm, 26 * mm, 29 * mm, 26 * mm, 29 * mm)
    yield _table(heads, rows, widths, sums)


def _unsold(slip: Slip) -> Iterator[Flowable]:
    if not slip.ended:
        return
    yield Paragraph("Tidak terjual", HEADING)
    rows = [
        [line.name, ENDINGS[line.kind], f"{quantity(line.quantity)} {line.unit}",
         rupiah(line.owed)]
        for line in slip.ended
    ]  # fmt: skip
    heads = ["Barang", "Keterangan", "Jumlah", "Diganti toko"]
    yield _table(heads, rows, (ROOM - 97 * mm, 42 * mm, 26 * mm, 29 * mm), words=2)


def _money(slip: Slip) -> Iterator[Flowable]:
    yield Paragraph("Pembayaran", HEADING)
    rows = [["Belum dibayar sebelumnya", rupiah(slip.before)],
            ["Hak dari penjualan", rupiah(slip.payable)]]  # fmt: skip
    if slip.ended:
        rows.append(["Diganti toko", rupiah(slip.kept)])
    rows.append(["Terutang", rupiah(slip.owed)])
    for part in slip.parts:
        how = f"{WAYS[part.way]} {part.reference}".strip()
        rows.append([f"Dibayar: {how}", rupiah(part.amount)])
    yield _table((), rows, (ROOM - 40 * mm, 40 * mm), ["Sisa", rupiah(slip.remaining)])


def _table(
    heads: Row, rows: Sequence[Row], widths: Sequence[float], sums: Row = (), words: int = 1
) -> Table:
    """The first ``words`` columns are words, the others numbers; heads stand on every page."""
    lines = [*([_cells(heads, BOLD, BOLD_RIGHT, words)] if heads else []),
             *(_cells(row, PLAIN, RIGHT, words) for row in rows),
             *([_cells(sums, BOLD, BOLD_RIGHT, words)] if sums else [])]  # fmt: skip
    table = Table(lines, widths, repeatRows=1 if heads else 0)
    table.setStyle(RULED)
    return table


def _cells(row: Row, words: ParagraphStyle, numbers: ParagraphStyle, count: int) -> list[Paragraph]:
    return [
        Paragraph(escape(text), words if place < count else numbers)
        for place, text in enumerate(row)
    ]


def _signatures(ours: str, by: str, consignor: str) -> Iterator[Flowable]:
    yield Spacer(1, 10 * mm)
    space = Spacer(1, 14 * mm)
    names = [Paragraph(escape(by) or "_" * 26, PLAIN), Paragraph(escape(consignor), PLAIN)]
    cells: list[list[Flowable]] = [
        [Paragraph(ours, SMALL), Paragraph("Penitip", SMALL)],
        [space, space],
        [*names],
    ]
    yield Table(cells, (ROOM / 2, ROOM / 2), style=[("LEFTPADDING", (0, 0), (0, -1), 0)])
