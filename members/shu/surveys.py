"""Surveys of a year for its pages: asked of the board, which keeps them a while."""

from __future__ import annotations

from collections.abc import Hashable

from core.db import current_database, reading
from members.shu import board, draft_queries, drafts
from members.shu.board import BOARD
from members.shu.drafts import Progress, Survey
from members.shu.inputs import Rules

PATIENCE = board.PATIENCE
LONG_PATIENCE = 60.0
"""Seconds that the answer to a form waits: it cannot be asked for again."""


def ask(year: int, rules: Rules, *, long: bool = False) -> Survey | None:
    """What the books say, or None while it is being worked out."""
    database = current_database()

    def work(progress: Progress) -> Survey:
        with database.reading() as session:
            return drafts.survey(session, year, rules, progress)

    return BOARD.ask(_key(year, rules), work, LONG_PATIENCE if long else PATIENCE)


def percent(year: int, rules: Rules) -> int | None:
    """How far the work is, in parts of a hundred; None when none is done for this."""
    return BOARD.percent(_key(year, rules))


def _key(year: int, rules: Rules) -> Hashable:
    with reading() as session:
        stamp = draft_queries.stamp(session, year)
    return year, rules.basis, rules.counts_sukarela, stamp
