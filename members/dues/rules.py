"""Simpanan wajib: for which months it is due, and which of them are paid. Pure.

A month is due for whoever was active on one of its days. What is paid fills the oldest month
first, whenever it was paid and whatever it was said to be for; what is left over is paid early.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.money import ZERO, Money, total
from members.models import MemberStatus


@dataclass(frozen=True, slots=True)
class Change:
    """From which day on somebody is what; of two of one day the later in a row holds."""

    holds_from: date
    status: MemberStatus


@dataclass(frozen=True, slots=True)
class MonthDue:
    """What is to be paid for a month."""

    month: date
    """Its first day."""
    amount: Money
    relief: Money = ZERO
    """So much of it need not be paid; never more than the amount."""

    @property
    def asked(self) -> Money:
        """What is left to ask for once she was let off."""
        return max(self.amount - self.relief, ZERO)


@dataclass(frozen=True, slots=True)
class MonthPaid:
    """A month that is due, and how much of it is paid."""

    due: MonthDue
    paid: Money

    @property
    def month(self) -> date:
        return self.due.month

    @property
    def open(self) -> Money:
        """What is still to be paid."""
        return self.due.asked - self.paid


@dataclass(frozen=True, slots=True)
class Card:
    """A member's months, the oldest first, and what was paid beyond them."""

    months: tuple[MonthPaid, ...]
    early: Money

    @property
    def open(self) -> Money:
        return total(each.open for each in self.months)

    def arrears(self, today: date) -> tuple[MonthPaid, ...]:
        """The months that are over and not paid; this month is not late yet."""
        return tuple(each for each in self.months if each.open and each.month < first_of(today))

    def paid_through(self, monthly: Money) -> date | None:
        """The last month that is paid, months to come at ``monthly`` included; None: there is an
        open one, or nothing was ever due."""
        if self.open or not self.months:
            return None
        last = self.months[-1].month
        return months_on(last, self.early.amount // monthly.amount if monthly else 0)


def was_active(changes: Sequence[Change], first: date, last: date) -> bool:
    """Whether somebody was active on one of these days; the changes are in order of their days."""
    before = [change for change in changes if change.holds_from <= first]
    during = (
        change for place, change in enumerate(changes)
        if first < change.holds_from <= last and _holds(changes, place)
    )  # fmt: skip
    return any(change.status is MemberStatus.ACTIVE for change in (*before[-1:], *during))


def _holds(changes: Sequence[Change], place: int) -> bool:
    """Whether no later change of the same day put it right."""
    later = place + 1
    return later == len(changes) or changes[later].holds_from > changes[place].holds_from


def filled(dues: Sequence[MonthDue], paid: Money) -> Card:
    """The months with what is paid of each, the oldest first; the dues are in that order."""
    left = max(paid, ZERO)
    months: list[MonthPaid] = []
    for due in dues:
        share = min(due.asked, left)
        months.append(MonthPaid(due, share))
        left -= share
    return Card(tuple(months), left)


def first_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of the month of a day."""
    return months_on(first_of(month), 1) - timedelta(days=1)


def months_on(month: date, count: int) -> date:
    """The first day of the month so many months later, or earlier."""
    whole = month.year * 12 + month.month - 1 + count
    return date(whole // 12, whole % 12 + 1, 1)


def months_between(first: date, last: date) -> Iterator[date]:
    """Every month from that of one day to that of another, both counting."""
    month = first_of(first)
    while month <= last:
        yield month
        month = months_on(month, 1)
