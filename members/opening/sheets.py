"""The sheet of what was taken over, for everybody to check and sign. Values → PDF.

What is printed is Indonesian, as on receipts. One line a member with room for her name's sign, the
trial balances and debts after it, and at the end those who answer for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.format import number
from core.money import ZERO, Money, total

BOLD, PLAIN = "Helvetica-Bold", "Helvetica"
WIDTH, HEIGHT = landscape(A4)
MARGIN = 14 * mm
ROW = 7.5 * mm
TOP = HEIGHT - 36 * mm
BOTTOM = 18 * mm
ROWS = int((TOP - BOTTOM) / ROW)
SIGNERS = ("Bendahara", "Ketua", "Pengawas")
SIGNING = 4
"""Rows that the signatures at the end take."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What is taken over of one member."""

    number: int
    name: str
    pokok: Money
    wajib: Money
    sukarela: Money
    unpaid_shu: Money
    bons: Money
    purchases: Money


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A line of a trial balance; debit +."""

    shop: str
    code: str
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DebtRow:
    """What is owed to a supplier or producer."""

    kind: str
    name: str
    shop: str
    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on paper."""

    coop: str
    evening: str
    """Of which day the balances are, as a day is written."""
    mark: str
    """What must be seen at once: ``KONSEP``, ``CONTOH``."""
    members: Sequence[MemberRow]
    accounts: Sequence[AccountRow]
    debts: Sequence[DebtRow]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a part: its heading, where it ends or begins, and whether it holds numbers."""

    title: str
    x: float
    room: float
    is_number: bool = False


def _columns(*wanted: tuple[str, float, bool]) -> tuple[Column, ...]:
    """Columns from left to right, by their widths in millimetres."""
    found, x = [], MARGIN
    for title, width, is_number in wanted:
        found.append(Column(title, x, width * mm, is_number))
        x += width * mm
    return tuple(found)


MEMBERS = _columns(
    ("No.", 14, True), ("Nama", 54, False), ("Pokok", 25, True), ("Wajib", 25, True),
    ("Sukarela", 27, True), ("SHU belum dibayar", 33, True), ("Bon", 25, True),
    ("Belanja", 28, True), ("Tanda tangan", 38, False),
)  # fmt: skip
ACCOUNTS = _columns(
    ("Toko", 22, False), ("Akun", 24, False), ("Nama akun", 110, False), ("Debet", 50, True),
    ("Kredit", 50, True),
)  # fmt: skip
DEBTS = _columns(
    ("Kepada", 28, False), ("Nama", 96, False), ("Toko", 24, False), ("Nomor faktur", 60, False),
    ("Jumlah", 50, True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the sheet; the last row is its sum."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Cells]


def sheet_pdf(sheet: Sheet) -> bytes:
    """All pages; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=(WIDTH, HEIGHT), invariant=True, lang="id")
    canvas.setTitle(f"Saldo awal {sheet.evening}")
    pages = list(_pages(sheet))
    for place, (part, rows) in enumerate(pages, 1):
        _draw_head(canvas, sheet, part, f"Halaman {place}/{len(pages)}")
        for line, row in enumerate(rows):
            _draw_row(canvas, part, row, TOP - (line + 1) * ROW, row is part.rows[-1])
        if place == len(pages):
            _draw_signers(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return document.getvalue()


def _pages(sheet: Sheet) -> Iterator[tuple[Part, Sequence[Cells]]]:
    parts = [_members(sheet), _accounts(sheet)]
    if sheet.debts:
        parts.append(_debts(sheet))
    for part in parts:
        for first in range(0, len(part.rows), ROWS):
            yield part, part.rows[first : first + ROWS]
    on_last = (len(parts[-1].rows) - 1) % ROWS + 1
    if on_last > ROWS - SIGNING:
        yield parts[-1], ()


def _members(sheet: Sheet) -> Part:
    rows = sheet.members
    sums = (
        total(row.pokok for row in rows), total(row.wajib for row in rows),
        total(row.sukarela for row in rows), total(row.unpaid_shu for row in rows),
        total(row.bons for row in rows), total(row.purchases for row in rows),
    )  # fmt: skip
    said = [
        (str(row.number), row.name, *map(_money, (row.pokok, row.wajib, row.sukarela,
         row.unpaid_shu, row.bons, row.purchases)), "_" * 18)
        for row in rows
    ]  # fmt: skip
    last = ("", f"Jumlah {len(rows)} anggota", *map(_money, sums), "")
    return Part("Anggota: apa yang diambil alih", MEMBERS, [*said, last])


def _accounts(sheet: Sheet) -> Part:
    rows = [
        (
            row.shop,
            row.code,
            row.name,
            _money(max(row.amount, ZERO)),
            _money(max(-row.amount, ZERO)),
        )
        for row in sheet.accounts
    ]
    debit = total(max(row.amount, ZERO) for row in sheet.accounts)
    credit = total(max(-row.amount, ZERO) for row in sheet.accounts)
    last = ("", "", "Jumlah", _money(debit), _money(credit))
    return Part("Neraca saldo", ACCOUNTS, [*rows, last])


def _debts(sheet: Sheet) -> Part:
    rows = [
        (row.kind.capitalize(), row.name, row.shop, row.reference, _money(row.amount))
        for row in sheet.debts
    ]
    last = ("", "Jumlah", "", "", _money(total(row.amount for row in sheet.debts)))
    return Part("Utang kepada pemasok dan penitip", DEBTS, [*rows, last])


def _money(amount: Money) -> str:
    return number(amount.amount) if amount else "–"


def _draw_head(canvas: Canvas, sheet: Sheet, part: Part, page: str) -> None:
    canvas.setFont(BOLD, 14)
    canvas.drawString(MARGIN, HEIGHT - 17 * mm, f"Saldo awal per {sheet.evening} malam")
    canvas.setFont(PLAIN, 9)
    canvas.drawString(MARGIN, HEIGHT - 22.5 * mm, f"{sheet.coop} · {part.title} · dalam rupiah")
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 17 * mm, page)
    if sheet.mark:
        canvas.setFont(BOLD, 11)
        canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 22.5 * mm, sheet.mark)
    for column in part.columns:
        _draw_cell(canvas, column, column.title, TOP + 2 * mm, (BOLD, 8.5))
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, TOP, WIDTH - MARGIN, TOP)


def _draw_row(canvas: Canvas, part: Part, row: Cells, y: float, is_sum: bool) -> None:
    font = (BOLD if is_sum else PLAIN, 9.0)
    for column, text in zip(part.columns, row, strict=True):
        _draw_cell(canvas, column, text, y + 2.4 * mm, font)
    canvas.setStrokeGray(0 if is_sum else 0.75)
    canvas.setLineWidth(0.8 if is_sum else 0.4)
    canvas.line(MARGIN, y + (ROW if is_sum else 0), WIDTH - MARGIN, y + (ROW if is_sum else 0))
    canvas.setStrokeGray(0)


def _draw_cell(
    canvas: Canvas, column: Column, text: str, y: float, font: tuple[str, float]
) -> None:
    """Numbers end at the right of their column, words begin at its left; cut off where too long."""
    name, size = font
    room = column.room - 2.5 * mm
    while text and stringWidth(text, name, size) > room:
        text = text[:-2].rstrip() + "…"
    canvas.setFont(name, size)
    if column.is_number:
        canvas.drawRightString(column.x + room, y, text)
    else:
        canvas.drawString(column.x, y, text)


def _draw_signers(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setFont(PLAIN, 9)
    width = (WIDTH - 2 * MARGIN) / len(SIGNERS)
    for place, signer in enumerate(SIGNERS):
        x = MARGIN + place * width
        canvas.drawString(x, BOTTOM + 2.4 * ROW, f"{signer},")
        canvas.drawString(x, BOTTOM, "(______________________________)")
    canvas.drawString(
        MARGIN, BOTTOM - 6 * mm, f"Diperiksa terhadap buku dan kartu per {sheet.evening}."
    )
