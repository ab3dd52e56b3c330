"""An order as its supplier reads it: an A4 sheet and a message. Values in, PDF or text out.

Goods stand there by the names and codes the supplier gives them, where they are known. What is
printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from urllib.parse import quote
from xml.sax.saxutils import escape

from reportlab.lib.colors import grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.format import day, quantity, rupiah
from core.money import Money, total
from core.quantity import Quantity

MARGIN = 18 * mm
INSET = 6
"""What a page keeps free within its margins."""
ROOM = A4[0] - 2 * MARGIN
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=9.5, leading=12.5)
RIGHT = ParagraphStyle("right", PLAIN, alignment=2)
BOLD = ParagraphStyle("bold", PLAIN, fontName="Helvetica-Bold")
BOLD_RIGHT = ParagraphStyle("bold_right", BOLD, alignment=2)
TITLE = ParagraphStyle("title", BOLD, fontSize=16, leading=22)
_OURS = '<br/><font size="7.5" color="grey">{}</font>'
RULED = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
)
LONGEST_LINK = 4_000
"""Characters of a message that a link still carries; a longer one is copied."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Goods that are wanted, by both names."""

    code: str
    name: str
    unit: str
    their_code: str
    their_name: str
    quantity: Quantity
    price: Money
    """Of one pack, as agreed; zero: not yet."""
    amount: Money

    @property
    def called(self) -> str:
        """What the supplier calls it; else what we do."""
        return self.their_name or self.name

    @property
    def ours(self) -> str:
        """How we find it again: the code, with our name where theirs stands above."""
        return f"{self.code} · {self.name}" if self.their_name else self.code


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """An order with both parties and everything that is wanted."""

    number: str
    coop: str
    shop: str
    address: str
    supplier: str
    phone: str
    """Digits with the country's code, as links want them; empty when it can take no messages."""
    ordered_on: date
    expected_on: date | None
    note: str
    lines: tuple[SheetLine, ...]
    mark: str = ""
    """What must be seen at once: ``KONSEP``, ``DIBATALKAN``, ``CONTOH``."""

    @property
    def amount(self) -> Money:
        return total(line.amount for line in self.lines)


def message(sheet: OrderSheet) -> str:
    """The order as one message, without prices."""
    return "\n".join(_said(sheet))


def message_link(sheet: OrderSheet) -> str:
    """Opens WhatsApp with the supplier and the message; a long message is left to be pasted."""
    said = quote(message(sheet))
    return f"https://wa.me/{sheet.phone}" + (f"?text={said}" if len(said) <= LONGEST_LINK else "")


def _said(sheet: OrderSheet) -> Iterator[str]:
    if sheet.mark:
        yield f"*{sheet.mark}*"
    yield f"*Pesanan {sheet.number}*"
    yield f"{sheet.coop}, {sheet.shop}"
    if sheet.address:
        yield sheet.address
    yield ""
    for place, line in enumerate(sheet.lines, 1):
        code = f" ({line.their_code})" if line.their_code else ""
        yield f"{place}. {line.called}{code}: {quantity(line.quantity)} {line.unit}"
    yield ""
    if sheet.expected_on:
        yield f"Diharapkan datang {day(sheet.expected_on)}"
    if sheet.note:
        yield f"Catatan: {sheet.note}"
    yield "Terima kasih."


def sheet_pdf(sheet: OrderSheet) -> bytes:
    """The order on A4; the same values, the same bytes."""
    document = BytesIO()
    title = f"Pesanan {sheet.number}"
    page = SimpleDocTemplate(
        document, pagesize=A4, title=title, lang="id", invariant=1,
        leftMargin=MARGIN - INSET, rightMargin=MARGIN - INSET,
        topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, 10 * mm, f"{title} · {sheet.coop}")
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"Halaman {canvas.getPageNumber()}")

    story = [*_head(sheet, title), _goods(sheet), *_signatures(sheet)]
    page.build(story, onFirstPage=foot, onLaterPages=foot)
    return document.getvalue()


def _head(sheet: OrderSheet, title: str) -> Iterator[Flowable]:
    if sheet.mark:
        yield Paragraph(escape(sheet.mark), BOLD)
    yield Paragraph(escape(f"{sheet.coop} · {sheet.shop}"), PLAIN)
    if sheet.address:
        yield Paragraph(escape(sheet.address), PLAIN)
    yield Paragraph(escape(title), TITLE)
    yield Paragraph(escape(f"Kepada {sheet.supplier}"), PLAIN)
    when = f"Dipesan {day(sheet.ordered_on)}"
    if sheet.expected_on:
        when += f" · diharapkan datang {day(sheet.expected_on)}"
    yield Paragraph(when, PLAIN)
    if sheet.note:
        yield Paragraph(escape(f"Catatan: {sheet.note}"), PLAIN)
    yield Spacer(1, 5 * mm)


def _goods(sheet: OrderSheet) -> Table:
    """Every line; prices only where some were agreed."""
    priced = bool(sheet.amount)
    heads = ["No", "Kode", "Barang", "Jumlah", *(["Harga", "Jumlah harga"] if priced else [])]
    widths = [10 * mm, 26 * mm, 0.0, 28 * mm, *([26 * mm, 30 * mm] if priced else [])]
    widths[2] = ROOM - sum(widths)
    rows = [_cells(heads, BOLD, BOLD_RIGHT)]
    rows += [_line(place, line, priced=priced) for place, line in enumerate(sheet.lines, 1)]
    if priced:
        sums = ["", "", "Jumlah", "", "", rupiah(sheet.amount)]
        rows.append(_cells(sums, BOLD, BOLD_RIGHT))
    table = Table(rows, widths, repeatRows=1)
    table.setStyle(RULED)
    return table


def _line(place: int, line: SheetLine, *, priced: bool) -> list[Paragraph]:
    money = [rupiah(line.price), rupiah(line.amount)] if priced else []
    row = [str(place), line.their_code, "", f"{quantity(line.quantity)} {line.unit}", *money]
    cells = _cells(row, PLAIN, RIGHT)
    ours = _OURS.format(escape(line.ours))
    cells[2] = Paragraph(escape(line.called) + ours, PLAIN)
    return cells


def _cells(row: Sequence[str], words: ParagraphStyle, numbers: ParagraphStyle) -> list[Paragraph]:
    return [
        Paragraph(escape(text), words if place < 3 else numbers) for place, text in enumerate(row)
    ]


def _signatures(sheet: OrderSheet) -> Iterator[Flowable]:
    yield Spacer(1, 10 * mm)
    space = Spacer(1, 14 * mm)
    cells: list[list[Flowable]] = [
        [Paragraph("Pemesan", PLAIN), Paragraph("Pemasok", PLAIN)],
        [space, space],
        [Paragraph("_" * 26, PLAIN), Paragraph(escape(sheet.supplier), PLAIN)],
    ]
    yield Table(cells, (ROOM / 2, ROOM / 2), style=[("LEFTPADDING", (0, 0), (0, -1), 0)])
