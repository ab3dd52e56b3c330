"""When the example's co-op came to Lumbung, closed its book year and divided the surplus. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MONTH, DAY = 2, 14
"""When annual meetings are usually held."""
CLOSED_BEFORE = timedelta(days=20)
"""How long before the meeting the books are closed."""
AFTERWARDS = timedelta(days=14)
"""How much time there is to pay everybody."""
SOONEST = timedelta(days=28)
"""When the meeting is held in a year that has no place for its usual day."""
LATEST_CUT_OVER = 12, 1


@dataclass(frozen=True, slots=True)
class BookYear:
    """The book year whose surplus the example has divided."""

    cut_over: date
    """The first day in Lumbung; before it there was paper."""
    held_on: date
    """The annual meeting."""

    @property
    def year(self) -> int:
        return self.held_on.year - 1

    @property
    def closed_on(self) -> date:
        """The day on which its books are closed and its division is proposed."""
        return self.held_on - CLOSED_BEFORE

    @property
    def evening(self) -> date:
        """The last day on paper."""
        return self.cut_over - timedelta(days=1)


def book_year(days: Sequence[date]) -> BookYear:
    """The year before the meeting; the co-op comes to Lumbung before that year is over."""
    first = days[0]
    held_on = next((day for day in days if _is_fit(day, days)), first + SOONEST)
    within = first.year == held_on.year - 1
    return BookYear(first if within else date(held_on.year - 1, *LATEST_CUT_OVER), held_on)


def _is_fit(day: date, days: Sequence[date]) -> bool:
    usual = (day.month, day.day) == (MONTH, DAY)
    return usual and day - CLOSED_BEFORE > days[0] and day + AFTERWARDS <= days[-1]
