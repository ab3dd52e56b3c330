"""What the server does for the surplus by itself, once a day."""

from __future__ import annotations

from datetime import datetime

from core.db import Database
from core.shops import find_coop
from members.shu import estimates


def estimate(database: Database, at: datetime) -> None:
    """Work out the estimate as of the last whole day, unless it is there.

    Reads without keeping anybody from selling; only the one row is written.
    """
    with database.reading() as session:
        if find_coop(session) is None:
            return
        as_of = estimates.last_whole_day(session, at=at)
        if estimates.of_day(session, as_of) is not None:
            return
        made = estimates.work_out(session, as_of, at=at)
    with database.transaction() as session:
        if estimates.of_day(session, as_of) is None:
            session.add(made)
