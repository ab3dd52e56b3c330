"""A member's passbook, her weekly card and the slip of her surplus as lines of paper. Pure.

They are the member's, so their words are Indonesian whatever language the office's screen speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.format import day, number, rupiah
from members.cards.passbook_sheets import NAMES
from members.cards.passbooks import BookAccount, BookLine, Passbook
from members.pots.queries import PotCard
from members.pots.weeks import Week
from members.shu import slips
from members.shu.slips import MemberSlip
from pos.letterhead import Letterhead, Marks, slip
from pos.paper import Feed, PaperLine, Rule, Style, big_pair, centred, headline, left, pair

BOOK, CARD, SURPLUS = "BUKU SIMPANAN", "KARTU TITIPAN", "SLIP SHU"


def passbook(book: Passbook, head: Letterhead, marks: Marks, columns: int) -> tuple[PaperLine, ...]:
    """A passbook for paper of that many columns, one account after the other."""
    return tuple(slip(head, BOOK, marks, _book(book, columns), columns))


def pot_card(card: PotCard, head: Letterhead, marks: Marks, columns: int) -> tuple[PaperLine, ...]:
    """A weekly card for paper of that many columns."""
    return tuple(slip(head, CARD, marks, _card(card, columns), columns))


def surplus_slip(
    told: MemberSlip, head: Letterhead, marks: Marks, columns: int
) -> tuple[PaperLine, ...]:
    """What a member is told of her share, for paper of that many columns."""
    title = f"{SURPLUS} {told.year}"
    return tuple(slip(head, title, marks, _surplus(told, head, columns), columns))


def _book(book: Passbook, columns: int) -> Iterator[PaperLine]:
    yield from left(f"{book.number} {book.name}", columns, Style.BOLD)
    yield from left(f"{day(book.wanted.first)} - {day(book.wanted.last)}", columns)
    for account in book.accounts:
        yield from _account(account, columns)
    if not book.accounts:
        yield Rule()
        yield from left("Belum ada mutasi.", columns)
    yield Feed()


def _account(account: BookAccount, columns: int) -> Iterator[PaperLine]:
    yield Rule()
    yield from centred(NAMES[account.account], columns, Style.BOLD)
    yield from pair("Saldo awal", number(account.opening.amount), columns)
    for line in account.lines:
        yield from _line(line, columns)
    yield from pair("Saldo akhir", rupiah(account.closing), columns, Style.BOLD)


def _line(line: BookLine, columns: int) -> Iterator[PaperLine]:
    """Day and amount, and what it was with the balance below."""
    sign = "+" if line.amount.amount > 0 else ""
    yield from pair(day(line.booked_on), f"{sign}{number(line.amount.amount)}", columns)
    yield from pair(line.description, number(line.balance.amount), columns, indent=2)


def _card(card: PotCard, columns: int) -> Iterator[PaperLine]:
    yield from left(card.pot, columns, Style.BOLD)
    yield from left(f"{card.number} {card.name}", columns)
    if card.weekly:
        yield from pair("Setiap minggu", rupiah(card.weekly), columns)
    if card.target:
        yield from pair("Tujuan", rupiah(card.target), columns)
    yield Rule()
    for week in card.weeks:
        if week.monday <= card.until:
            yield from _week(week, columns)
    yield Rule()
    yield from big_pair("ISI", rupiah(card.held), columns)
    yield from left(f"per {day(card.until)}", columns)
    yield Feed()


def _week(week: Week, columns: int) -> Iterator[PaperLine]:
    paid = number(week.amount.amount) if week.amount else "-"
    yield from pair(f"{week.number:>2} {day(week.monday)}", paid, columns)


def _surplus(told: MemberSlip, head: Letterhead, columns: int) -> Iterator[PaperLine]:
    if told.stamp and not head.is_demo:
        yield from headline(told.stamp, columns)
    yield from left(told.member_name.upper(), columns, Style.BOLD)
    yield from left(f"Anggota nomor {told.member_number}", columns)
    yield Rule()
    yield from big_pair("BAGIAN ANDA", rupiah(told.total), columns)
    yield from left(slips.sentence(told), columns)
    for part in slips.parts(told):
        yield from _part(part, columns)
    yield Rule()
    yield from left(slips.whole(told), columns)
    yield from left(slips.decided(told), columns)
    yield Feed()


def _part(part: slips.Part, columns: int) -> Iterator[PaperLine]:
    yield Rule()
    yield from pair(part.title, part.amount, columns, Style.BOLD)
    for name, value in part.facts:
        yield from pair(name, value, columns)
    for text in filter(None, (part.formula, part.note)):
        yield from left(text, columns)
