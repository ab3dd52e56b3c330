"""Who was no member in a year has no part in its surplus, whatever stands on her accounts."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.money import Money
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.statuses import NewStatus
from members.shu import drafts, estimates
from members.shu.allocation import Basis
from members.shu.belonging import Change, was_member
from members.shu.unclaimed import BEFORE, left_by_year
from tests.support.surplus import AFTER, YEAR, make_year

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
CANDIDATE, ACTIVE, LEFT = MemberStatus.CANDIDATE, MemberStatus.ACTIVE, MemberStatus.LEFT


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([(day("2020-01-01"), ACTIVE)], True),
        ([(day("2026-12-31"), ACTIVE)], True),
        ([(day("2027-01-01"), ACTIVE)], False),
        ([(day("2026-05-01"), CANDIDATE)], False),
        ([(day("2026-05-01"), CANDIDATE), (day("2026-12-31"), ACTIVE)], True),
        ([(day("2026-05-01"), CANDIDATE), (day("2027-01-01"), ACTIVE)], False),
        ([(day("2020-01-01"), ACTIVE), (day("2026-01-01"), LEFT)], False),
        ([(day("2020-01-01"), ACTIVE), (day("2026-01-02"), LEFT)], True),
        ([(day("2020-01-01"), ACTIVE), (day("2025-06-01"), LEFT), (day("2026-06-01"), ACTIVE)],
         True),
        ([(day("2026-03-01"), CANDIDATE), (day("2026-04-01"), LEFT)], False),
        ([(day("2026-01-01"), LEFT)], True),
        ([(day("2025-12-31"), LEFT)], False),
        ([(day("2026-05-01"), ACTIVE), (day("2026-05-01"), CANDIDATE)], False),
    ],
)  # fmt: skip
def test_a_member_of_the_year_was_one_on_one_of_its_days(
    changes: list[Change], expected: bool
) -> None:
    assert was_member(changes, FIRST, LAST) is expected


@pytest.mark.parametrize("status", [CANDIDATE, LEFT])
def test_who_was_no_member_in_the_year_weighs_nothing_in_it(
    session: Session, status: MemberStatus
) -> None:
    make_year(session)
    before = drafts.gather(session, YEAR).members
    member = session.get_one(Member, before[0].member_id)
    statuses.begin(session, member, NewStatus(status, member.joined_on), at=AFTER, by=None)
    found = drafts.gather(session, YEAR).members
    assert [each.member_id for each in found] == [each.member_id for each in before[1:]]


def test_the_estimate_of_the_last_day_is_what_the_draft_says(session: Session) -> None:
    make_year(session)
    member = session.get_one(Member, drafts.gather(session, YEAR).members[0].member_id)
    statuses.begin(session, member, NewStatus(CANDIDATE, member.joined_on), at=AFTER, by=None)
    told, drafted = estimates.work_out(session, LAST, at=AFTER), drafts.gather(session, YEAR)
    weights = drafts.sums(drafted.members, drafted.rules.plan.leavers)
    assert told.patronage_weight == weights[Basis.PATRONAGE] > 0
    assert told.capital_weight == weights[Basis.CAPITAL] > 0
    assert told.member_surplus == drafted.division().pools.member_surplus


@pytest.mark.parametrize(
    ("owed", "left"),
    [
        (250, {2026: 100, 2025: 100, BEFORE: 50}),
        (150, {2026: 100, 2025: 50}),
        (100, {2026: 100}),
        (0, {}),
        (-1, {}),
    ],
)
def test_what_is_paid_settles_the_oldest_share_first(owed: int, left: dict[int, int]) -> None:
    shares = {2025: Money(100), 2026: Money(100)}
    assert left_by_year(Money(owed), shares) == {
        year: Money(amount) for year, amount in left.items()
    }
