"""The receipt of a kasbon payment as lines of paper: what was paid, and what is left.

It is the member's, so its words are Indonesian whatever language the clerk's screen speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.format import day, number, rupiah
from core.money import Money
from members.instalments import Instalment
from pos.due_dates import due_lines
from pos.letterhead import Letterhead, Marks, slip
from pos.paper import Barcode, Feed, PaperLine, Rule, Style, big_pair, centred, left, pair

TITLE = "BAYAR KASBON"


@dataclass(frozen=True, slots=True)
class PaymentSlip:
    """Everything the receipt of a payment says."""

    head: Letterhead
    number: str
    paid_at: datetime
    """On the shop's wall clock."""
    till: str
    clerk: str
    who: str
    """``Anggota 1 Siti``, ``Pelanggan P-1 Bu Darmi``."""
    amount: Money
    rounding: Money
    """What rounding took (-) or added (+)."""
    tender: str
    """What the member calls it: ``Tunai``."""
    given: Money
    remaining: Money
    coming: tuple[Instalment, ...]
    """What is to be paid when, the soonest first."""

    @property
    def owed(self) -> Money:
        """Before the payment."""
        return self.remaining + self.amount

    @property
    def change(self) -> Money:
        return self.given - self.amount - self.rounding


def layout(payment: PaymentSlip, marks: Marks, columns: int) -> tuple[PaperLine, ...]:
    """The receipt for paper of that many columns."""
    return tuple(slip(payment.head, TITLE, marks, _body(payment, columns), columns))


def _body(payment: PaymentSlip, columns: int) -> Iterator[PaperLine]:
    paid_at = f"{day(payment.paid_at.date())} {payment.paid_at:%H:%M}"
    yield from pair(payment.number, paid_at, columns)
    yield from pair(f"Kasir {payment.clerk}", payment.till, columns)
    yield from left(payment.who, columns, Style.BOLD)
    yield Rule()
    yield from pair("Kasbon sebelumnya", rupiah(payment.owed), columns)
    yield from big_pair("DIBAYAR", rupiah(payment.amount), columns)
    if payment.rounding:
        yield from pair("Pembulatan", number(payment.rounding.amount), columns)
    yield from pair(payment.tender, number(payment.given.amount), columns)
    if payment.change:
        yield from big_pair("KEMBALI", rupiah(payment.change), columns)
    yield Rule()
    yield from _left_to_pay(payment, columns)
    yield Feed()
    yield Barcode(payment.number)


def _left_to_pay(payment: PaymentSlip, columns: int) -> Iterator[PaperLine]:
    if not payment.remaining:
        yield from centred("KASBON LUNAS. Terima kasih.", columns, Style.BOLD)
        return
    yield from big_pair("SISA", rupiah(payment.remaining), columns)
    yield from due_lines(payment.coming, columns)
