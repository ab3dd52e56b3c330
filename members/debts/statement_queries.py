"""A statement of somebody's kasbon: what was owed before, what moved, what is left and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, Money, total
from ledger.models import JournalEntry, Posting
from members import credit
from members.credit import OpenBon
from members.debtors import Debtor
from members.debts.ageing import Age, ageing
from members.debts.queries import Person, shop_codes
from members.debts.reminders import Part


@dataclass(frozen=True, slots=True)
class Line:
    """Something that changed what is owed."""

    on: date
    shop: str
    text: str
    """As the journal calls it: a receipt's number, a payment."""
    amount: Money
    """Bought +, paid or given up -."""
    balance: Money
    """What was owed afterwards, over all shops."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody owed at the beginning of some days, what moved in them, and what is open."""

    person: Person
    first: date
    last: date
    opening: Money
    lines: Sequence[Line]
    bons: Sequence[OpenBon]
    """Open today, the oldest first."""
    shops: Mapping[ShopId, str]
    buckets: Mapping[Age, Money]
    parts: Sequence[Part]
    """What is still to be paid, the soonest first."""

    @property
    def owed(self) -> Money:
        """What is open today."""
        return total(bon.open for bon in self.bons)

    @property
    def closing(self) -> Money:
        """What is owed at the end of the last day."""
        return self.lines[-1].balance if self.lines else self.opening


def statement(
    session: Session, person: Person, first: date, last: date, *, today: date
) -> Statement:
    """What the books say of somebody's kasbon, both days included."""
    bons = credit.bons_of(session, person.debtor)
    opening = _before(session, person.debtor, first)
    lines = tuple(_lines(session, person.debtor, (first, last), opening))
    return Statement(
        person, first, last, opening, lines, bons, shop_codes(session),
        ageing(credit.coming(bons), today), _parts(session, bons),
    )  # fmt: skip


def _before(session: Session, debtor: Debtor, first: date) -> Money:
    postings = _postings(debtor).where(JournalEntry.booked_on < first).subquery()
    return session.scalar(select(func.sum(postings.c.amount))) or ZERO


def _lines(
    session: Session, debtor: Debtor, days: tuple[date, date], opening: Money
) -> Iterator[Line]:
    """Postings of one entry are one line: a sale may lend and take back."""
    balance = opening
    within = _postings(debtor).where(JournalEntry.booked_on.between(*days)).subquery()
    rows = session.execute(
        select(within.c.booked_on, within.c.code, within.c.description,
               func.sum(within.c.amount).label("amount"))
        .group_by(within.c.id, within.c.booked_on, within.c.code, within.c.description)
        .order_by(within.c.booked_on, within.c.id)
    )  # fmt: skip
    for row in rows:
        balance += row.amount
        if row.amount:
            yield Line(row.booked_on, row.code, row.description, row.amount, balance)


def _postings(debtor: Debtor) -> Select[object, date, str, str, Money]:
    return (
        select(JournalEntry.id, JournalEntry.booked_on, Shop.code, JournalEntry.description,
               Posting.amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .where(Posting.account == debtor.kind.account,
               getattr(Posting, debtor.kind.of_posting) == debtor.id)
    )  # fmt: skip


def _parts(session: Session, bons: Sequence[OpenBon]) -> list[Part]:
    names = {ShopId(key): name for key, name in session.execute(select(Shop.id, Shop.name))}
    parts = [
        Part(bon.booked_on, names[bon.shop_id], part.due_on, part.amount)
        for bon in bons
        for part in bon.instalments
    ]
    return sorted(parts, key=lambda part: (part.due_on, part.bought_on))
