"""Savings over the office desk of the example: free savings, a Lebaran package, an arisan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from core.ids import MemberId, new_id
from core.money import Money
from members.balances import Account
from members.office import office_money
from members.office.office_money import Slip
from members.pots import pots
from members.pots.models import Pot, PotKind
from members.pots.pots import Details, Handed
from members.ways import Direction, PaidBy
from pos.demo.company import Company
from pos.demo.diary import local_instant
from pos.demo.places import BY_CODE

AT = time(16, 0)
WEEK = timedelta(days=7)
COLLECTED = 2
"""So many days before the end of each week."""
MISSED_IN = 9
"""Every so many payments into a pot are missed."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Free savings paid in (+) or drawn out (-) some days before the end of the year."""

    place: int
    shop: str
    before: timedelta
    amount: int
    way: PaidBy = PaidBy.CASH


MOVED = (
    Moved(1, "WSB", timedelta(days=160), 250_000),
    Moved(31, "LTM", timedelta(days=140), 150_000, PaidBy.BANK),
    Moved(5, "WSB", timedelta(days=120), -50_000),
    Moved(4, "FLT", timedelta(days=96), 200_000, PaidBy.BANK),
    Moved(1, "WSB", timedelta(days=75), -100_000),
    Moved(13, "FLT", timedelta(days=52), -75_000),
    Moved(2, "KRW", timedelta(days=33), 100_000),
    Moved(1, "WSB", timedelta(days=9), 50_000),
)


@dataclass(frozen=True, slots=True)
class PotPlan:
    """A pot and who fills it week by week."""

    name: str
    kind: PotKind
    shop: str
    weeks: int
    """How many before the end of the year it began."""
    weekly: int
    places: tuple[int, ...]
    lasts: timedelta


POTS = (
    PotPlan(
        "Paket Lebaran", PotKind.PACKAGE, "WSB", 12, 25_000, (1, 5, 9, 11, 15, 20, 23, 29),
        timedelta(weeks=28),
    ),
    PotPlan(
        "Arisan ibu-ibu Kertasari", PotKind.ARISAN, "KRW", 8, 20_000, (2, 10, 14, 22, 28, 37),
        timedelta(weeks=20),
    ),
)  # fmt: skip
GAVE_UP = 20
"""Her part of the Lebaran package is paid back half-way."""


@dataclass(slots=True)
class Savings:
    """The desk where savings are paid in and out."""

    session: Session
    company: Company
    members: Mapping[int, MemberId]
    """By place."""
    last: date
    _pots: dict[str, Pot] = field(init=False, default_factory=dict)

    def live(self, day: date) -> None:
        """What is done on a day."""
        for each in MOVED:
            if self.last - day == each.before:
                self._move(each, day)
        for plan in POTS:
            week, rest = divmod((self.last - day).days, WEEK.days)
            if rest == COLLECTED and week <= plan.weeks:
                self._collect(plan, week, day)

    def _move(self, moved: Moved, day: date) -> None:
        direction = Direction.IN if moved.amount > 0 else Direction.OUT
        slip = Slip(
            new_id(), self.company.shops[moved.shop], self.members[moved.place], Account.SUKARELA,
            direction, Money(abs(moved.amount)), moved.way, day,
        )  # fmt: skip
        at, by = local_instant(BY_CODE[moved.shop], day, AT), self.company.operators["bendahara"]
        office_money.record(self.session, slip, at=at, by=by)

    def _collect(self, plan: PotPlan, week: int, day: date) -> None:
        at, by = local_instant(BY_CODE[plan.shop], day, AT), self.company.operators["bendahara"]
        if plan.name not in self._pots:
            self._pots[plan.name] = pots.open_pot(
                self.session, self._details(plan, day), at=at, by=by
            )
        pot = self._pots[plan.name]
        for place in _payers(plan, week):
            pots.collect(self.session, pot, self._handed(plan, place, plan.weekly, day),
                         at=at, by=by)  # fmt: skip
        if GAVE_UP in plan.places and week == plan.weeks // 2:
            held = office_money.pot_balance(self.session, self.members[GAVE_UP], pot.id)
            back = self._handed(plan, GAVE_UP, held.amount, day, note="Tidak jadi ikut")
            pots.pay_out(self.session, pot, back, at=at, by=by)

    def _details(self, plan: PotPlan, day: date) -> Details:
        return Details(
            f"{plan.name} {(day + plan.lasts).year}", plan.kind, self.company.shops[plan.shop],
            day, Money(plan.weekly), Money(plan.weekly * plan.lasts.days // WEEK.days),
            day + plan.lasts,
        )  # fmt: skip

    def _handed(
        self, plan: PotPlan, place: int, amount: int, day: date, *, note: str = ""
    ) -> Handed:
        return Handed(
            new_id(), self.members[place], Money(amount), PaidBy.CASH,
            self.company.shops[plan.shop], day, note,
        )  # fmt: skip


def _payers(plan: PotPlan, week: int) -> Iterator[int]:
    """Who pays in the week that is so many before the last."""
    for place in plan.places:
        gone = place == GAVE_UP and week < plan.weeks // 2
        if not gone and (place + week) % MISSED_IN:
            yield place
