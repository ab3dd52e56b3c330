"""A meeting from the invitation to the minutes, step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import settings
from core.errors import BusinessError, InvalidInput, NotFound
from core.ids import MemberId, OperatorId, new_id
from core.models import AuditRecord
from core.permissions import Role
from members import register
from members.meetings import invariants, invitations, meetings
from members.meetings.models import Meeting, MeetingInvitation, MeetingKind, Motion
from members.meetings.settings import QUORUM, SECOND_QUORUM
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.statuses import NewStatus
from members.register import Details
from tests.support.meetings import (
    BEFORE,
    DETAILS,
    called,
    closed,
    come,
    moved,
    neighbours,
    opened,
)
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def chair(world: World) -> OperatorId:
    return world.operator_id(Role.CHAIR)


def invited(session: Session, meeting: Meeting) -> set[int]:
    numbers = {member.id: member.number for member in session.scalars(select(Member))}
    return {numbers[each] for each in invitations.invited(session, meeting)}


def noted(session: Session, meeting: Meeting) -> list[str]:
    rows = select(AuditRecord.action).where(AuditRecord.subject == meeting.number)
    return list(session.scalars(rows.order_by(AuditRecord.at, AuditRecord.id)))


def test_a_meeting_is_numbered_by_its_year_and_kind(session: Session, world: World) -> None:
    first = called(session, world)
    again = called(session, world, held_on=TODAY + timedelta(days=7))
    other = called(session, world, kind=MeetingKind.EXTRAORDINARY)
    later = called(session, world, held_on=date(2027, 2, 1), year=2026)
    assert [each.number for each in (first, again, other, later)] == [
        "RAT-2026", "RAT-2026-2", "RALB-2026", "RAT-2027",
    ]  # fmt: skip


def test_sending_the_form_twice_calls_one_meeting(session: Session, world: World) -> None:
    key, by = new_id(), world.operator_id(Role.CHAIR)
    first = meetings.call(session, DETAILS, key=key, at=BEFORE, by=by)
    assert meetings.call(session, DETAILS, key=key, at=NOW, by=by) is first
    assert session.scalar(select(func.count(Meeting.id))) == 1


def test_everybody_with_a_vote_on_the_day_is_invited(session: Session, world: World) -> None:
    neighbours(session, world, 2)
    assert invited(session, called(session, world)) == {1, 2, 4, 5}, "number 3 has left"


def test_the_by_laws_of_the_day_of_the_meeting_hold(session: Session, world: World) -> None:
    settings.put(session, QUORUM, "66,67", valid_from=TODAY, at=NOW, by=None)
    settings.put(session, SECOND_QUORUM, "0", valid_from=TODAY, at=NOW, by=None)
    later = called(session, world)
    earlier = called(session, world, held_on=TODAY - timedelta(days=1))
    assert (later.quorum, later.second_quorum) == (6_667, 0)
    assert (earlier.quorum, earlier.second_quorum) == (5_000, 2_000)


def test_who_comes_or_goes_before_the_opening_is_on_the_list_or_not(
    session: Session, world: World, chair: OperatorId
) -> None:
    meeting = called(session, world)
    invitations.tell(session, meeting, 2, told=True, at=NOW, by=chair)
    details = Details("Baru Masuk", world.shop_id, TODAY)
    register.admit(session, details, at=NOW, by=None)
    statuses.change(session, world.members[0], NewStatus(MemberStatus.LEFT, TODAY), today=TODAY,
                    at=NOW, by=None)  # fmt: skip
    meetings.open_meeting(session, meeting, at=NOW, by=chair)
    assert invited(session, meeting) == {2, 4}, "admitted on the day, and gone on the day"
    assert meeting.voters == 2
    row = session.get_one(MeetingInvitation, (meeting.id, MemberId(world.members[1].id)))
    assert row.told_at == NOW, "who was told stays told"


def test_who_comes_or_goes_after_the_opening_changes_nothing(
    session: Session, world: World
) -> None:
    meeting = opened(session, world)
    register.admit(session, Details("Baru Masuk", world.shop_id, TODAY), at=NOW, by=None)
    statuses.change(session, world.members[0], NewStatus(MemberStatus.LEFT, TODAY), today=TODAY,
                    at=NOW, by=None)  # fmt: skip
    assert invited(session, meeting) == {1, 2}
    assert meetings.standing_of(session, meeting).voters == 2
    with pytest.raises(BusinessError, match="daftar undangannya tetap"):
        invitations.refresh(session, meeting)


def test_who_joins_only_after_the_day_has_no_vote(session: Session, world: World) -> None:
    neighbours(session, world, 1)
    meeting = called(session, world, held_on=date(2026, 1, 4), year=2025)
    assert 4 not in invited(session, meeting), "joined on 5 January"


def test_members_are_told_one_by_one_or_all(
    session: Session, world: World, chair: OperatorId
) -> None:
    neighbours(session, world, 2)
    meeting = called(session, world)
    invitations.tell(session, meeting, 1, told=True, at=NOW, by=chair)
    invitations.tell(session, meeting, 1, told=True, at=NOW, by=chair)
    assert invitations.tell_all(session, meeting, at=NOW, by=chair) == 3
    assert invitations.tell_all(session, meeting, at=NOW, by=chair) == 0
    invitations.tell(session, meeting, 4, told=False, at=NOW, by=chair)
    assert noted(session, meeting) == [
        "meeting.called", "meeting.told", "meeting.told", "meeting.not_told",
    ]  # fmt: skip
    with pytest.raises(InvalidInput, match="nomor 3 tidak ada di daftar"):
        invitations.tell(session, meeting, 3, told=True, at=NOW, by=chair)


def test_an_invitation_changes_until_the_meeting_is_open(
    session: Session, world: World, chair: OperatorId
) -> None:
    meeting = called(session, world)
    other = replace(DETAILS, place="Aula kecamatan", held_on=TODAY + timedelta(days=3))
    meetings.change(session, meeting, other, at=NOW, by=chair)
    assert (meeting.place, meeting.number) == ("Aula kecamatan", "RAT-2026")
    next_year = replace(DETAILS, held_on=date(2027, 1, 9))
    with pytest.raises(InvalidInput, match="panggil rapat baru") as refused:
        meetings.change(session, meeting, next_year, at=NOW, by=chair)
    assert refused.value.field == "held_on"
    meetings.change(session, meeting, DETAILS, at=NOW, by=chair)
    meetings.open_meeting(session, meeting, at=NOW, by=chair)
    with pytest.raises(BusinessError, match="sudah dibuka"):
        meetings.change(session, meeting, DETAILS, at=NOW, by=chair)
    with pytest.raises(BusinessError, match="sudah dibuka"):
        meetings.call_off(session, meeting, at=NOW, by=chair)


def test_a_meeting_cannot_decide_about_a_year_to_come(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="belum mulai") as refused:
        called(session, world, year=2027)
    assert refused.value.field == "year"


def test_a_meeting_that_is_called_off_leaves_its_number(
    session: Session, world: World, chair: OperatorId
) -> None:
    meeting = called(session, world)
    moved(session, world, meeting)
    meetings.call_off(session, meeting, at=NOW, by=chair)
    assert session.scalar(select(func.count(Motion.id))) == 0
    assert noted(session, meeting)[-1] == "meeting.called_off"
    with pytest.raises(NotFound, match="RAT-2026"):
        meetings.by_number(session, meeting.number)
    assert called(session, world).number == "RAT-2026"


def test_a_meeting_is_opened_on_its_day_or_later_and_once(
    session: Session, world: World, chair: OperatorId
) -> None:
    meeting = called(session, world, held_on=TODAY + timedelta(days=1))
    with pytest.raises(BusinessError, match="baru pada 02/06/2026"):
        meetings.open_meeting(session, meeting, at=NOW, by=chair)
    later = NOW + timedelta(days=2)
    meetings.open_meeting(session, meeting, at=later, by=chair)
    meetings.open_meeting(session, meeting, at=later + timedelta(hours=1), by=chair)
    assert meeting.opened_at == later
    assert noted(session, meeting).count("meeting.opened") == 1


def test_without_anybody_who_votes_there_is_no_meeting(session: Session, world: World) -> None:
    with pytest.raises(BusinessError, match="Belum ada anggota aktif"):
        opened(session, world, held_on=date(2000, 1, 1), year=2000)


def test_the_second_call_is_for_when_too_few_came(
    session: Session, world: World, chair: OperatorId
) -> None:
    people = neighbours(session, world, 8)
    meeting = opened(session, world)
    come(session, world, meeting, *people[:5])
    assert meetings.standing_of(session, meeting).missing == 1
    meetings.call_again(session, meeting, at=NOW, by=chair)
    meetings.call_again(session, meeting, at=NOW, by=chair)
    assert meetings.standing_of(session, meeting).reached
    assert noted(session, meeting).count("meeting.called_again") == 1


def test_who_is_enough_is_not_called_again(
    session: Session, world: World, chair: OperatorId
) -> None:
    meeting = opened(session, world)
    come(session, world, meeting, *world.members[:2])
    with pytest.raises(BusinessError, match="panggilan kedua tidak perlu"):
        meetings.call_again(session, meeting, at=NOW, by=chair)


def test_what_is_closed_stays_as_it_is(session: Session, world: World, chair: OperatorId) -> None:
    meeting = called(session, world)
    with pytest.raises(BusinessError, match="belum dibuka"):
        closed(session, world, meeting)
    meetings.open_meeting(session, meeting, at=NOW, by=chair)
    closed(session, world, meeting)
    ended = meeting.closed_at
    closed(session, world, meeting)
    assert (meeting.closed_at, meeting.chaired_by) == (ended, "Hasan Basri")
    assert noted(session, meeting).count("meeting.closed") == 1
    for step in (meetings.call_again, meetings.call_off):
        with pytest.raises(BusinessError, match="sudah di"):
            step(session, meeting, at=NOW, by=chair)
    with pytest.raises(BusinessError, match="berita acaranya tetap"):
        come(session, world, meeting, world.members[0])
    with pytest.raises(BusinessError, match="berita acaranya tetap"):
        moved(session, world, meeting)


def test_the_check_finds_what_does_not_add_up(session: Session, world: World) -> None:
    meeting = opened(session, world)
    come(session, world, meeting, world.members[0])
    motion = moved(session, world, meeting)
    assert list(invariants.meetings_add_up(session)) == []
    meeting.voters = 7
    motion.in_favour, motion.against, motion.abstained = 2, 0, 0
    session.delete(session.get_one(MeetingInvitation, (meeting.id, MemberId(world.members[0].id))))
    session.flush()
    found = list(invariants.meetings_add_up(session))
    assert found == [
        "Rapat RAT-2026: 1 anggota di daftar, 7 dihitung bersuara.",
        "Rapat RAT-2026: 1 yang hadir tidak ada di daftar.",
        "Usul RAT-2026/1: suaranya lebih banyak daripada yang hadir.",
    ]
