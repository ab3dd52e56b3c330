"""The receipt of share money as lines of paper: the member's proof, with the new balance.

It is the member's, so its words are Indonesian whatever language the clerk's screen speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.format import day, number, rupiah
from core.money import Money
from members.balances import Account
from members.ways import Direction
from pos.letterhead import Letterhead, Marks, slip
from pos.paper import (
    Barcode,
    Feed,
    PaperLine,
    Rule,
    Style,
    Text,
    big_pair,
    centred,
    left,
    pair,
)

TITLES = {Direction.IN: "SETORAN", Direction.OUT: "PENARIKAN"}
NAMES = {
    Account.POKOK: "Simpanan pokok",
    Account.WAJIB: "Simpanan wajib",
    Account.SUKARELA: "Simpanan sukarela",
    Account.SURPLUS: "Sisa hasil usaha (SHU)",
}


@dataclass(frozen=True, slots=True)
class MoneySlip:
    """Everything the receipt of a deposit or withdrawal says."""

    head: Letterhead
    number: str
    paid_at: datetime
    """On the shop's wall clock."""
    till: str
    clerk: str
    member_number: int
    member_name: str
    account: Account
    direction: Direction
    amount: Money
    tender: str
    """What the member calls it: ``Tunai``."""
    given: Money
    balance: Money
    """Of the account afterwards."""


def layout(money: MoneySlip, marks: Marks, columns: int) -> tuple[PaperLine, ...]:
    """The receipt for paper of that many columns; a withdrawal is signed for."""
    title = TITLES[money.direction]
    return tuple(slip(money.head, title, marks, _body(money, columns), columns))


def _body(money: MoneySlip, columns: int) -> Iterator[PaperLine]:
    yield from pair(money.number, f"{day(money.paid_at.date())} {money.paid_at:%H:%M}", columns)
    yield from pair(f"Kasir {money.clerk}", money.till, columns)
    yield Rule()
    yield from left(money.member_name.upper(), columns, Style.BOLD)
    yield from left(f"Anggota nomor {money.member_number}", columns)
    yield Rule()
    yield from left(NAMES[money.account], columns)
    yield from big_pair("JUMLAH", rupiah(money.amount), columns)
    yield from pair(money.tender, number(money.given.amount), columns)
    if money.given != money.amount:
        yield from big_pair("KEMBALI", rupiah(money.given - money.amount), columns)
    yield Rule()
    yield from big_pair("SALDO", rupiah(money.balance), columns)
    if money.direction is Direction.OUT:
        yield from _signatures(columns)
    yield Feed()
    yield Barcode(money.number)
    yield Feed()
    yield from centred("Simpan struk ini sebagai bukti.", columns)


def _signatures(columns: int) -> Iterator[PaperLine]:
    yield Feed(2)
    yield from pair("Petugas", "Penerima", columns)
    yield Feed(3)
    line = "." * (columns // 2 - 2)
    yield Text(line + line.rjust(columns - len(line)))
