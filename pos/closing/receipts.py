"""The X and Z reports of a shift as lines of paper. Pure.

Paper is Indonesian whatever language the screen speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.format import day, number, rupiah
from core.money import Money, total
from pos.cash.models import Direction, Purpose
from pos.cash.receipts import PURPOSES
from pos.closing.figures import NONE, Figures, Tally
from pos.letterhead import Letterhead, Marks, slip
from pos.models import DocumentKind, TenderKind
from pos.paper import Feed, PaperLine, Rule, Style, Text, big_pair, left, pair
from pos.receipts import TENDER_WORDS

DOCUMENTS = {
    DocumentKind.SALE: "Penjualan tunai",
    DocumentKind.RETURN: "Retur tunai",
    DocumentKind.CASH_MOVE: "Kas masuk dan keluar",
    DocumentKind.BON_PAYMENT: "Bayar bon",
    DocumentKind.MEMBER_MONEY: "Simpanan anggota",
    DocumentKind.TENDER_CORRECTION: "Koreksi cara bayar",
    DocumentKind.DRAWER_OPENED: "Buka laci",
}
"""What a kind of document is called where it changed the drawer, in the order of the report."""
INDENT = 2


@dataclass(frozen=True, slots=True)
class Checked:
    """The slips of a way of paying, counted beside what was booked."""

    kind: TenderKind
    counted: Money
    booked: Money

    @property
    def difference(self) -> Money:
        return self.counted - self.booked


@dataclass(frozen=True, slots=True)
class Closed:
    """How a shift ended."""

    number: int
    """Of the Z report, on its till."""
    at: datetime
    """On the shop's wall clock."""
    by: str
    expected: Money
    counted: Money
    reason: str
    second: str
    """Who vouched for the difference; empty when nobody had to or nobody has."""
    waits: bool
    """The difference still needs a second name."""
    unsent: int
    """Documents that were still at the till."""
    pieces: tuple[tuple[Money, int], ...] = ()
    slips: tuple[Checked, ...] = ()

    @property
    def difference(self) -> Money:
        """Counted less expected: over +, short -."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an X or Z report says."""

    head: Letterhead
    till: str
    clerk: str
    opened_at: datetime
    """On the shop's wall clock."""
    read_at: datetime
    float: Money
    figures: Figures
    closed: Closed | None
    """None: an X report."""
    late: Mapping[DocumentKind, Tally] = field(default_factory=dict)
    """What has arrived since it was closed."""
    blind: bool = False
    """For who has yet to count: nothing that tells what should lie in the drawer."""


def layout(report: Report, marks: Marks, columns: int) -> tuple[PaperLine, ...]:
    """The report for paper of that many columns."""
    title = f"LAPORAN Z {report.closed.number}" if report.closed else "LAPORAN X"
    return tuple(slip(report.head, title, marks, _body(report, columns), columns))


def _body(report: Report, columns: int) -> Iterator[PaperLine]:
    yield from _meta(report, columns)
    yield Rule()
    yield from _sold(report.figures, columns)
    yield Rule()
    yield from _tenders(report, columns)
    yield Rule()
    if report.blind:
        yield from left("Isi laci terlihat sesudah dihitung.", columns)
    else:
        yield from _drawer(report, columns)
    yield Rule()
    yield from _counts(report, columns)
    if report.closed:
        yield from _end(report.closed, columns)


def _meta(report: Report, columns: int) -> Iterator[Text]:
    yield from pair("Kasir", report.till, columns)
    yield from pair("Petugas", report.clerk, columns)
    yield from pair("Dibuka", _moment(report.opened_at), columns)
    if report.closed is None:
        yield from pair("Dibaca", _moment(report.read_at), columns)
        return
    yield from pair("Ditutup", _moment(report.closed.at), columns)
    if report.closed.by != report.clerk:
        yield from pair("Dihitung oleh", report.closed.by, columns)


def _sold(figures: Figures, columns: int) -> Iterator[Text]:
    yield from pair("Penjualan kotor", _amount(figures.gross), columns)
    yield from pair("Potongan", _amount(-figures.discounts), columns)
    yield from pair(_counted("Retur", figures.returns), _amount(-figures.returns.amount), columns)
    yield from big_pair("BERSIH", rupiah(figures.net), columns)
    yield from pair("Anggota", _amount(figures.member_net), columns, indent=INDENT)
    yield from pair("Bukan anggota", _amount(figures.other_net), columns, indent=INDENT)
    yield from pair("Pembulatan", _amount(figures.rounding), columns)


def _tenders(report: Report, columns: int) -> Iterator[Text]:
    figures = report.figures
    shown = [kind for kind in TenderKind if not (report.blind and kind is TenderKind.CASH)]
    if any(kind in figures.tenders for kind in shown):
        yield from left("Dibayar dengan", columns, Style.BOLD)
    for kind in shown:
        yield from _tender(figures, kind, columns)
    if figures.unconfirmed.count:
        label = _counted("QRIS belum pasti", figures.unconfirmed)
        yield from pair(label, _amount(figures.unconfirmed.amount), columns, indent=INDENT)


def _tender(figures: Figures, kind: TenderKind, columns: int) -> Iterator[Text]:
    """What came in and went back by a way of paying; cash beside sales is in the drawer's part."""
    paid, back = figures.tenders.get(kind, NONE), figures.refunds.get(kind, NONE)
    word = TENDER_WORDS[kind]
    if paid.count:
        yield from pair(_counted(word, paid), _amount(paid.amount), columns)
    if back.count:
        yield from pair(_counted(f"Retur {word.lower()}", back), _amount(-back.amount), columns)
    beside = NONE if kind is TenderKind.CASH else figures.beside.get(kind, NONE)
    if beside.count:
        label = _counted(f"Bon, simpanan: {word.lower()}", beside)
        yield from pair(label, _amount(beside.amount), columns)


def _drawer(report: Report, columns: int) -> Iterator[Text]:
    """What lies there and why; no counts, as a document may have moved no cash."""
    figures = report.figures
    yield from left("Uang di laci", columns, Style.BOLD)
    yield from pair("Kas awal", _amount(report.float), columns)
    for kind in DOCUMENTS:
        tally = figures.cash.get(kind, NONE)
        if kind is DocumentKind.CASH_MOVE:
            yield from _moves(figures, columns)
        elif tally.amount:
            yield from pair(DOCUMENTS[kind], _amount(tally.amount), columns)
    expected = report.float + figures.cash_moved
    yield from pair("Seharusnya", rupiah(expected), columns, Style.BOLD)
    if report.closed:
        yield from pair("Dihitung", rupiah(report.closed.counted), columns, Style.BOLD)
        yield from big_pair("SELISIH", _signed(report.closed.difference), columns)


def _moves(figures: Figures, columns: int) -> Iterator[Text]:
    for (direction, purpose), tally in figures.moves.items():
        label = _counted(PURPOSES.get((direction, purpose), _other(purpose)), tally)
        signed = tally.amount if direction is Direction.IN else -tally.amount
        yield from pair(label, _amount(signed), columns)


def _other(purpose: Purpose) -> str:
    return f"Kas: {purpose.value}"


def _counts(report: Report, columns: int) -> Iterator[Text]:
    figures = report.figures
    yield from pair("Struk penjualan", number(figures.sales.count), columns)
    if figures.first_number:
        yield from pair("Nomor pertama", figures.first_number, columns)
        yield from pair("Nomor terakhir", figures.last_number, columns)
    opened = figures.cash.get(DocumentKind.DRAWER_OPENED, NONE).count
    yield from pair("Buka laci tanpa jual", number(opened), columns)
    removed = figures.removed
    yield from pair(_counted("Baris dihapus", removed), _amount(removed.amount), columns)
    yield from pair("Salinan struk", number(figures.reprints), columns)
    if report.closed:
        yield from pair("Belum terkirim", number(report.closed.unsent), columns)
    if report.late:
        yield from _late(report.late, columns)


def _late(late: Mapping[DocumentKind, Tally], columns: int) -> Iterator[Text]:
    """What came after the closing, beside its figures and in none of them."""
    moved = total(tally.amount for tally in late.values())
    label = f"Menyusul ({sum(tally.count for tally in late.values())})"
    yield from pair(f"{label}, tunai", _amount(moved), columns, Style.BOLD)


def _end(closed: Closed, columns: int) -> Iterator[PaperLine]:
    if closed.pieces:
        yield Rule()
        for denomination, pieces in closed.pieces:
            label = f"{number(denomination.amount)} x {number(pieces)}"
            yield from pair(label, _amount(denomination * pieces), columns)
    if closed.slips:
        yield Rule()
        yield from left("Bukti nontunai", columns, Style.BOLD)
        for item in closed.slips:
            yield from _slips(item, columns)
    if closed.reason:
        yield Rule()
        yield from left(f"Alasan: {closed.reason}", columns)
    yield Rule()
    yield from _signatures(closed, columns)


def _slips(item: Checked, columns: int) -> Iterator[Text]:
    yield from pair(TENDER_WORDS[item.kind], _amount(item.counted), columns)
    yield from pair("di buku", _amount(item.booked), columns, indent=INDENT)
    if item.difference:
        yield from pair("selisih", _signed(item.difference), columns, Style.BOLD, indent=INDENT)


def _signatures(closed: Closed, columns: int) -> Iterator[PaperLine]:
    if closed.waits:
        yield from left("MENUNGGU PENGESAHAN", columns, Style.BOLD)
    elif closed.second:
        yield from left(f"Disahkan {closed.second}", columns, Style.BOLD)
    yield Feed()
    yield from pair("Petugas", "Mengesahkan", columns)
    yield Feed(3)
    line = "." * (columns // 2 - 2)
    yield Text(line + line.rjust(columns - len(line)))


def _counted(label: str, tally: Tally) -> str:
    return f"{label} ({number(tally.count)})" if tally.count else label


def _amount(amount: Money) -> str:
    return number(amount.amount)


def _signed(amount: Money) -> str:
    return f"+{rupiah(amount)}" if amount.amount > 0 else rupiah(amount)


def _moment(at: datetime) -> str:
    return f"{day(at.date())} {at:%H:%M}"
