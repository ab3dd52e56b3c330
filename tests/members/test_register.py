"""Admitting members and keeping what is said of them right."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import InvalidInput, NotFound
from core.ids import ShopId
from core.models import AuditRecord
from members import register
from members.models import Member, MemberStatus, Migrant, Sex
from members.register import Details
from tests.support.world import NOW, World, make_coop

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def details(world: World, **changes: object) -> Details:
    typed = Details("Ni Luh Putu", world.shop_id, date(2026, 5, 1), phone="0812-0000-1111")
    return replace(typed, **changes)  # type: ignore[arg-type]


def test_members_are_numbered_one_after_another(session: Session, world: World) -> None:
    first = register.admit(session, details(world), at=NOW, by=world.clerk_id)
    second = register.admit(session, details(world), at=NOW, by=world.clerk_id)
    assert (first.number, second.number) == (4, 5)
    assert (first.status, first.created_by) == (MemberStatus.ACTIVE, world.clerk_id)
    assert (first.phone, first.card) == ("6281200001111", None)


def test_the_number_of_one_who_left_is_not_given_again(session: Session, world: World) -> None:
    assert world.members[-1].status is MemberStatus.LEFT
    assert register.next_number(session) == world.members[-1].number + 1


def test_a_number_from_before_is_kept_and_counted_on_from(session: Session, world: World) -> None:
    old = register.admit(session, details(world), at=NOW, by=None, number=120)
    assert (old.number, register.next_number(session)) == (120, 121)
    with pytest.raises(InvalidInput, match="120 sudah dipakai") as refused:
        register.admit(session, details(world), at=NOW, by=None, number=120)
    assert refused.value.field == "number"
    with pytest.raises(InvalidInput, match="mulai dari 1"):
        register.admit(session, details(world), at=NOW, by=None, number=0)


def test_two_cards_are_never_the_same(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="sudah dipakai anggota nomor 1") as refused:
        register.admit(session, details(world, card="agt0001"), at=NOW, by=None)
    assert refused.value.field == "card"
    own = details(world, card="AGT0001")
    assert register.change(session, world.members[0], own, at=LATER, by=None).card == "AGT0001"
    with pytest.raises(InvalidInput, match="anggota nomor 1"):
        register.change(session, world.members[1], own, at=LATER, by=None)


def test_nobody_joins_tomorrow(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="masa depan") as refused:
        register.admit(session, details(world, joined_on=date(2026, 6, 2)), at=NOW, by=None)
    assert refused.value.field == "joined_on"
    late_evening = NOW.replace(hour=17)  # already 2 June in Wonosobo
    tomorrow = details(world, joined_on=date(2026, 6, 2))
    assert register.admit(session, tomorrow, at=late_evening, by=None).joined_on.day == 2


PERSON = {
    "birth_place": " Selong ", "birth_date": date(1980, 5, 12), "sex": Sex.FEMALE,
    "occupation": "Penenun", "address": "Dusun Timur", "village": "Pancor",
    "regency": "52.03", "district": "52.03.07", "migrant": Migrant.RETURNED,
    "destination": "HK", "admitted_by": "Rapat pengurus 3/2026",
}  # fmt: skip


def test_the_register_holds_all_of_a_person(session: Session, world: World) -> None:
    typed = details(world, **PERSON)
    member = register.admit(session, typed, at=NOW, by=None)
    expected = replace(typed, birth_place="Selong")
    assert register.said(member) == expected


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"birth_date": date(2026, 6, 2)}, "birth_date", "masa depan"),
        ({"birth_date": date(2026, 5, 1)}, "birth_date", "sesudah tanggal masuk"),
        ({"birth_date": date(1899, 12, 31)}, "birth_date", "terlalu lama"),
        ({"regency": "99.99"}, "regency", "tidak ada di daftar"),
        ({"regency": "33.07", "district": "52.03.07"}, "district", "tidak ada di kabupaten"),
        ({"district": "52.03.07"}, "district", "tidak ada di kabupaten"),
        ({"destination": "Hongkong"}, "destination", "dari daftar"),
        ({"village": "x" * 81}, "village", "Terlalu panjang"),
        ({"occupation": "a\x07"}, "occupation", "tidak dapat dibaca"),
    ],
)
def test_what_cannot_be_is_not_written_down(
    session: Session, world: World, wrong: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence) as refused:
        register.admit(session, details(world, **wrong), at=NOW, by=None)
    assert refused.value.field == field


def test_an_unknown_shop_is_refused(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        register.admit(session, details(world, shop_id=ShopId(world.till.id)), at=NOW, by=None)


def test_a_change_is_noted_without_what_was_said(session: Session, world: World) -> None:
    member = register.admit(session, details(world), at=NOW, by=None)
    moved = details(world, shop_id=ShopId(world.ltm.id), phone="0813-9999-8888", name="Ni Luh")
    register.change(session, member, moved, at=LATER, by=world.clerk_id)
    assert (member.name, member.phone, member.shop_id) == ("Ni Luh", "6281399998888", world.ltm.id)
    assert member.changed_at == LATER
    admitted, changed = session.scalars(
        select(AuditRecord).where(AuditRecord.action.startswith("member.")).order_by(AuditRecord.id)
    )
    assert (admitted.action, admitted.subject, admitted.details) == ("member.admitted", "4", {})
    assert (changed.action, changed.subject) == ("member.changed", "4")
    assert changed.details == {"fields": ["name", "phone", "shop_id"]}


def test_saying_the_same_again_changes_nothing(session: Session, world: World) -> None:
    member = register.admit(session, details(world), at=NOW, by=None)
    register.change(session, member, details(world), at=LATER, by=None)
    assert member.changed_at == NOW
    count = select(func.count()).where(AuditRecord.action == "member.changed")
    assert session.scalar(count) == 0


def test_a_refused_change_leaves_nothing_half_done(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
    bad = details(world, name="Nama Baru", card="AGT0002")
    with pytest.raises(InvalidInput), database.transaction() as session:
        register.change(session, register.by_number(session, 1), bad, at=LATER, by=None)
    with database.reading() as session:
        assert register.by_number(session, 1).name == "Siti Aminah"


def test_who_is_not_there_is_not_found(session: Session, world: World) -> None:
    assert register.by_number(session, 2).name == "Budi Santoso"
    with pytest.raises(NotFound, match="nomor 99"):
        register.by_number(session, 99)


def test_many_at_once_get_numbers_of_their_own(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)

    def admit(_: int) -> int:
        with database.transaction() as session:
            return register.admit(session, details(world), at=NOW, by=None).number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(admit, range(24)))
    assert sorted(numbers) == list(range(4, 28))
    with database.reading() as session:
        assert session.scalar(select(func.count(Member.id))) == 27
