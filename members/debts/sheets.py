"""Debts as A4 pages: everybody's by age, and one person's statement. Values → PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from core.format import day, number, rupiah
from core.money import Money
from members.debts.ageing import Age
from members.debts.queries import Debt, Sums
from members.debts.statement_queries import Statement
from members.sheets import HEADING, SMALL, Paper, pdf, table, text

AGES = {
    Age.NOT_DUE: "Belum jatuh tempo",
    Age.MONTH: "1–30 hari",
    Age.TWO_MONTHS: "31–60 hari",
    Age.THREE_MONTHS: "61–90 hari",
    Age.OLDER: "Di atas 90 hari",
}
"""On paper, which is Indonesian whoever prints it."""


def ageing_pdf(debts: Sequence[Debt], sums: Sums, paper: Paper, *, on: date) -> bytes:
    """Who owes what since when, with the sums of every age."""
    heads = ["Nama", "Nomor", "Toko", "Jatuh tempo", *AGES.values(), "Jumlah (Rp)"]
    rows = [
        [debt.person.name, debt.person.code, debt.shops, day(debt.due_on),
         *(_bare(debt.buckets[age]) for age in AGES), _bare(debt.owed)]
        for debt in debts
    ]  # fmt: skip
    last = ["Jumlah", "", "", "", *(_bare(sums.buckets[age]) for age in AGES), _bare(sums.owed)]
    numbers = [25 * mm] * len(AGES) + [25 * mm]
    widths = [paper.room - 59 * mm - sum(numbers), 16 * mm, 20 * mm, 23 * mm, *numbers]
    says = f"Menurut umur pada {day(on)}: {number(sums.people)} orang, {rupiah(sums.owed)}."
    return pdf(paper, [text(says), table(heads, rows, widths, last, words=4)])


def statement_pdf(statement: Statement, paper: Paper) -> bytes:
    """What somebody owed, bought and paid, and what is open."""
    who = statement.person
    kind = "Pelanggan" if who.status is None else "Anggota nomor"
    return pdf(paper, [
        text(f"{kind} {who.code}: {who.name}"),
        text(f"{day(statement.first)} sampai {day(statement.last)}"),
        *_moved(statement, paper), *_open(statement, paper),
    ])  # fmt: skip


def _moved(statement: Statement, paper: Paper) -> Iterator[Flowable]:
    rows = [["", "", "Kasbon sebelumnya", "", "", rupiah(statement.opening)]]
    for line in statement.lines:
        more = rupiah(line.amount) if line.amount.amount > 0 else ""
        less = rupiah(-line.amount) if line.amount.amount < 0 else ""
        rows.append([day(line.on), line.shop, line.text, more, less, rupiah(line.balance)])
    last = ["", "", "Kasbon akhir", "", "", rupiah(statement.closing)]
    widths = [20 * mm, 13 * mm, paper.room - 114 * mm, 27 * mm, 27 * mm, 27 * mm]
    heads = ["Tanggal", "Toko", "Keterangan", "Bertambah", "Berkurang", "Kasbon"]
    yield text("Yang terjadi", HEADING)
    yield table(heads, rows, widths, last, words=3)


def _open(statement: Statement, paper: Paper) -> Iterator[Flowable]:
    yield text("Belum dibayar", HEADING)
    if not statement.parts:
        yield text("Tidak ada: semuanya lunas.")
        return
    rows = [[day(part.due_on), f"Belanja {day(part.bought_on)} di {part.shop}", rupiah(part.amount)]
            for part in statement.parts]  # fmt: skip
    widths = [26 * mm, paper.room - 56 * mm, 30 * mm]
    yield table(["Jatuh tempo", "Bon", "Jumlah"], rows, widths, words=2)
    old = ", ".join(f"{AGES[age].lower()} {rupiah(amount)}"
                    for age, amount in statement.buckets.items() if amount)  # fmt: skip
    yield text(f"Menurut umur pada {day(paper.printed_on)}: {old}.", SMALL)


def _bare(amount: Money) -> str:
    return number(amount.amount) if amount else "–"
