"""The passbook in book form: A5 pages, one account after the other, the balance carried over.

Values → PDF. What is printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.format import day, number, rupiah
from core.money import ZERO, Money
from members.balances import Account
from members.cards.passbooks import BookAccount, BookLine, Passbook

WIDTH, HEIGHT = A5
EDGE = 11 * mm
RIGHT = WIDTH - EDGE
TOP, FOOT = HEIGHT - 46 * mm, 20 * mm
ROW = 5.2 * mm
OUT, IN, BALANCE = RIGHT - 44 * mm, RIGHT - 22 * mm, RIGHT
"""Right edges of the columns of money."""
WORDS = EDGE + 18 * mm
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
SIZE = 8.0
NAMES = {
    Account.POKOK: "Simpanan pokok",
    Account.WAJIB: "Simpanan wajib",
    Account.SUKARELA: "Simpanan sukarela",
    Account.KASBON: "Kasbon",
    Account.PARTICIPATION: "Modal penyertaan",
    Account.POTS: "Titipan bertujuan",
    Account.SURPLUS: "SHU belum dibayar",
    Account.LEAVING: "Simpanan anggota keluar",
}
"""On paper, which is Indonesian."""


def passbook_pdf(book: Passbook, coop: str, *, is_demo: bool) -> bytes:
    """Pages of one account after the other; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=A5, invariant=True, lang="id")
    canvas.setTitle(f"Buku simpanan anggota nomor {book.number}")
    pen = _Pen(canvas, book, f"{coop} · CONTOH" if is_demo else coop)
    for account in book.accounts:
        pen.write(account)
    if not book.accounts:
        pen.begin("Belum ada mutasi")
        canvas.showPage()
    canvas.save()
    return document.getvalue()


@dataclass(slots=True)
class _Pen:
    """Writes lines downwards; a new page begins with the balance of the one before."""

    canvas: Canvas
    book: Passbook
    coop: str
    y: float = 0

    def begin(self, title: str) -> None:
        """Head and headings of a page."""
        top = HEIGHT - 14 * mm
        self._text(EDGE, top, self.coop, (PLAIN, 8.5), RIGHT - EDGE)
        self._text(EDGE, top - 6 * mm, self.book.name, (BOLD, 12), RIGHT - EDGE - 34 * mm)
        self._right(RIGHT, top - 6 * mm, f"No. {self.book.number}", BOLD, 12)
        self._text(EDGE, top - 13 * mm, title, (BOLD, 10.5), 60 * mm)
        days = f"{day(self.book.wanted.first)} – {day(self.book.wanted.last)}"
        self._right(RIGHT, top - 13 * mm, days, PLAIN, 8.5)
        heads = top - 22 * mm
        self._text(EDGE, heads, "Tanggal", (BOLD, SIZE), 20 * mm)
        self._text(WORDS, heads, "Keterangan", (BOLD, SIZE), 40 * mm)
        for x, name in ((OUT, "Berkurang"), (IN, "Bertambah"), (BALANCE, "Saldo")):
            self._right(x, heads, name, BOLD, SIZE)
        self._right(RIGHT, 9 * mm, f"Halaman {self.canvas.getPageNumber()}", PLAIN, 7.5)
        self._text(EDGE, 9 * mm, self.book.shop, (PLAIN, 7.5), 80 * mm)
        self.y = heads - 2 * mm
        self._rule(0.8)

    def write(self, of: BookAccount) -> None:
        """All lines of an account, on as many pages as they need."""
        self.begin(NAMES[of.account])
        self._carry("Saldo awal", of.opening)
        balance = of.opening
        for line in of.lines:
            if self.y - 2 * ROW < FOOT:
                self._carry("Dipindahkan", balance)
                self.canvas.showPage()
                self.begin(NAMES[of.account])
                self._carry("Pindahan", balance)
            self._line(line)
            balance = line.balance
        self._carry("Saldo akhir", of.closing)
        self.canvas.showPage()

    def _line(self, line: BookLine) -> None:
        y = self.y - ROW + 1.6 * mm
        self._text(EDGE, y, day(line.booked_on), (PLAIN, SIZE), 17 * mm)
        words = f"{line.description} · {line.shop_code}"
        self._text(WORDS, y, words, (PLAIN, SIZE), OUT - 18 * mm - WORDS)
        self._right(IN if line.amount > ZERO else OUT, y, _grouped(line.amount), PLAIN, SIZE)
        self._right(BALANCE, y, number(line.balance.amount), PLAIN, SIZE)
        self.y -= ROW
        self._rule(0.25)

    def _carry(self, label: str, amount: Money) -> None:
        y = self.y - ROW + 1.6 * mm
        self._text(WORDS, y, label, (BOLD, SIZE), 40 * mm)
        self._right(BALANCE, y, rupiah(amount), BOLD, SIZE)
        self.y -= ROW
        self._rule(0.6)

    def _rule(self, width: float) -> None:
        self.canvas.setStrokeGray(0.7)
        self.canvas.setLineWidth(width)
        self.canvas.line(EDGE, self.y, RIGHT, self.y)

    def _text(self, x: float, y: float, text: str, font: tuple[str, float], room: float) -> None:
        """A line, smaller when it is too long."""
        name, size = font
        wide = stringWidth(text, name, size)
        self.canvas.setFont(name, size * min(1, room / wide) if wide else size)
        self.canvas.drawString(x, y, text)

    def _right(self, x: float, y: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, y, text)


def _grouped(amount: Money) -> str:
    return number(abs(amount.amount))
