"""A member's statement as one PDF page, small enough to send by message. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from core.i18n import _
from core.qr_codes import squares

WIDTH, HEIGHT = A5
LEFT, RIGHT = 14 * mm, WIDTH - 14 * mm
QR_SIDE = 34 * mm
_BRAND, _SOFT = HexColor("#0b4f3a"), HexColor("#56605a")
_ROW = 8 * mm
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class StatementSheet:
    """Everything on the page, as it reads."""

    coop: str
    name: str
    number: int
    moment: str
    """As of when."""
    rows: Sequence[tuple[str, str]]
    """What is hers, account by account."""
    owned: str
    debts: Sequence[tuple[str, str]]
    until: str
    """The last day on which the link opens."""
    url: str
    """Where the page itself says the same: proof that nobody changed the paper."""


def statement_pdf(sheet: StatementSheet) -> bytes:
    """One page of A5; the same values give the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A5, invariant=True, lang="id")
    canvas.setTitle(f"{sheet.coop}: {sheet.number}")
    top = _head(canvas, sheet)
    top = _rows(canvas, [*sheet.rows, (_("Simpanan bersama"), sheet.owned)], top, bold_last=True)
    _rows(canvas, sheet.debts, top - 4 * mm, bold_last=False)
    _foot(canvas, sheet)
    canvas.save()
    return document.getvalue()


def _head(canvas: Canvas, sheet: StatementSheet) -> float:
    canvas.setFillColor(_BRAND)
    canvas.rect(0, HEIGHT - 24 * mm, WIDTH, 24 * mm, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(LEFT, HEIGHT - 12 * mm, sheet.coop[:_LONGEST])
    canvas.setFont("Helvetica", 10)
    canvas.drawString(LEFT, HEIGHT - 18 * mm, _("Rekening anggota"))
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(LEFT, HEIGHT - 34 * mm, sheet.name[:_LONGEST])
    canvas.setFont("Helvetica", 10)
    about = _("Anggota nomor %(number)s · keadaan %(moment)s", number=sheet.number,
              moment=sheet.moment)  # fmt: skip
    canvas.drawString(LEFT, HEIGHT - 40 * mm, about)
    return HEIGHT - 52 * mm


def _rows(canvas: Canvas, rows: Sequence[tuple[str, str]], top: float, *, bold_last: bool) -> float:
    for place, (label, amount) in enumerate(rows, start=1):
        is_sum = bold_last and place == len(rows)
        canvas.setFont("Helvetica-Bold" if is_sum else "Helvetica", 11)
        canvas.drawString(LEFT, top, label)
        canvas.drawRightString(RIGHT, top, amount)
        canvas.setStrokeColor(HexColor("#d8d3c6"))
        canvas.line(LEFT, top - 2.5 * mm, RIGHT, top - 2.5 * mm)
        top -= _ROW
    return top


def _foot(canvas: Canvas, sheet: StatementSheet) -> None:
    rows = squares(sheet.url)
    side = QR_SIDE / len(rows)
    shape = canvas.beginPath()
    for y, row in enumerate(rows, 1):
        for x, square in enumerate(row):
            if square == "1":
                shape.rect(LEFT + x * side, 14 * mm + QR_SIDE - y * side, side, side)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawPath(shape, stroke=0, fill=1)
    canvas.setFillColor(_SOFT)
    canvas.setFont("Helvetica", 8.5)
    said = (
        _("Pindai untuk memeriksa: halaman yang terbuka"),
        _("harus berisi angka yang sama dengan kertas ini."),
        _("Tautan berlaku sampai %(day)s.", day=sheet.until),
    )
    for place, text in enumerate(said):
        canvas.drawString(LEFT + QR_SIDE + 6 * mm, 14 * mm + QR_SIDE - (place * 4.5 + 4) * mm, text)
