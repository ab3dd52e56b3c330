"""The board admits and lets go, by the day, and what was a mistake is taken back by adding."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core import settings
from core.db import Database
from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, ShopId, new_id
from core.money import ZERO, Money
from core.permissions import Permission, Role, granted
from members import register
from members.balances import Account
from members.leaving.models import Settlement
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.office_money import Slip
from members.people import admission, invariants, statuses
from members.people.settings import POKOK_FIRST
from members.people.statuses import NewStatus
from members.register import Details
from members.settings import POKOK_AMOUNT
from members.ways import Direction, PaidBy
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World, make_coop

CANDIDATE, ACTIVE, LEFT, EXPELLED, DECEASED = MemberStatus
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def candidate(session: Session, world: World, on: date = date(2026, 3, 1)) -> Member:
    details = Details("Ni Luh Putu", world.shop_id, on)
    return register.admit(session, details, at=NOW, by=None, became=(NewStatus(CANDIDATE, on),))


def decide(session: Session, world: World, member: Member, new: NewStatus) -> None:
    admission.decide(session, member, new, at=NOW, by=world.operator_id(Role.CHAIR))


def asks(session: Session, setting: settings.Setting[Money], amount: int) -> None:
    settings.put(session, setting, str(amount), valid_from=date(2026, 1, 1), at=NOW, by=None)


def pays(session: Session, member: Member, amount: int) -> None:
    slip = Slip(new_id(), ShopId(member.shop_id), MemberId(member.id), Account.POKOK,
                Direction.IN, Money(amount), PaidBy.CASH, TODAY)  # fmt: skip
    office_money.record(session, slip, at=NOW, by=None)


def said(status: MemberStatus, on: date = TODAY, reason: str = "", by: str = "Rapat 3/2026"
         ) -> NewStatus:  # fmt: skip
    return NewStatus(status, on, reason, by)


@pytest.mark.parametrize(
    ("pokok", "first", "expected"),
    [(0, 0, 0), (100_000, 0, 100_000), (100_000, 25_000, 25_000), (20_000, 25_000, 20_000)],
)
def test_the_first_part_is_needed_or_all(pokok: int, first: int, expected: int) -> None:
    assert admission.needed(Money(pokok), Money(first)) == Money(expected)


def test_a_candidate_is_a_member_once_admitted_and_paid(session: Session, world: World) -> None:
    asks(session, POKOK_AMOUNT, 100_000)
    member = candidate(session, world)
    pays(session, member, 60_000)
    with pytest.raises(BusinessError, match=r"kurang Rp40\.000"):
        decide(session, world, member, said(ACTIVE))
    assert member.status is CANDIDATE
    pays(session, member, 40_000)
    decide(session, world, member, said(ACTIVE, YESTERDAY))
    assert (member.status, member.joined_on) == (ACTIVE, YESTERDAY)
    assert member.admitted_by == "Rapat 3/2026"
    assert statuses.on_day(session, YESTERDAY - timedelta(days=1))[MemberId(member.id)] is CANDIDATE
    assert statuses.on_day(session, YESTERDAY)[MemberId(member.id)] is ACTIVE


def test_the_first_instalment_will_do_where_the_setting_says_so(
    session: Session, world: World
) -> None:
    asks(session, POKOK_AMOUNT, 100_000)
    asks(session, POKOK_FIRST, 25_000)
    member = candidate(session, world)
    assert admission.lacking(session, member, on=TODAY) == Money(25_000)
    pays(session, member, 25_000)
    assert admission.lacking(session, member, on=TODAY) == ZERO
    decide(session, world, member, said(ACTIVE))
    assert member.status is ACTIVE


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (said(ACTIVE, by=" "), "decided_by"),
        (said(LEFT), "reason"),
        (said(DECEASED, reason=" "), "reason"),
        (said(ACTIVE, TODAY + timedelta(days=1)), "holds_from"),
        (said(ACTIVE, date(2026, 2, 28)), "holds_from"),
        (said(CANDIDATE), "status"),
    ],
)
def test_what_the_board_cannot_decide_is_refused(
    session: Session, world: World, new: NewStatus, field: str
) -> None:
    member = candidate(session, world)
    with pytest.raises(InvalidInput) as refused:
        decide(session, world, member, new)
    assert refused.value.field == field
    assert member.status is CANDIDATE


def test_who_left_may_come_back_under_the_same_number(session: Session, world: World) -> None:
    gone = world.members[2]
    decide(session, world, gone, said(ACTIVE))
    assert (gone.number, gone.status) == (3, ACTIVE)


def test_a_mistake_is_taken_back_from_the_same_day_and_stays_on_record(
    session: Session, world: World
) -> None:
    member = candidate(session, world)
    decide(session, world, member, said(ACTIVE, date(2026, 4, 1)))
    decide(session, world, member, said(DECEASED, date(2026, 5, 1), "Kabar dari tetangga"))
    by = world.operator_id(Role.CHAIR)
    later = NOW + timedelta(minutes=1)
    with pytest.raises(InvalidInput, match="mengapa"):
        admission.take_back(session, member, " ", at=later, by=by)
    admission.take_back(session, member, "Orang lain yang meninggal", at=later, by=by)
    mine = MemberId(member.id)
    assert member.status is ACTIVE
    for day in (date(2026, 4, 1), date(2026, 5, 1), TODAY):
        assert statuses.on_day(session, day)[mine] is ACTIVE
    kept = [(row.status, row.reason) for row in statuses.history(session, mine)]
    assert kept == [
        (ACTIVE, "Orang lain yang meninggal"), (DECEASED, "Kabar dari tetangga"), (ACTIVE, ""),
        (CANDIDATE, ""),
    ]  # fmt: skip
    assert mine not in statuses.left_between(session, date(2026, 1, 1), TODAY)


def test_an_admission_taken_back_leaves_a_candidate(session: Session, world: World) -> None:
    member = candidate(session, world)
    decide(session, world, member, said(ACTIVE))
    later = NOW + timedelta(minutes=1)
    admission.take_back(session, member, "Keliru orang", at=later, by=world.clerk_id)
    assert (member.status, member.joined_on, member.admitted_by) == (
        CANDIDATE, date(2026, 3, 1), "",
    )  # fmt: skip


def test_the_first_status_and_one_that_was_settled_are_not_taken_back(
    session: Session, world: World
) -> None:
    active = world.members[0]
    with pytest.raises(InvalidInput, match="pertama"):
        admission.take_back(session, active, "x", at=NOW, by=world.clerk_id)
    decide(session, world, active, said(LEFT, reason="Pindah"))
    session.add(
        Settlement(
            number=1,
            member_id=MemberId(active.id),
            shop_id=world.shop_id,
            status=LEFT,
            settled_on=TODAY,
            pokok=ZERO,
            wajib=ZERO,
            sukarela=ZERO,
            pots=ZERO,
            shu=ZERO,
            credit=ZERO,
            fee=ZERO,
            net=ZERO,
            recorded_at=NOW,
        )
    )
    session.flush()
    with pytest.raises(BusinessError, match="sudah diselesaikan"):
        admission.take_back(session, active, "x", at=NOW, by=world.clerk_id)


def test_status_and_newest_decision_agree(session: Session, world: World) -> None:
    assert list(invariants.statuses_agree(session)) == []
    world.members[0].status = LEFT
    session.add(
        Member(number=9, name="Tanpa Riwayat", shop_id=world.shop_id, status=ACTIVE,
               joined_on=TODAY, created_at=NOW, changed_at=NOW)
    )  # fmt: skip
    session.flush()
    assert list(invariants.statuses_agree(session)) == [
        "Anggota nomor 1 tertulis berhenti, padahal keputusan terakhirnya aktif.",
        "Anggota nomor 9 tertulis aktif, padahal keputusan terakhirnya tidak ada.",
    ]


FORM = {"name": "Ni Luh Putu", "shop": "WSB", "joined_on": "2026-01-31"}
DECISION = {"status": "aktif", "holds_from": "2026-02-10", "decided_by": "Rapat pengurus 2/2026"}


def test_the_chair_admits_on_the_page(visitor: Visitor, database: Database) -> None:
    visitor.sign_in(Role.MANAGER)
    visitor.submit("/new-member", FORM)
    assert "menunggu keputusan pengurus" in text_of(visitor.see("/members/4"))
    assert "Terima sebagai anggota" not in visitor.see("/members/4")
    visitor.submit("/sign-out")
    visitor.sign_in(Role.CHAIR)
    assert "Terima sebagai anggota" in visitor.see("/members/4")
    wrong = visitor.submit("/members/4/status", DECISION | {"decided_by": ""}, status=422)
    assert "Isi siapa yang memutuskan" in wrong.text
    assert 'value="2026-02-10"' in wrong.text
    visitor.submit("/members/4/status", DECISION)
    words = text_of(visitor.see("/members/4"))
    assert "Aktif 10/02/2026 Rapat pengurus 2/2026 –" in words
    assert "Calon anggota 31/01/2026" in words
    assert "diterima oleh Rapat pengurus 2/2026" in words
    visitor.submit("/members/4/status/back", {"reason": ""}, status=422)
    visitor.submit("/members/4/status/back", {"reason": "Keliru orang"})
    with database.reading() as session:
        assert register.by_number(session, 4).status is CANDIDATE


def test_who_has_not_paid_is_told_so(visitor: Visitor, database: Database) -> None:
    with database.transaction() as session:
        asks(session, POKOK_AMOUNT, 100_000)
    visitor.sign_in(Role.TREASURER)
    visitor.submit("/new-member", FORM)
    assert "simpanan pokoknya kurang Rp100.000" in text_of(visitor.see("/members/4"))
    refused = visitor.submit("/members/4/status", DECISION, status=409)
    assert "kurang Rp100.000. Setor dulu, lalu terima." in text_of(refused.text)


def test_who_left_is_still_to_be_settled_with(visitor: Visitor, database: Database) -> None:
    with database.transaction() as session:
        pays(session, register.by_number(session, 1), 20_000)
    visitor.sign_in(Role.TREASURER)
    gone = DECISION | {"status": "berhenti", "holds_from": TODAY.isoformat(), "reason": "Pindah"}
    visitor.submit("/members/1/status", gone)
    visitor.submit("/members/2/status", gone)
    assert "belum diselesaikan" in text_of(visitor.see("/members/1"))
    assert "belum diselesaikan" not in text_of(visitor.see("/members/2"))


@pytest.mark.parametrize("role", Role)
def test_only_the_board_decides(visitor: Visitor, role: Role) -> None:
    visitor.sign_in(role)
    expected = 200 if Permission.ADMIT_MEMBERS in granted([role]) else 403
    visitor.see("/members/1/status", expected)
    visitor.see("/members/1/status/back", expected)
