"""Shares of two years wait: what lapses of one is never found again in the other."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.money import Money
from members.meetings.models import MotionKind
from members.shu import aftermath, invariants, runs, unclaimed
from members.shu.models import SurplusRun
from tests.support.surplus import AFTER, YEAR, Year, buy, close, decide, make_year, pay_in

BEFORE = YEAR - 1


def divide(session: Session, year: Year, of: int) -> SurplusRun:
    close(session, of)
    run = runs.propose(session, runs.Proposal(of), at=AFTER, by=year.treasurer)
    runs.ratify(session, run, decision=decide(session, year.chair, year=of), at=AFTER,
                by=year.chair)  # fmt: skip
    runs.post(session, run, at=AFTER, by=year.treasurer)
    return run


@pytest.fixture
def year(session: Session) -> Year:
    """Nobody has come for her share of either year."""
    made = make_year(session)
    pay_in(session, made.world.shop_id, made.siti, Money(100_000), on=date(BEFORE, 1, 2))
    buy(session, made.world.shop_id, made.siti, Money(1_000_000), on=date(BEFORE, 5, 5))
    divide(session, made, BEFORE)
    divide(session, made, YEAR)
    return made


@pytest.mark.parametrize(("first", "second"), [(BEFORE, YEAR), (YEAR, BEFORE)])
def test_each_year_lapses_once_and_leaves_the_other(
    session: Session, year: Year, first: int, second: int
) -> None:
    waits = unclaimed.everybody(session)[year.siti].by_year
    assert set(waits) == {BEFORE, YEAR}
    decision = decide(session, year.chair, kind=MotionKind.LAPSE, year=YEAR + 5)

    def lapse(of: int) -> None:
        aftermath.lapse(session, of, decision=decision, at=AFTER, by=year.treasurer)

    lapse(first)
    assert unclaimed.everybody(session)[year.siti].by_year == {second: waits[second]}
    with pytest.raises(BusinessError, match=f"Tidak ada SHU {first}"):
        lapse(first)
    lapse(second)
    assert unclaimed.everybody(session) == {}
    assert list(invariants.owed(session)) == []
