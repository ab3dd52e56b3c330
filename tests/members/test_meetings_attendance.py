"""Who came: by card at once, by number or name after a second look, once for all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import MemberId
from core.models import AuditRecord
from core.permissions import Role
from members import register
from members.meetings import attendance, meetings
from members.meetings.models import Attendance, Meeting
from members.models import MemberStatus
from members.people import statuses
from members.people.models import AuthorisedBuyer
from members.people.statuses import NewStatus
from members.register import Details
from tests.support.meetings import called, come, neighbours, opened
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def meeting(session: Session, world: World) -> Meeting:
    neighbours(session, world, 12)
    return opened(session, world)


def meant(session: Session, meeting: Meeting, text: str) -> tuple[list[int], bool]:
    found = attendance.meant(session, meeting, text)
    return [member.number for member in found.people], found.certain


@pytest.mark.parametrize(
    ("text", "numbers", "certain"),
    [
        ("AGT0001", [1], True),
        (" agt 0001 ", [1], True),
        ("2", [2], False),
        ("siti", [1], False),
        ("aminah SITI", [1], False),
        ("tetangga se", [12, 13, 14], False),
    ],
)
def test_a_card_is_certain_and_what_is_typed_is_asked_about(
    session: Session, meeting: Meeting, text: str, numbers: list[int], certain: bool
) -> None:
    found, is_certain = meant(session, meeting, text)
    assert (sorted(found), is_certain) == (numbers, certain)


def test_a_card_of_digits_only_is_a_card_before_it_is_a_number(
    session: Session, world: World, meeting: Meeting
) -> None:
    world.members[0].card = "0002"
    session.flush()
    assert meant(session, meeting, "0002") == ([1], True)
    assert meant(session, meeting, "2") == ([2], False)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Pindai kartu, atau tulis nomor atau nama"),
        ("  ", "Pindai kartu"),
        ("AGT9999", "“AGT9999” bukan kartu, nomor, atau nama anggota"),
        ("99", "Tidak ada anggota nomor 99"),
        ("3", r"Wahyu Nugroho \(nomor 3\) tidak bersuara: pada hari rapat berhenti"),
        ("wahyu", r"Wahyu Nugroho \(nomor 3\) tidak bersuara"),
        ("tetangga", "Banyak yang bernama tetangga"),
        ("1%", "bukan kartu"),
    ],
)
def test_the_wrong_person_is_refused_and_told_why(
    session: Session, meeting: Meeting, text: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence) as refused:
        attendance.meant(session, meeting, text)
    assert refused.value.field == "code"


def test_a_card_of_the_household_buys_but_does_not_vote(
    session: Session, world: World, meeting: Meeting
) -> None:
    session.add(
        AuthorisedBuyer(member_id=world.member_id, name="Rina", card="KEL00001", created_at=NOW)
    )
    session.flush()
    with pytest.raises(InvalidInput, match=r"kartu belanja Rina.*Siti Aminah \(nomor 1\)"):
        attendance.meant(session, meeting, "kel00001")


def test_who_was_admitted_after_the_opening_does_not_vote_yet(
    session: Session, world: World, meeting: Meeting
) -> None:
    details = Details("Baru Masuk", world.shop_id, TODAY, card="BARU0001")
    new = register.admit(session, details, at=NOW, by=None)
    with pytest.raises(InvalidInput, match="sesudah rapat dibuka"):
        attendance.meant(session, meeting, "BARU0001")
    with pytest.raises(InvalidInput, match="sesudah rapat dibuka"):
        come(session, world, meeting, new)


def test_who_leaves_after_the_opening_may_still_vote(
    session: Session, world: World, meeting: Meeting
) -> None:
    siti = world.members[0]
    new = NewStatus(MemberStatus.LEFT, TODAY)
    statuses.change(session, siti, new, today=TODAY, at=NOW + timedelta(minutes=1), by=None)
    come(session, world, meeting, siti)
    assert meetings.standing_of(session, meeting).present == 1


def test_the_same_card_twice_counts_once_and_says_since_when(
    session: Session, world: World, meeting: Meeting
) -> None:
    siti, by = world.members[0], world.operator_id(Role.TREASURER)
    first = attendance.attend(session, meeting, siti, at=NOW, by=by)
    later = NOW + timedelta(minutes=9)
    again = attendance.attend(session, meeting, siti, at=later, by=world.operator_id(Role.CHAIR))
    assert (first.again, again.again, again.came_at) == (False, True, NOW)
    row = session.get_one(Attendance, (meeting.id, MemberId(siti.id)))
    assert (row.came_at, row.noted_by) == (NOW, by)
    noted = select(AuditRecord).where(AuditRecord.action == "meeting.attended")
    assert [record.details for record in session.scalars(noted)] == [{"member": 1}]


def test_before_the_opening_nobody_is_there(session: Session, world: World) -> None:
    with pytest.raises(BusinessError, match="belum dibuka"):
        come(session, world, called(session, world), world.members[0])


def test_whoever_is_at_another_meeting_is_not_at_this_one(
    session: Session, world: World, meeting: Meeting
) -> None:
    other = opened(session, world)
    come(session, world, other, *world.members[:2])
    assert meetings.standing_of(session, other).present == 2
    assert meetings.standing_of(session, meeting).present == 0
