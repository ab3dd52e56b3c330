"""Kasbon: what members bought on credit, and what of it is still open.

A bon is never changed. What is open of each follows from the balance: in each shop, and by a
payment over all shops, what is due first is paid first, and of the same day the oldest. Where all
bons run equally long that is the oldest bon first; and a bon in instalments does not swallow what
was paid for a younger one that is due (KUH Perdata 1397).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, insert, literal, select
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.ids import CustomerId, MemberId, ShopId
from core.models import table_of
from core.money import ZERO, Money, total
from ledger.models import JournalEntry, Posting
from members import instalments
from members.debtors import Debtor, DebtorKind
from members.instalments import Instalment, Plan
from members.models import Bon

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenBon:
    """A bon and what is still to be paid of it."""

    source: str
    """The same as of its journal entry."""
    shop_id: ShopId
    """Whose receivable it is."""
    booked_on: date
    plan: Plan
    amount: Money
    open: Money
    """Positive, at most the amount."""

    @property
    def instalments(self) -> tuple[Instalment, ...]:
        """What is still to be paid of it, and when: its last instalments."""
        return instalments.still_due(instalments.schedule(self.amount, self.plan), self.open)

    @property
    def due_on(self) -> date:
        """When some of it is to be paid next, or was."""
        return self.instalments[0].due_on


def note_bon(
    session: Session,
    *,
    source: str,
    debtor: Debtor,
    shop_id: ShopId,
    booked_on: date,
    plan: Plan,
    amount: Money,
) -> None:
    """Note what one document adds to somebody's kasbon; the receivable itself is a posting."""
    last = instalments.schedule(amount, plan)[-1]
    session.execute(
        insert(table_of(Bon)),
        {
            "source": source,
            **debtor.keys,
            "shop_id": shop_id,
            "booked_on": booked_on,
            "due_on": plan.first_due,
            "amount": amount,
            "instalments": plan.count,
            "every": plan.every,
            "unit": plan.unit,
            "last_due_on": last.due_on,
            "last_amount": last.amount,
        },
    )


def planned(session: Session, source: str) -> tuple[Instalment, ...]:
    """What was agreed for the bon of a document, paid or not; nothing when there is no bon."""
    bon = session.get(Bon, source)
    return instalments.schedule(bon.amount, plan_of(bon)) if bon else ()


def plan_of(bon: Bon) -> Plan:
    """When a bon is to be paid."""
    return Plan(bon.due_on, bon.instalments, bon.every, bon.unit)


def open_bons(session: Session, member_id: MemberId) -> tuple[OpenBon, ...]:
    """A member's open bons, the oldest first."""
    return bons_of(session, Debtor.member(member_id))


def bons_of(session: Session, debtor: Debtor) -> tuple[OpenBon, ...]:
    """The open bons of a member or a named customer, the oldest first."""
    return _every_open(session, debtor.kind, [debtor.id]).get(debtor.id, ())


def every_open_bon(
    session: Session, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, tuple[OpenBon, ...]]:
    """The open bons of every member who owes anything, or of those with these ids."""
    found = _every_open(session, DebtorKind.MEMBER, ids)
    return {MemberId(key): bons for key, bons in found.items()}


def every_bon_of_customers(session: Session) -> Mapping[CustomerId, tuple[OpenBon, ...]]:
    """The open bons of every named customer who owes anything."""
    found = _every_open(session, DebtorKind.CUSTOMER, None)
    return {CustomerId(key): bons for key, bons in found.items()}


def owed_by(session: Session, debtor: Debtor) -> Money:
    """What somebody owes, over all shops."""
    rows = session.execute(_owed(debtor.kind, [debtor.id]))
    return total(row.amount for row in rows)


def _every_open(
    session: Session, kind: DebtorKind, ids: Collection[UUID] | None
) -> Mapping[UUID, tuple[OpenBon, ...]]:
    bons: dict[UUID, list[OpenBon]] = defaultdict(list)
    owed: dict[UUID, dict[ShopId, Money]] = defaultdict(dict)
    for row in session.execute(_perhaps_open(kind, ids)):
        plan = Plan(row.due_on, row.instalments, row.every, row.unit)
        bons[row.debtor_id].append(
            OpenBon(row.source, row.shop_id, row.booked_on, plan, row.amount, row.amount)
        )
        owed[row.debtor_id][row.shop_id] = row.owed
    return {debtor_id: still_open(found, owed[debtor_id]) for debtor_id, found in bons.items()}


def _perhaps_open(kind: DebtorKind, ids: Collection[UUID] | None) -> Select[*tuple[Any, ...]]:
    """The bons of each debtor and shop that end last, as far back as what is owed can reach.

    So that the settled ones of many years are not read: where the last parts of those that end
    later make up what is owed, nothing of a bon is open. It may read one too many, never too few.
    """
    owed, debtor = _owed(kind, ids).subquery(), getattr(Bon, kind.value)
    zero = literal(ZERO, MoneyColumn())
    later = func.sum(Bon.last_amount).over(
        partition_by=(debtor, Bon.shop_id),
        order_by=(Bon.last_due_on.desc(), Bon.booked_on.desc(), Bon.source.desc()),
        rows=(None, -1),
    )
    bons = (
        select(
            Bon.source, debtor.label("debtor_id"), Bon.shop_id, Bon.booked_on, Bon.due_on,
            Bon.amount, Bon.instalments, Bon.every, Bon.unit,
            owed.c.amount.label("owed"), func.coalesce(later, zero).label("later"),
        )
        .join(owed, and_(owed.c.debtor_id == debtor, owed.c.shop_id == Bon.shop_id))
        .where(owed.c.amount > zero)
        .subquery()
    )  # fmt: skip
    return select(bons).where(bons.c.later < bons.c.owed)


def _owed(kind: DebtorKind, ids: Collection[UUID] | None) -> Select[*tuple[Any, ...]]:
    debtor = getattr(Posting, kind.of_posting)
    whose = debtor.is_not(None) if ids is None else debtor.in_(ids)
    amount = func.sum(Posting.amount).label("amount")
    return (
        select(debtor.label("debtor_id"), JournalEntry.shop_id, amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == kind.account, whose)
        .group_by(debtor, JournalEntry.shop_id)
    )


def still_open(bons: Iterable[OpenBon], owed: Mapping[ShopId, Money]) -> tuple[OpenBon, ...]:
    """What is open of each bon when so much is owed in each shop; the oldest first. Pure.

    What is due last in a shop makes up what is owed there: everything before is paid.
    """
    whole = [replace(bon, open=bon.amount) for bon in bons]
    left, still = dict(owed), defaultdict[str, Money](lambda: ZERO)
    for bon, instalment in reversed(_by_due_date(whole)):
        part = min(instalment.amount, max(left.get(bon.shop_id, ZERO), ZERO))
        left[bon.shop_id] = left.get(bon.shop_id, ZERO) - part
        still[bon.source] += part
    found = (replace(bon, open=still[bon.source]) for bon in sorted(whole, key=_age))
    return tuple(bon for bon in found if bon.open)


def settle(bons: Sequence[OpenBon], amount: Money) -> tuple[tuple[OpenBon, Money], ...]:
    """Which open bons a payment settles, and how much of each: what is due first. Pure."""
    left, settled = amount, dict[str, Money]()
    for bon, instalment in _by_due_date(bons):
        part = min(instalment.amount, left)
        if part:
            settled[bon.source] = settled.get(bon.source, ZERO) + part
            left -= part
    named = {bon.source: bon for bon in bons}
    return tuple((named[source], part) for source, part in settled.items())


def coming(bons: Iterable[OpenBon]) -> tuple[Instalment, ...]:
    """What is to be paid on each day, of all bons together; the soonest first."""
    return instalments.by_day(part for bon in bons for part in bon.instalments)


def next_due(bons: Iterable[OpenBon]) -> date | None:
    """When something is to be paid next, or was; None when nothing is open."""
    return min((bon.due_on for bon in bons), default=None)


def due_now(bons: Iterable[OpenBon], today: date) -> Money:
    """What should be paid today, or should have been before."""
    return instalments.due_until(coming(bons), today)


def overdue(bons: Iterable[OpenBon], today: date) -> Money:
    """What should have been paid before today."""
    return due_now(bons, today - _ONE_DAY)


def _by_due_date(bons: Iterable[OpenBon]) -> list[tuple[OpenBon, Instalment]]:
    """Every instalment that is left, what is due first and of the same day the oldest first."""
    parts: Iterator[tuple[OpenBon, Instalment]] = (
        (bon, instalment) for bon in bons for instalment in bon.instalments
    )
    return sorted(parts, key=lambda part: (part[1].due_on, *_age(part[0])))


def _age(bon: OpenBon) -> tuple[date, str]:
    return bon.booked_on, bon.source
