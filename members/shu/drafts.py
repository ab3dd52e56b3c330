"""A year's division as it would be by what the books say now; reads only, stores nothing."""

from __future__ import annotations

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
from members.shu import capital, figures
from members.shu.allocation import WHOLE, Basis, Plan, Policy, Weights
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


def gather(session: Session, year: int, laws: ByLaws | None = None) -> Inputs:
    """The inputs of a year by the books as they are, and by its last day's rules or by others."""
    until = last_day(year)
    laws = laws or by_laws(session, until)
    earned = figures.earned(session, until)
    members = weighed(session, year, laws.rules)
    rules = replace(laws.rules, plan=capped(laws, members, until))
    sides = earned.net if rules.part.by_net_sales else earned.gross
    return Inputs(year, earned.surplus, sides, rules, members)


def weighed(session: Session, year: int, rules: Rules) -> tuple[Weighed, ...]:
    """Everybody who was a member in the year or bought as one, with her weights, by number."""
    until = last_day(year)
    rule = figures.CapitalRule(rules.basis, rules.counts_sukarela)
    bought = figures.bought(session, until)
    owned = figures.owned(session, until, rule)
    left = statuses.left_between(session, figures.first_day(until), until)
    rows = session.execute(select(Member.id, Member.number).order_by(Member.number))
    known = ((MemberId(key), number) for key, number in rows)
    return tuple(
        Weighed(key, Weights(number, bought.get(key, 0), owned.get(key, 0), key in left))
        for key, number in known
        if key in bought or key in owned
    )


def capped(laws: ByLaws, members: tuple[Weighed, ...], until: date) -> Plan:
    """The plan with the limit on jasa modal in rupiah: so much of what all own on average."""
    plan = laws.rules.plan
    if not laws.capital_cap:
        return plan
    counted = sum(each.weights.under(plan.leavers)[Basis.CAPITAL] for each in members)
    days = len(capital.measured_days(laws.rules.basis, until))
    most = Money(counted * laws.capital_cap // (days * WHOLE))
    lines = (replace(line, cap=most) if line.basis is Basis.CAPITAL else line
             for line in plan.member.lines)  # fmt: skip
    return replace(plan, member=Policy(tuple(lines)))
