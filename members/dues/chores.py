"""What the server does for the dues by itself: it makes those that are missing."""

from __future__ import annotations

from datetime import datetime

from core.db import Database
from core.queries import today_for
from core.shops import find_coop
from members.dues import dues


def make(database: Database, at: datetime) -> None:
    """Make the dues of this month, and of months in which the server was off.

    Looks first without keeping anybody from selling.
    """
    with database.reading() as session:
        if find_coop(session) is None:
            return
        today = today_for(session, None, at=at)
        months = [
            month for month in dues.months_to_make(session, today) if dues.missing(session, month)
        ]
    for month in months:
        with database.transaction() as session:
            dues.generate(session, month, today=today, at=at, by=None)
