"""When people come to the example's shops: weekdays, paydays, feasts, hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from pos.demo.places import PLACES, Place

YEAR = timedelta(days=365)
OPENS, CLOSES = time(6, 30), time(20, 30)

_BY_WEEKDAY = (96, 92, 94, 98, 100, 128, 118)
_BY_HOUR = {
    7: 10, 8: 12, 9: 9, 10: 7, 11: 6, 12: 6, 13: 4, 14: 4, 15: 7, 16: 11, 17: 13, 18: 9, 19: 5,
}  # fmt: skip
_EID = {
    2024: date(2024, 4, 10),
    2025: date(2025, 3, 31),
    2026: date(2026, 3, 20),
    2027: date(2027, 3, 10),
    2028: date(2028, 2, 27),
    2029: date(2029, 2, 15),
    2030: date(2030, 2, 5),
}
"""The first day of Idul Fitri; other years go without."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody comes to the counter."""

    place: Place
    day: date
    at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class ShopDay:
    """A day on which a shop is open, with its visits in order; at least one."""

    place: Place
    day: date
    visits: tuple[Visit, ...]

    def at(self, clock_time: time) -> datetime:
        """The instant of a time on the shop's wall clock."""
        return local_instant(self.place, self.day, clock_time)


def year_before(until: date) -> list[date]:
    """The 365 days that end the day before."""
    first = until - YEAR
    return [first + timedelta(days=n) for n in range(YEAR.days)]


def draw_days(random: Random, *, until: date, visits: int) -> list[ShopDay]:
    """Spread so many visits over the year and the shops, by day and then by shop."""
    days = year_before(until)
    cells = [(day, place) for day in days for place in PLACES]
    weights = [
        place.share * weight_of_day(place, day) * (900 + 200 * number // len(days))
        for number, day in enumerate(days)
        for place in PLACES
    ]
    drawn = random.choices(range(len(cells)), cum_weights=list(accumulate(weights)), k=visits)
    counts: dict[int, int] = {}
    for cell in drawn:
        counts[cell] = counts.get(cell, 0) + 1
    return [_shop_day(random, *cells[cell], counts[cell]) for cell in sorted(counts)]


def weight_of_day(place: Place, day: date) -> int:
    """How busy a shop is on a day, in per cent of a common one; 0 when it is shut."""
    if is_shut(place, day):
        return 0
    weight = _BY_WEEKDAY[day.weekday()]
    if day.day >= 26 or day.day <= 4:
        weight = weight * 135 // 100
    feast = _EID.get(day.year)
    if feast and feast - timedelta(days=12) <= day < feast and place.code != "FLT":
        weight = weight * 170 // 100
    if (day.month, day.day) >= (12, 17) and day.month == 12 and place.code == "FLT":
        weight = weight * 170 // 100
    return weight


def is_shut(place: Place, day: date) -> bool:
    """Whether a shop rests: its weekday, New Year, Idul Fitri in three places, Christmas in one."""
    if day.weekday() == place.rest_day or (day.month, day.day) == (1, 1):
        return True
    if place.code == "FLT":
        return (day.month, day.day) == (12, 25)
    feast = _EID.get(day.year)
    return feast is not None and feast <= day <= feast + timedelta(days=1)


def local_instant(place: Place, day: date, clock_time: time) -> datetime:
    """The instant at which the shop's wall clock shows this."""
    return datetime.combine(day, clock_time, ZoneInfo(place.time_zone)).astimezone(UTC)


def _shop_day(random: Random, day: date, place: Place, count: int) -> ShopDay:
    moments = sorted(_moments(random, count))
    visits = (Visit(place, day, local_instant(place, day, moment)) for moment in moments)
    return ShopDay(place, day, tuple(visits))


def _moments(random: Random, count: int) -> Iterator[time]:
    hours = random.choices(list(_BY_HOUR), weights=list(_BY_HOUR.values()), k=count)
    for hour in hours:
        yield time(hour, random.randrange(60), random.randrange(60), random.randrange(1000) * 1000)
