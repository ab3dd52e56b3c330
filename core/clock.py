"""Time is read here, at the edge, and handed on as an argument (``at=``)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This instant, in UTC, to the microsecond."""
    return datetime.now(UTC)


def local_day(at: datetime, time_zone: str) -> date:
    """The shop's calendar day of an instant: 17:30 UTC is already tomorrow in Wonosobo."""
    return local_time(at, time_zone).date()


def local_time(at: datetime, time_zone: str) -> datetime:
    """The instant as the shop's wall clock shows it."""
    return at.astimezone(ZoneInfo(time_zone))
