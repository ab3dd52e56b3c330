"""What a meeting votes on, and the decisions that other parts of the program act on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import settings
from core.errors import BusinessError, InvalidInput, NotFound
from core.ids import new_id
from core.models import AuditRecord
from core.permissions import Role
from members.meetings import decisions, motions
from members.meetings.models import Meeting, MotionKind
from members.meetings.motions import MotionDetails
from members.meetings.quorum import Votes
from members.meetings.settings import MAJORITY
from tests.support.meetings import called, closed, come, counted, moved, neighbours, opened
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def meeting(session: Session, world: World) -> Meeting:
    """Ten of twelve are there."""
    people = neighbours(session, world, 10)
    meeting = opened(session, world)
    come(session, world, meeting, *people)
    return meeting


def test_motions_are_numbered_in_order_before_and_during(session: Session, world: World) -> None:
    meeting = called(session, world)
    first, key, by = moved(session, world, meeting), new_id(), world.operator_id(Role.CHAIR)
    details = MotionDetails(MotionKind.ORDINARY, "Laporan pengurus diterima")
    second = motions.put(session, meeting, details, key=key, at=NOW, by=by)
    again = motions.put(session, meeting, details, key=key, at=NOW, by=by)
    assert (first.position, second.position, again is second) == (1, 2, True)
    assert decisions.number_of(meeting, second) == "RAT-2026/2"


def test_a_motion_is_worded_anew_until_it_is_counted(
    session: Session, world: World, meeting: Meeting
) -> None:
    motion, by = moved(session, world, meeting), world.operator_id(Role.CHAIR)
    better = MotionDetails(MotionKind.SURPLUS, "SHU 2025 dibagi 25% jasa usaha")
    motions.reword(session, meeting, motion, better, at=NOW, by=by)
    assert motion.text == better.text
    counted(session, world, meeting, motion, 6, 1)
    with pytest.raises(BusinessError, match="isinya tetap"):
        motions.reword(session, meeting, motion, better, at=NOW, by=by)


@pytest.mark.parametrize(("votes", "carried"), [((6, 4), True), ((5, 5), False), ((1, 0, 9), True)])
def test_votes_decide(
    session: Session, world: World, meeting: Meeting, votes: tuple[int, ...], carried: bool
) -> None:
    motion = moved(session, world, meeting)
    assert counted(session, world, meeting, motion, *votes) is carried
    assert (motion.carried, motions.counted(motion)) == (carried, Votes(*votes))


def test_the_majority_of_the_day_holds(session: Session, world: World, meeting: Meeting) -> None:
    settings.put(session, MAJORITY, "66,66", valid_from=TODAY, at=NOW, by=None)
    assert not counted(session, world, meeting, moved(session, world, meeting), 6, 4)
    assert counted(session, world, meeting, moved(session, world, meeting), 7, 3)


def test_more_votes_than_people_are_refused(
    session: Session, world: World, meeting: Meeting
) -> None:
    motion = moved(session, world, meeting)
    with pytest.raises(InvalidInput, match="yang hadir 10"):
        counted(session, world, meeting, motion, 8, 2, 1)
    assert motion.counted_at is None


def test_without_a_quorum_nothing_is_decided(session: Session, world: World) -> None:
    people = neighbours(session, world, 10)
    meeting = opened(session, world)
    motion = moved(session, world, meeting)
    come(session, world, meeting, *people[:6])
    with pytest.raises(BusinessError, match="kurang 1 orang"):
        counted(session, world, meeting, motion, 6, 0)
    come(session, world, meeting, people[6])
    assert counted(session, world, meeting, motion, 7, 0)


def test_the_same_count_twice_is_one_and_another_must_be_meant(
    session: Session, world: World, meeting: Meeting
) -> None:
    motion, by = moved(session, world, meeting), world.operator_id(Role.CHAIR)
    counted(session, world, meeting, motion, 6, 4)
    assert counted(session, world, meeting, motion, 6, 4), "a double click"
    with pytest.raises(InvalidInput, match="6 setuju, 4 tidak setuju, 0 abstain"):
        counted(session, world, meeting, motion, 4, 6)
    assert motion.carried
    later = NOW + timedelta(minutes=5)
    assert not motions.count(session, meeting, motion, Votes(4, 6), recount=True, at=later, by=by)
    records = session.scalars(
        select(AuditRecord)
        .where(AuditRecord.action == "meeting.motion_counted")
        .order_by(AuditRecord.at)
    )
    assert [(each.details["in_favour"], each.details["recount"]) for each in records] == [
        (6, False), (4, True),
    ]  # fmt: skip
    closed(session, world, meeting)
    with pytest.raises(BusinessError, match="berita acaranya tetap"):
        motions.count(session, meeting, motion, Votes(6, 4), recount=True, at=later, by=by)


def test_a_decision_holds_once_the_meeting_is_closed(
    session: Session, world: World, meeting: Meeting
) -> None:
    motion = moved(session, world, meeting)
    counted(session, world, meeting, motion, 9, 1)
    with pytest.raises(InvalidInput, match="belum ditutup") as refused:
        decisions.carried_motion(session, "RAT-2026/1", MotionKind.SURPLUS)
    assert refused.value.field == "decision"
    assert decisions.carried(session) == []
    closed(session, world, meeting)
    for typed in ("RAT-2026/1", " rat-2026 / 1 "):
        assert decisions.carried_motion(session, typed, MotionKind.SURPLUS, year=2025) is motion
    assert decisions.decided_on(session, motion) == TODAY


@pytest.mark.parametrize(
    ("decision", "kind", "year", "error", "sentence"),
    [
        ("RAT-2026/9", None, None, NotFound, "Tidak ada keputusan rapat RAT-2026/9"),
        ("RAT-2025/1", None, None, NotFound, "Tidak ada keputusan rapat RAT-2025/1"),
        ("RAT-2026-2/1", None, None, NotFound, "Tidak ada keputusan"),
        ("nomor dua", None, None, InvalidInput, "seperti RAT-2026/2"),
        ("", None, None, InvalidInput, "seperti RAT-2026/2"),
        ("RAT-2026/2", None, None, InvalidInput, "RAT-2026/2 tidak diterima"),
        ("RAT-2026/3", None, None, InvalidInput, "RAT-2026/3 tidak diterima"),
        ("RAT-2026/1", MotionKind.LAPSE, None, InvalidInput, "“Pembagian SHU”, bukan “SHU yang"),
        ("RAT-2026/1", MotionKind.SURPLUS, 2024, InvalidInput, "tahun buku 2025, bukan 2024"),
    ],
)
def test_a_decision_that_is_none_is_refused_with_a_sentence(
    session: Session,
    world: World,
    meeting: Meeting,
    decision: str,
    kind: MotionKind | None,
    year: int | None,
    error: type[BusinessError],
    sentence: str,
) -> None:
    counted(session, world, meeting, moved(session, world, meeting), 9, 1)
    counted(session, world, meeting, moved(session, world, meeting, MotionKind.LAPSE), 1, 9)
    moved(session, world, meeting, MotionKind.DEFICIT)
    closed(session, world, meeting)
    with pytest.raises(error, match=sentence):
        decisions.carried_motion(session, decision, kind, year=year)


def test_carried_motions_are_listed_by_kind(
    session: Session, world: World, meeting: Meeting
) -> None:
    for kind, votes in (
        (MotionKind.SURPLUS, (9, 1)), (MotionKind.LAPSE, (8, 0, 2)), (MotionKind.LAPSE, (1, 9)),
    ):  # fmt: skip
        counted(session, world, meeting, moved(session, world, meeting, kind), *votes)
    closed(session, world, meeting)
    assert [each.number for each in decisions.carried(session)] == ["RAT-2026/1", "RAT-2026/2"]
    [lapse] = decisions.carried(session, MotionKind.LAPSE, year=2025)
    assert (lapse.number, lapse.held_on, lapse.year) == ("RAT-2026/2", TODAY, 2025)
    assert (lapse.in_favour, lapse.against, lapse.abstained) == (8, 0, 2)
    assert decisions.carried(session, MotionKind.DEFICIT) == []
    assert decisions.carried(session, year=2024) == []


def test_a_motion_that_is_not_there_is_not_found(session: Session, meeting: Meeting) -> None:
    with pytest.raises(NotFound, match="usul 7"):
        motions.at_position(session, meeting, 7)
