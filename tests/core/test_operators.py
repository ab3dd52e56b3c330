"""Signing in, being locked out with back-off, being invited once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import operators
from core.errors import InvalidInput, LockedOut, NotFound, NotSignedIn
from core.ids import OperatorId, ShopId
from core.models import AuditRecord
from core.permissions import GRANTS, Permission, Role, granted
from tests.support.world import NOW, PASSWORD, PIN, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def sign_in(session: Session, password: str, at: datetime = NOW) -> OperatorId:
    return operators.judge(operators.try_password(session, "kasir", password, at=at))


def test_password_and_pin_open_the_door(session: Session, world: World) -> None:
    assert sign_in(session, PASSWORD) == world.clerk_id
    attempt = operators.try_password(session, " KASIR ", PASSWORD, at=NOW)
    assert operators.judge(attempt) == world.clerk_id
    attempt = operators.try_pin(session, world.clerk_id, PIN, at=NOW)
    assert operators.judge(attempt) == world.clerk_id


def test_unknown_and_wrong_sound_the_same(session: Session, world: World) -> None:
    with pytest.raises(NotSignedIn) as wrong:
        sign_in(session, "wrong")
    with pytest.raises(NotSignedIn) as unknown:
        operators.judge(operators.try_password(session, "nobody", PASSWORD, at=NOW))
    assert wrong.value.sentence == unknown.value.sentence


def test_a_wrong_pin_is_called_what_it_is(session: Session, world: World) -> None:
    attempt = operators.try_pin(session, world.clerk_id, "9999", at=NOW)
    with pytest.raises(NotSignedIn, match=r"^PIN salah\.$"):
        operators.judge(attempt, refusal="PIN salah.")


def fail(session: Session, times: int, at: datetime = NOW) -> None:
    for _ in range(times):
        operators.try_password(session, "kasir", "wrong", at=at)


def test_the_fifth_wrong_password_locks_and_each_more_doubles(
    session: Session, world: World
) -> None:
    fail(session, 4)
    assert sign_in(session, PASSWORD) == world.clerk_id
    fail(session, 5)
    with pytest.raises(LockedOut) as locked:
        sign_in(session, PASSWORD)
    assert 29 <= locked.value.seconds <= 31
    later = NOW + timedelta(seconds=31)
    fail(session, 1, at=later)
    with pytest.raises(LockedOut) as again:
        sign_in(session, PASSWORD, at=later)
    assert 59 <= again.value.seconds <= 61
    assert sign_in(session, PASSWORD, at=later + timedelta(seconds=61)) == world.clerk_id


def test_the_lock_never_lasts_longer_than_an_hour(session: Session, world: World) -> None:
    at = NOW
    for _ in range(30):
        fail(session, 1, at=at)
        at += timedelta(hours=1, seconds=1)
    assert sign_in(session, PASSWORD, at=at) == world.clerk_id


def test_failures_are_in_the_audit_log(session: Session, world: World) -> None:
    fail(session, 2)
    records = session.scalars(
        select(AuditRecord.details).where(AuditRecord.action == "operator.failed_to_sign_in")
    ).all()
    assert sorted(record["failures"] for record in records) == [1, 2]
    assert "wrong" not in str(records)


def test_the_retired_stay_outside(session: Session, world: World) -> None:
    world.operators[Role.CLERK].active = False
    with pytest.raises(NotSignedIn):
        sign_in(session, PASSWORD)
    assert operators.view_of(session, world.clerk_id) is None


def test_an_invitation_works_once_and_ends(session: Session, world: World) -> None:
    code = operators.invite(session, world.clerk_id, at=NOW)
    newer = operators.invite(session, world.clerk_id, at=NOW)
    with pytest.raises(NotFound):
        operators.find_invitation(session, code, at=NOW)
    with pytest.raises(NotFound):
        operators.find_invitation(session, newer, at=NOW + timedelta(days=7))
    operators.accept_invitation(session, newer.lower(), password="baru-sekali", pin="1357", at=NOW)
    assert sign_in(session, "baru-sekali") == world.clerk_id
    with pytest.raises(NotFound):
        operators.accept_invitation(session, newer, password="baru-sekali", pin=None, at=NOW)


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "0000", "٣٤٥٦"])
def test_a_bad_pin_is_refused(session: Session, world: World, pin: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        operators.set_pin(world.operators[Role.CLERK], pin)
    assert refused.value.field == "pin"


def test_every_role_has_its_grants_and_members_none() -> None:
    assert set(GRANTS) == set(Role)
    assert granted([Role.MEMBER]) == granted([]) == frozenset()
    assert Permission.SELL in granted([Role.MEMBER, Role.CLERK])


def test_auditors_read_everything_and_change_nothing() -> None:
    assert all(grant.startswith(("view_", "export_")) for grant in granted([Role.AUDITOR]))


def test_by_pin_only_those_of_the_shop_or_of_all_who_may(session: Session, world: World) -> None:
    def names(shop_id: ShopId) -> set[str]:
        return {one.name for one in operators.with_pin(session, Permission.APPROVE, shop_id)}

    here, there = world.shop_id, ShopId(world.ltm.id)
    manager = world.operators[Role.MANAGER]
    clerk = world.operators[Role.CLERK].name
    manager.shop_id, manager.pin_hash = here, "some"
    session.flush()
    assert manager.name in names(here) - names(there)
    assert clerk not in names(here)
    assert clerk in {one.name for one in operators.with_pin(session, Permission.SELL, here)}
    manager.active = False
    session.flush()
    assert manager.name not in names(here)
    manager.active, manager.pin_hash = True, None
    session.flush()
    assert manager.name not in names(here)
