"""The receipt as lines of paper.

It is the buyer's, so its words are Indonesian whatever language the clerk's screen speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from core.format import day, number, quantity, rupiah
from core.money import ZERO, Money, total
from core.quantity import Quantity
from members.instalments import Instalment
from pos.due_dates import instalment_lines
from pos.models import TenderKind
from pos.paper import (
    INDENT,
    MIN_COLUMNS,
    Barcode,
    Feed,
    PaperLine,
    Rule,
    Style,
    Text,
    big_pair,
    centred,
    headline,
    left,
    pair,
)

PIECE = "pcs"
"""The unit that a line of one piece need not name."""
CASH = "cash"
"""The kind of tender that gives change."""
TENDER_WORDS = {
    TenderKind.CASH: "Tunai",
    TenderKind.QRIS: "QRIS",
    TenderKind.TRANSFER: "Transfer",
    TenderKind.KASBON: "Kasbon",
    TenderKind.SAVINGS: "Simpanan sukarela",
    TenderKind.VOUCHER: "Voucher",
}
"""What a tender is called on paper, which is Indonesian."""
_NPWP = re.compile(r"^(\d\d)(\d{3})(\d{3})(\d)(\d{3})(\d{3})$")
"""A tax number of 15 digits, which is written in groups; one of 16 is not."""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line of goods as it was sold."""

    name: str
    quantity: Quantity
    unit: str
    unit_price: Money
    amount: Money
    """What is paid for it, the discount taken off."""
    discount: Money = ZERO
    discount_name: str = ""
    """What the promotion is called; empty: a discount by hand."""
    reference: str = ""
    """The customer's number at the provider of a service."""
    token: str = ""
    """What the buyer types into the meter; known only when a copy is printed."""
    exchanged: bool = False
    """The buyer gave an empty for each."""


@dataclass(frozen=True, slots=True)
class ReceiptTender:
    """Money towards the total."""

    kind: str
    label: str
    """What the buyer calls it: ``Tunai``."""
    amount: Money
    """What it settles."""
    given: Money
    """What was handed over; more than the amount only in cash."""
    remark: str = ""
    """What else the buyer should know: a due date, that the money is still awaited."""
    instalments: tuple[Instalment, ...] = ()
    """What is to be paid when, where it is paid in parts."""


@dataclass(frozen=True, slots=True)
class ReceiptMember:
    """The member who bought."""

    number: str
    name: str
    purchases: Money | None
    """What the member has bought this year, this sale included; None when not known."""
    savings: Money | None = None
    """SUKARELA after this sale; None when there is none."""
    credit: Money | None = None
    """What is owed after this sale; None when nothing is."""
    due: Instalment | None = None
    """When some of it is to be paid next, and how much."""
    wajib_due: Money | None = None
    """What is still to be paid as simpanan wajib; None when nothing is."""
    wajib_since: date | None = None
    """The oldest month of it, when it is not this one."""
    expected_shu: Money | None = None
    """Her part of the surplus had the year ended on ``expected_as_of``; None when not known."""
    expected_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says."""

    coop: str
    shop: str
    address: tuple[str, ...]
    npwp: str
    """Tax number as digits; empty when there is none."""
    header: str
    footer: str
    number: str
    sold_at: datetime
    """On the shop's wall clock."""
    till: str
    clerk: str
    member: ReceiptMember | None
    lines: tuple[ReceiptLine, ...]
    total: Money
    """The sum of the lines."""
    rounding: Money
    """What is paid less the total: -65 when 12.765 is settled with 12.700."""
    tenders: tuple[ReceiptTender, ...]
    change: Money
    is_demo: bool
    is_practice: bool = False
    """Nothing was sold: somebody is learning."""
    kept_savings: Money = ZERO
    """Change the member left for her SUKARELA."""
    kept_donation: Money = ZERO
    vat: Money = ZERO
    """The tax inside the total; zero: the co-op is no PKP."""
    copy_of: int | None = None
    """1 for the first copy that somebody asked for; None for the original."""
    reprint: bool = False
    """The first attempt may have reached the paper, or part of it."""
    late: bool = False
    """The printer was away, so the paper comes long after the sale."""


def layout(receipt: Receipt, columns: int) -> tuple[PaperLine, ...]:
    """The receipt for paper of that many columns; a line never exceeds them, nothing is cut."""
    if columns < MIN_COLUMNS:
        raise ValueError(f"a receipt needs {MIN_COLUMNS} columns, not {columns}")
    return tuple(_layout(receipt, columns))


def test_slip(columns: int) -> tuple[PaperLine, ...]:
    """A slip that shows whether the printer's width, sizes, signs and bars are right."""
    return tuple(_test_slip(columns))


def _layout(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    for banner in _banners(receipt, columns):
        yield from banner
        yield Feed()
    yield from _head(receipt, columns)
    yield from _marks(receipt, columns)
    yield Rule()
    yield from _meta(receipt, columns)
    yield Rule()
    for line in receipt.lines:
        yield from _goods(line, columns)
    yield Rule()
    yield from _money(receipt, columns)
    yield Rule()
    yield from _passbook(receipt, columns)
    yield from _foot(receipt, columns)
    for banner in _banners(receipt, columns):
        yield Feed()
        yield from banner


def _banners(receipt: Receipt, columns: int) -> Iterator[tuple[Text, ...]]:
    """What stands first and last on paper that proves nothing."""
    words = ("CONTOH" if receipt.is_demo else "", "LATIHAN" if receipt.is_practice else "")
    for word in filter(None, words):
        yield (*headline(word, columns), *centred("Bukan bukti pembayaran", columns))


def _head(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    yield from headline(receipt.coop, columns)
    yield from centred(receipt.shop, columns, Style.BOLD)
    yield from centred("\n".join(receipt.address), columns)
    if receipt.npwp:
        yield from centred(f"NPWP {_grouped(receipt.npwp)}", columns)
    yield from centred(receipt.header, columns)


def _grouped(npwp: str) -> str:
    return _NPWP.sub(r"\1.\2.\3.\4-\5.\6", npwp)


def _marks(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    marks = (
        f"SALINAN ke-{receipt.copy_of}" if receipt.copy_of else "",
        "CETAK ULANG" if receipt.reprint else "",
        "DICETAK MENYUSUL" if receipt.late else "",
    )
    if any(marks):
        yield Feed()
    for mark in filter(None, marks):
        yield from headline(mark, columns)


def _meta(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    sold_at = f"{day(receipt.sold_at.date())} {receipt.sold_at:%H:%M}"
    yield from pair(receipt.number, sold_at, columns)
    yield from pair(f"Kasir {receipt.clerk}", receipt.till, columns)
    if receipt.member:
        yield from left(f"Anggota {receipt.member.number} {receipt.member.name}", columns)


def _goods(line: ReceiptLine, columns: int) -> Iterator[Text]:
    gross = line.amount + line.discount
    if line.quantity == Quantity.of(1) and line.unit == PIECE and gross == line.unit_price:
        yield from pair(line.name, number(gross.amount), columns)
    else:
        yield from left(line.name, columns)
        price = number(line.unit_price.amount)
        detail = f"{quantity(line.quantity)} {line.unit} x {price}"
        yield from pair(detail, number(gross.amount), columns, indent=INDENT)
    if line.exchanged:
        yield from pair("tukar kosong", "", columns, indent=INDENT)
    if line.reference:
        yield from pair(f"No. {line.reference}", "", columns, indent=INDENT)
    if line.token:
        yield from left(f"Token {line.token}", columns, Style.BOLD)
    if line.discount:
        name = line.discount_name or "Potongan"
        yield from pair(name, number(-line.discount.amount), columns, indent=INDENT)


def _money(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    if receipt.rounding:
        yield from pair("Subtotal", number(receipt.total.amount), columns)
        yield from pair("Pembulatan", number(receipt.rounding.amount), columns)
    yield from big_pair("TOTAL", rupiah(receipt.total + receipt.rounding), columns)
    if receipt.vat:
        yield from pair("Termasuk PPN", number(receipt.vat.amount), columns)
    if saved := total(line.discount for line in receipt.lines):
        yield from pair("Hemat", number(saved.amount), columns)
    for tender in receipt.tenders:
        yield from pair(tender.label, number(tender.given.amount), columns)
        if tender.remark:
            yield from pair(tender.remark, "", columns, indent=INDENT)
        yield from instalment_lines(tender.instalments, columns)
    yield from _change(receipt, columns)


def _change(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    for label, kept in (
        ("Kembalian ke simpanan", receipt.kept_savings),
        ("Kembalian didonasikan", receipt.kept_donation),
    ):
        if kept:
            yield from pair(label, number(kept.amount), columns)
    if receipt.change != ZERO or _paid_in_cash(receipt.tenders):
        yield from big_pair("KEMBALI", rupiah(receipt.change), columns)


def _paid_in_cash(tenders: Iterable[ReceiptTender]) -> bool:
    return any(tender.kind == CASH for tender in tenders)


def _passbook(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    if receipt.member is None:
        return
    for label, amount in _own_money(receipt.member, receipt.sold_at.year):
        if amount is not None:
            yield from pair(label, rupiah(amount), columns)
    if receipt.member.credit is not None and receipt.member.due is not None:
        due = receipt.member.due
        yield from pair(f"Jatuh tempo {day(due.due_on)}", number(due.amount.amount), columns)
    yield from _expected(receipt.member, columns)


def _own_money(member: ReceiptMember, year: int) -> Iterator[tuple[str, Money | None]]:
    yield f"Belanja tahun {year}", member.purchases
    yield "Simpanan sukarela", member.savings
    since = member.wajib_since
    yield f"Wajib sejak {since:%m/%Y}" if since else "Wajib bulan ini belum", member.wajib_due
    yield "Sisa kasbon", member.credit


def _expected(member: ReceiptMember, columns: int) -> Iterator[PaperLine]:
    """No promise: the day it was worked out stands beside it, and that it is not certain."""
    if member.expected_shu is None or member.expected_as_of is None:
        return
    until = member.expected_as_of
    yield from pair(f"Perkiraan SHU {until.year}", rupiah(member.expected_shu), columns)
    yield from pair(f"s.d. {day(until)}, belum pasti", "", columns, indent=INDENT)


def _foot(receipt: Receipt, columns: int) -> Iterator[PaperLine]:
    yield Feed()
    yield Barcode(receipt.number)
    yield Feed()
    yield from centred(receipt.footer, columns)


def _test_slip(columns: int) -> Iterator[PaperLine]:
    yield from headline("UJI CETAK", columns)
    yield Rule()
    positions = range(1, columns + 1)
    yield Text("".join(f"{at // 10 % 10}" if at % 10 == 0 else " " for at in positions))
    yield Text("".join(f"{at % 10}" for at in positions))
    yield from pair("<", ">", columns)
    yield from centred(f"{columns} kolom, dari tepi ke tepi", columns)
    yield Rule()
    yield from big_pair("TOTAL", rupiah(Money(123_456)), columns)
    yield from left("Huruf tebal", columns, Style.BOLD)
    yield from left("Tanda: é ñ ü ° ½ & @ % ( ) / +", columns)
    yield Feed()
    yield Barcode(f"LUMBUNG-{columns}")
