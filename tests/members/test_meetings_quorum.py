"""Who has a vote, when enough are there, when a motion is carried."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.settings import DEFINITIONS
from members.meetings import settings
from members.meetings.quorum import (
    WHOLE,
    Quorum,
    Standing,
    Votes,
    checked,
    has_vote,
    is_carried,
)
from members.models import MemberStatus

USUAL = Quorum(5_000, 2_000)


def test_only_active_members_have_a_vote() -> None:
    assert [status for status in (*MemberStatus, None) if has_vote(status)] == [MemberStatus.ACTIVE]


@pytest.mark.parametrize(
    ("voters", "first", "second"),
    [(100, 51, 20), (101, 51, 21), (2, 2, 1), (1, 1, 1), (0, 1, 1), (3, 2, 1),
     (20_000, 10_001, 4_000)],
)  # fmt: skip
def test_more_than_half_must_come_and_a_fifth_after_the_second_call(
    voters: int, first: int, second: int
) -> None:
    assert USUAL.needed(voters, second_call=False) == first
    assert USUAL.needed(voters, second_call=True) == second


def test_after_the_second_call_whoever_came_is_enough_but_nobody_is_not() -> None:
    whoever = Quorum(5_000, 0)
    assert Standing(whoever, 40, 1, second_call=True).reached
    assert not Standing(whoever, 40, 0, second_call=True).reached


@pytest.mark.parametrize(
    ("present", "second_call", "reached", "missing"),
    [(20, False, False, 1), (21, False, True, 0), (7, True, False, 1), (8, True, True, 0)],
)
def test_a_quorum_is_reached_or_says_how_many_lack(
    present: int, second_call: bool, reached: bool, missing: int
) -> None:
    standing = Standing(USUAL, 40, present, second_call)
    assert (standing.reached, standing.missing) == (reached, missing)


def test_a_second_call_never_makes_it_harder() -> None:
    assert Standing(Quorum(2_000, 9_000), 40, 9, second_call=True).reached


@given(st.integers(0, 300_000), st.integers(0, WHOLE - 1), st.integers(0, WHOLE))
def test_everybody_together_is_always_enough(voters: int, first: int, second: int) -> None:
    quorum = Quorum(first, second)
    for second_call in (False, True):
        needed = quorum.needed(voters, second_call=second_call)
        assert 1 <= needed <= max(voters, 1)
        part = second if second_call else first
        assert needed * WHOLE >= voters * part
        assert needed == 1 or (needed - 1) * WHOLE <= voters * part


@pytest.mark.parametrize("parts", [(WHOLE, 0), (-1, 0), (0, WHOLE + 1), (0, -1)])
def test_a_part_that_nobody_can_be_is_no_quorum(parts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no part"):
        Quorum(*parts)


@pytest.mark.parametrize(
    ("votes", "majority", "carried"),
    [
        (Votes(2, 1), 5_000, True),
        (Votes(2, 2), 5_000, False),
        (Votes(1, 0, 30), 5_000, True),
        (Votes(0, 1), 5_000, False),
        (Votes(74, 26), 7_400, False),
        (Votes(75, 25), 7_400, True),
    ],
)
def test_a_motion_is_carried_by_more_in_favour_than_against(
    votes: Votes, majority: int, carried: bool
) -> None:
    assert is_carried(votes, majority=majority) is carried


def test_nobody_votes_twice() -> None:
    assert checked(Votes(3, 1, 1), present=5) == Votes(3, 1, 1)
    with pytest.raises(InvalidInput, match="Ada 6 suara, padahal yang hadir 5") as refused:
        checked(Votes(3, 2, 1), present=5)
    assert refused.value.field == "in_favour"
    with pytest.raises(InvalidInput, match="Belum ada suara"):
        checked(Votes(0, 0, 4), present=5)
    with pytest.raises(ValueError, match="less than nobody"):
        Votes(-1, 0)


@pytest.mark.parametrize(
    ("text", "points"), [("50", 5_000), ("66,67 %", 6_667), ("12.5", 1_250), ("0", 0)]
)
def test_by_laws_are_written_in_percent(text: str, points: int) -> None:
    part = settings.QUORUM.parse(text)
    assert part.points == points
    assert settings.QUORUM.parse(str(part)) == part


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("meeting_quorum", "100"),
        ("meeting_quorum", "separuh"),
        ("meeting_second_quorum", "100,01"),
        ("meeting_majority", "100"),
        ("meeting_notice_days", "-1"),
        ("meeting_notice_days", "91"),
    ],
)
def test_by_laws_that_nobody_can_meet_are_refused(key: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"[\s\S]*"):
        DEFINITIONS[key].parse(text)
