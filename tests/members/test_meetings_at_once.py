"""Several people work at one meeting at the same time, each in a transaction of her own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from core.db import Database
from core.errors import InvalidInput
from core.ids import OperatorId, new_id
from core.models import AuditRecord
from core.permissions import Role
from members import register
from members.meetings import attendance, invariants, meetings, motions
from members.meetings.models import Attendance, Meeting, MotionKind
from members.meetings.motions import MotionDetails
from members.meetings.quorum import Votes
from members.models import MemberStatus
from members.people import statuses
from members.people.statuses import NewStatus
from members.register import Details
from tests.support.meetings import DETAILS, called, come, moved, neighbours, opened
from tests.support.world import NOW, TODAY, World, make_coop

T = TypeVar("T")
NUMBER = "RAT-2026"


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        world = make_coop(session)
        neighbours(session, world, 8)
    return world


@pytest.fixture
def helpers(world: World) -> list[OperatorId]:
    return [world.operator_id(role) for role in (Role.CHAIR, Role.TREASURER)] * 3


def at_once(work: Sequence[Callable[[], T]]) -> list[T]:
    start = threading.Barrier(len(work))

    def begin(each: Callable[[], T]) -> T:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(work)) as pool:
        return [done.result() for done in [pool.submit(begin, each) for each in work]]


def test_one_card_under_two_scanners_comes_once(
    database: Database, world: World, helpers: list[OperatorId]
) -> None:
    with database.transaction() as session:
        opened(session, world)

    def scan(by: OperatorId) -> bool:
        with database.transaction() as session:
            meeting = meetings.by_number(session, NUMBER)
            [member] = attendance.meant(session, meeting, "AGT0001").people
            return attendance.attend(session, meeting, member, at=NOW, by=by).again

    assert sorted(at_once([partial(scan, by) for by in helpers])) == [False] + [True] * 5
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attendance)) == 1


def test_two_doors_count_everybody(
    database: Database, world: World, helpers: list[OperatorId]
) -> None:
    with database.transaction() as session:
        opened(session, world)

    def door(numbers: range, by: OperatorId) -> None:
        for number in numbers:
            with database.transaction() as session:
                meeting = meetings.by_number(session, NUMBER)
                member = attendance.by_number(session, number)
                attendance.attend(session, meeting, member, at=NOW, by=by)

    at_once([partial(door, range(4, 8), helpers[0]), partial(door, range(6, 12), helpers[1])])
    with database.reading() as session:
        meeting = session.scalars(select(Meeting)).one()
        assert meetings.standing_of(session, meeting).present == 8
        assert list(invariants.meetings_add_up(session)) == []


def test_two_people_call_the_same_meeting_or_two(
    database: Database, world: World, helpers: list[OperatorId]
) -> None:
    shared = new_id()

    def call(own: bool, by: OperatorId) -> str:
        with database.transaction() as session:
            key = new_id() if own else shared
            return meetings.call(session, DETAILS, key=key, at=NOW, by=by).number

    work = [partial(call, place > 3, by) for place, by in enumerate(helpers)]
    numbers = at_once(work)
    assert len(set(numbers[:4])) == 1, "a double click"
    assert set(numbers) == {"RAT-2026", "RAT-2026-2", "RAT-2026-3"}


def test_opening_twice_while_somebody_joins_and_somebody_leaves(
    database: Database, world: World, helpers: list[OperatorId]
) -> None:
    """Whoever comes first, the list is as long as the count says."""
    with database.transaction() as session:
        called(session, world)

    def begin(by: OperatorId) -> None:
        with database.transaction() as session:
            meetings.open_meeting(session, meetings.by_number(session, NUMBER), at=NOW, by=by)

    def join() -> None:
        with database.transaction() as session:
            register.admit(session, Details("Baru", world.shop_id, TODAY), at=NOW, by=None)

    def leave() -> None:
        with database.transaction() as session:
            member = register.by_number(session, 4)
            statuses.change(session, member, NewStatus(MemberStatus.LEFT, TODAY), today=TODAY,
                            at=NOW, by=None)  # fmt: skip

    work: list[Callable[[], None]] = [
        partial(begin, helpers[0]), join, partial(begin, helpers[1]), leave,
    ]  # fmt: skip
    at_once(work)
    with database.reading() as session:
        assert list(invariants.meetings_add_up(session)) == []
        voters = session.scalars(select(Meeting)).one().voters
        assert voters in {9, 10, 11}
        opened_by = select(func.count()).where(AuditRecord.action == "meeting.opened")
        assert session.scalar(opened_by) == 1


def test_two_counts_of_one_motion_never_mix(
    database: Database, world: World, helpers: list[OperatorId]
) -> None:
    with database.transaction() as session:
        meeting = opened(session, world)
        come(session, world, meeting, *(register.by_number(session, n) for n in range(4, 12)))
        moved(session, world, meeting)

    def count(votes: Votes, by: OperatorId) -> Votes | None:
        with database.transaction() as session:
            meeting = meetings.by_number(session, NUMBER)
            motion = motions.at_position(session, meeting, 1)
            try:
                motions.count(session, meeting, motion, votes, at=NOW, by=by)
            except InvalidInput:
                return None
            return votes

    taken = at_once(
        [partial(count, Votes(6, 2), helpers[0]), partial(count, Votes(2, 6), helpers[1])]
    )
    with database.reading() as session:
        meeting = session.scalars(select(Meeting)).one()
        kept = motions.counted(motions.at_position(session, meeting, 1))
    assert sorted([each is None for each in taken]) == [False, True]
    assert kept in taken


def test_motions_put_at_once_get_their_own_places(
    database: Database, world: World, helpers: list[OperatorId]
) -> None:
    with database.transaction() as session:
        called(session, world)

    def put(by: OperatorId) -> int:
        with database.transaction() as session:
            meeting = meetings.by_number(session, NUMBER)
            details = MotionDetails(MotionKind.ORDINARY, "Usul")
            return motions.put(session, meeting, details, key=new_id(), at=NOW, by=by).position

    assert sorted(at_once([partial(put, by) for by in helpers])) == [1, 2, 3, 4, 5, 6]
