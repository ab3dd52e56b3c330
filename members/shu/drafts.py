"""A year's division as it would be by what the books say now; reads only, stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import Money
from core.settings import read_together
from ledger.year_end import last_day
from members.models import Member
from members.people import statuses
from members.shu import belonging, capital, figures
from members.shu.allocation import WHOLE, Basis, Leavers, Plan, Policy, Weights
from members.shu.inputs import Inputs, Rules, Weighed
from members.shu.settings import (
    RESERVES,
    SHU_CAPITAL_BASIS,
    SHU_CAPITAL_CAP,
    SHU_COUNTS_SUKARELA,
    SHU_LEAVERS,
    SHU_MEMBER_PART,
    SHU_OTHER_POLICY,
    SHU_PAYOUT_UNIT,
    SHU_POLICY,
    SHU_REST_TO,
)


@dataclass(frozen=True, slots=True)
class ByLaws:
    """The rules as the settings of a day have them, before a limit on jasa modal is in rupiah."""

    rules: Rules
    capital_cap: int
    """Basis points of the average capital a year; 0: no limit."""


def by_laws(session: Session, on: date) -> ByLaws:
    """What holds on a day."""
    member, other, part, basis, sukarela, leavers, unit, rest_to, cap = read_together(
        session, SHU_POLICY, SHU_OTHER_POLICY, SHU_MEMBER_PART, SHU_CAPITAL_BASIS,
        SHU_COUNTS_SUKARELA, SHU_LEAVERS, SHU_PAYOUT_UNIT, SHU_REST_TO, SHU_CAPITAL_CAP, on=on,
    )  # fmt: skip
    plan = Plan(member, other, RESERVES, leavers, unit)
    return ByLaws(Rules(plan, part, basis, sukarela, rest_to), cap)


Progress = Callable[[int], None]
"""Told how many parts of a hundred are done."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the books say of a year, before any policy: enough to try many."""

    year: int
    earned: figures.Earned
    members: tuple[Weighed, ...]
    """Weighed by one rule of capital."""

    def inputs(self, laws: ByLaws) -> Inputs:
        """The inputs by these rules, whose rule of capital must be the survey's."""
        until = last_day(self.year)
        rules = replace(laws.rules, plan=capped(laws, self.members, until))
        sides = self.earned.net if rules.part.by_net_sales else self.earned.gross
        return Inputs(self.year, self.earned.surplus, sides, rules, self.members)


def gather(session: Session, year: int, laws: ByLaws | None = None) -> Inputs:
    """The inputs of a year by the books as they are, and by its last day's rules or by others."""
    laws = laws or by_laws(session, last_day(year))
    return survey(session, year, laws.rules).inputs(laws)


def survey(
    session: Session, year: int, rules: Rules, progress: Progress = lambda _done: None
) -> Survey:
    """Look at a whole year: what it earned, and what everybody bought and owned by these rules."""
    earned = figures.earned(session, last_day(year))
    progress(25)
    return Survey(year, earned, weighed(session, last_day(year), rules, progress))


def weighed(
    session: Session, until: date, rules: Rules, progress: Progress = lambda _done: None
) -> tuple[Weighed, ...]:
    """Everybody who was a member in the year up to a day and bought or owned something, by
    number."""
    rule = figures.CapitalRule(rules.basis, rules.counts_sukarela)
    bought = figures.bought(session, until)
    progress(50)
    owned = figures.owned(session, until, rule)
    progress(80)
    first = figures.first_day(until)
    left = statuses.left_between(session, first, until)
    outside = belonging.outsiders(session, first, until)
    rows = session.execute(select(Member.id, Member.number).order_by(Member.number))
    progress(90)
    known = ((MemberId(key), number) for key, number in rows)
    return tuple(
        Weighed(key, Weights(number, bought.get(key, 0), owned.get(key, 0), key in left))
        for key, number in known
        if (key in bought or key in owned) and key not in outside
    )


def sums(members: Iterable[Weighed], leavers: Leavers) -> Mapping[Basis, int]:
    """What all weigh together, by the policy for those who left."""
    counted = [each.weights.under(leavers) for each in members]
    return {basis: sum(each[basis] for each in counted) for basis in Basis}


def capped(laws: ByLaws, members: tuple[Weighed, ...], until: date) -> Plan:
    """The plan with the limit on jasa modal in rupiah: so much of what all own on average."""
    plan = laws.rules.plan
    if not laws.capital_cap:
        return plan
    counted = sums(members, plan.leavers)[Basis.CAPITAL]
    days = len(capital.measured_days(laws.rules.basis, until))
    most = Money(counted * laws.capital_cap // (days * WHOLE))
    lines = (replace(line, cap=most) if line.basis is Basis.CAPITAL else line
             for line in plan.member.lines)  # fmt: skip
    return replace(plan, member=Policy(tuple(lines)))
