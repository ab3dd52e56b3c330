"""Simpanan wajib of the example: due each month, paid at the tills; some late, some early."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.ids import OperatorId
from members.dues import dues
from pos.demo import habits
from pos.demo.bookkeeping import Desk
from pos.demo.script import Joining, Script


@dataclass(slots=True)
class Dues:
    """Who has paid how many months since the co-op came to Lumbung."""

    script: Script
    _joined: dict[int, Joining] = field(init=False)
    _paid: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._joined = {each.neighbour.place: each for each in self.script.joinings}

    def make(self, desk: Desk, *, by: OperatorId | None) -> None:
        """Make the dues of the month that has begun, and of who joins in it."""
        if desk.on >= self._first:
            dues.generate(desk.session, desk.on, today=desk.on, at=desk.at, by=by)

    def pay(self, place: int, day: date) -> int:
        """How many months a neighbour pays on a day on which she is in the shop; mostly none."""
        if day.day < habits.wajib_day(place) or day < self._first:
            return 0
        owed = self._asked(place, day) - self._paid.get(place, 0)
        months = habits.months_paid(place, owed, left=_months(day, self.script.days[-1]))
        self._paid[place] = self._paid.get(place, 0) + months
        return months

    def _asked(self, place: int, day: date) -> int:
        return _months(max(self._first, self._joined[place].on), day) + 1

    @property
    def _first(self) -> date:
        """The first month that is not on paper."""
        return next(day for day in self.script.days if day.day == 1)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
