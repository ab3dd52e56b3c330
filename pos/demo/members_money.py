"""Members' money in the example beside the tills: everything that happens on a day, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy.orm import Session

from core.ids import MemberId
from pos.demo import lending, people, phones
from pos.demo.bookkeeping import Desk
from pos.demo.company import Company
from pos.demo.diary import local_instant
from pos.demo.dividing import Dividing, estimate
from pos.demo.dues import Dues
from pos.demo.funding import Funding
from pos.demo.passing import Passing
from pos.demo.places import PLACES
from pos.demo.savings import Savings
from pos.demo.script import Script

MORNING, EVENING = time(6, 55), time(21, 45)


@dataclass(slots=True)
class MembersMoney:
    """Dues, savings, pots, programmes, who comes and goes, the surplus."""

    session: Session
    script: Script
    company: Company
    members: Mapping[int, MemberId]
    """By place."""
    dues: Dues = field(init=False)
    _savings: Savings = field(init=False)
    _funding: Funding = field(init=False)
    _passing: Passing = field(init=False)
    _dividing: Dividing = field(init=False)

    def __post_init__(self) -> None:
        last = self.script.days[-1]
        self.dues = Dues(self.script)
        self._savings = Savings(self.session, self.company, self.members, last)
        self._funding = Funding(self.session, self.company, self.script, self.members)
        self._passing = Passing(self.session, self.company, self.members, last)
        self._dividing = Dividing(self.session, self.company, self.script.book_year)

    def begin_day(self, day: date, *, somebody_joined: bool) -> None:
        """Before the shops open."""
        if day.day == 1 or somebody_joined:
            self.dues.make(self._desk(day, MORNING), by=None)

    def end_day(self, day: date) -> None:
        """What is done at the office."""
        self._savings.live(day)
        self._funding.live(day)
        self._passing.live(day)
        self._dividing.live(day)
        if self.script.days[-1] - day == lending.PROPOSED:
            lending.propose_write_off(self._desk(day, EVENING), self.company, self.members)

    def finish(self) -> None:
        """What must be there for whoever opens the example."""
        last = self.script.days[-1]
        desk = self._desk(last, EVENING)
        phones.activate(desk, self.company, self.members, people.MEMBER_PIN)
        estimate(self.session, last)

    def _desk(self, day: date, clock_time: time) -> Desk:
        return Desk(self.session, day, local_instant(PLACES[0], day, clock_time))
