"""Vouchers that a programme pays for never take more restricted money than there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.ids import ShopId, new_id
from core.money import ZERO, Money
from core.permissions import Role
from ledger import chart, journal
from members.programmes import grants
from members.programmes.grants import NewGrant, NewRelease
from members.programmes.invariants import grants_are_owed
from members.programmes.models import Grant, GrantForm, ReleasedTo
from pos.vouchers import backing, vouchers
from pos.vouchers.models import PaidBy, VoucherBatch
from pos.vouchers.vouchers import NewBatch
from tests.support.vouchers import UNTIL, codes_of, owed, sell, wrong
from tests.support.world import NOW, TODAY, World, make_coop

PLAN = NewBatch(new_id(), "Lebaran", Money(25_000), 4, UNTIL, PaidBy.PROGRAMME)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def grant(session: Session, world: World, amount: int = 100_000, **what: object) -> Grant:
    new = NewGrant(new_id(), ShopId(world.office.id), "Yayasan Contoh", GrantForm.BANK,
                   Money(amount), True, TODAY, "Voucher keluarga")  # fmt: skip
    new = replace(new, **what)  # type: ignore[arg-type]
    return grants.receive(session, new, at=NOW, by=world.operator_id(Role.TREASURER))


def issue(session: Session, world: World, number: int | None, **what: object) -> VoucherBatch:
    new = replace(PLAN, id=new_id(), grant_number=number, **what)  # type: ignore[arg-type]
    by = world.operator_id(Role.TREASURER)
    return vouchers.issue(session, world.shop_id, new, at=NOW, by=by)


def broken(session: Session) -> list[str]:
    return [*wrong(session), *grants_are_owed(session)]


def test_without_money_of_a_programme_nothing_is_issued(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="hanya Rp0") as refused:
        issue(session, world, None)
    assert refused.value.field == "grant"
    assert owed(session) == 0


def test_a_grant_pays_for_vouchers_of_another_shop_until_it_is_used_up(
    session: Session, world: World
) -> None:
    given = grant(session, world)
    issue(session, world, given.number)
    assert grants.left(session, given) == ZERO
    assert journal.balance(session, chart.PROGRAMME_FUNDS) == ZERO
    assert owed(session) == 100_000
    with pytest.raises(InvalidInput, match="tinggal Rp0") as refused:
        issue(session, world, given.number, face=Money(1), pieces=1)
    assert refused.value.field == "grant"
    release = NewRelease(new_id(), Money(1), ReleasedTo.EQUITY, "uji", TODAY)
    with pytest.raises(InvalidInput, match="tinggal Rp0"):
        grants.release(session, given, release, at=NOW, by=world.operator_id(Role.TREASURER))
    assert broken(session) == []


def test_what_was_not_used_pays_for_others_and_no_more(session: Session, world: World) -> None:
    first, *_others = codes_of(session, issue(session, world, grant(session, world).number))
    sell(session, world, (first, 20_000))
    assert backing.given_back(session, world.shop_id) == Money(5_000)
    with pytest.raises(InvalidInput, match=r"hanya Rp5\.000"):
        issue(session, world, None, face=Money(5_001), pieces=1)
    issue(session, world, None, face=Money(5_000), pieces=1)
    assert backing.given_back(session, world.shop_id) == ZERO
    assert broken(session) == []


@pytest.mark.parametrize("what", [{"restricted": False}, {"form": GrantForm.EQUIPMENT}])
def test_only_restricted_money_pays_for_vouchers(
    session: Session, world: World, what: dict[str, object]
) -> None:
    given = grant(session, world, **what)  # type: ignore[arg-type]
    for number in (given.number, 99):
        with pytest.raises(InvalidInput) as refused:
            issue(session, world, number)
        assert refused.value.field == "grant"


def test_sent_twice_the_grant_pays_once(session: Session, world: World) -> None:
    given = grant(session, world, 200_000)
    new = replace(PLAN, grant_number=given.number)
    by = world.operator_id(Role.TREASURER)
    for _attempt in range(2):
        vouchers.issue(session, world.shop_id, new, at=NOW, by=by)
    assert grants.left(session, given) == Money(100_000)
    assert broken(session) == []
