"""Programmes and grants: what is booked, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import MemberId, OperatorId, ShopId, new_id
from core.money import ZERO, Money
from core.permissions import Role
from ledger import chart, journal
from ledger.invariants import inter_shop
from members.programmes import (
    grants,
    invariants,
    participations,
    programmes,
    queries,
)
from members.programmes.grants import NewGrant, NewRelease
from members.programmes.models import (
    GrantForm,
    Programme,
    ReleasedTo,
)
from members.programmes.participations import Agreement, Share
from members.programmes.programmes import Details
from members.ways import PaidBy
from tests.support.world import NOW, World, make_coop

TODAY = date(2026, 6, 1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def by(world: World) -> OperatorId:
    return world.operator_id(Role.TREASURER)


@pytest.fixture
def pmi(session: Session, by: OperatorId) -> Programme:
    return programmes.add(session, Details("PMI-2026", "Purna PMI"), at=NOW, by=by)


def wrong(session: Session) -> list[str]:
    return [
        *invariants.grants_are_owed(session),
        *invariants.participations_are_booked(session),
        *inter_shop(session),
    ]


def given(world: World, **what: object) -> NewGrant:
    new = NewGrant(
        new_id(), ShopId(world.office.id), "Kementerian Contoh", GrantForm.BANK,
        Money(10_000_000), True, TODAY, "modal usaha anggota",
    )  # fmt: skip
    return replace(new, **what)  # type: ignore[arg-type]


def agreed(world: World, **what: object) -> Agreement:
    paper = Agreement(ShopId(world.office.id), "12/2026", TODAY, TODAY, PaidBy.BANK)
    return replace(paper, **what)  # type: ignore[arg-type]


def share(world: World, amount: int = 500_000, place: int = 0) -> Share:
    return Share(new_id(), MemberId(world.members[place].id), Money(amount))


# Programmes


def test_members_take_part_by_their_numbers_once_each(
    session: Session, pmi: Programme, by: OperatorId
) -> None:
    assert programmes.tag(session, pmi, (1, 2), since=TODAY, at=NOW, by=by) == 2
    assert programmes.tag(session, pmi, (2, 3), since=TODAY, at=NOW, by=by) == 1
    page = queries.tagged_page(session, pmi.id, query="", number=1)
    assert [row.number for row in page.rows] == [1, 2, 3]


def test_a_number_nobody_has_is_named_and_nobody_is_tagged(
    session: Session, pmi: Programme, by: OperatorId
) -> None:
    with pytest.raises(InvalidInput, match="97"):
        programmes.tag(session, pmi, (1, 97), since=TODAY, at=NOW, by=by)
    assert queries.tagged_page(session, pmi.id, query="", number=1).total == 0


def test_who_is_not_in_it_cannot_be_taken_out(
    session: Session, world: World, pmi: Programme, by: OperatorId
) -> None:
    programmes.tag(session, pmi, (1,), since=TODAY, at=NOW, by=by)
    programmes.untag(session, pmi, world.members[0], at=NOW, by=by)
    with pytest.raises(NotFound):
        programmes.untag(session, pmi, world.members[0], at=NOW, by=by)


def test_an_ended_programme_takes_nobody_in(
    session: Session, pmi: Programme, by: OperatorId
) -> None:
    programmes.set_active(session, pmi, False, at=NOW, by=by)
    with pytest.raises(InvalidInput, match="berakhir"):
        programmes.tag(session, pmi, (1,), since=TODAY, at=NOW, by=by)
    assert queries.programme_choices(session) == []


@pytest.mark.parametrize("code", ["", "P", "PMI 2026", "-AB", "X" * 21, "PMI-2026"])
def test_a_code_that_is_bad_or_taken_is_refused(
    session: Session, pmi: Programme, by: OperatorId, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        programmes.add(session, Details(code, "Lain"), at=NOW, by=by)
    assert refused.value.field == "code"


# Grants


@pytest.mark.parametrize(
    ("form", "account"),
    [
        (GrantForm.CASH, chart.SAFE),
        (GrantForm.BANK, chart.BANK),
        (GrantForm.EQUIPMENT, chart.FIXED_ASSETS),
        (GrantForm.SUPPLIES, chart.SUPPLIES),
    ],
)
@pytest.mark.parametrize("restricted", [True, False])
def test_a_grant_is_owed_while_it_is_restricted_else_it_is_equity(
    session: Session, world: World, by: OperatorId, form: GrantForm, account: str, restricted: bool
) -> None:
    grants.receive(session, given(world, form=form, restricted=restricted), at=NOW, by=by)
    assert journal.balance(session, account) == Money(10_000_000)
    owed = chart.PROGRAMME_FUNDS if restricted else chart.GRANTS
    assert journal.balance(session, owed) == Money(-10_000_000)
    assert wrong(session) == []


def test_the_same_grant_twice_is_booked_once(
    session: Session, world: World, by: OperatorId
) -> None:
    new = given(world)
    first = grants.receive(session, new, at=NOW, by=by)
    assert grants.receive(session, new, at=NOW, by=by) is first
    assert journal.balance(session, chart.BANK) == Money(10_000_000)


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"amount": ZERO}, "amount"),
        ({"giver": " "}, "giver"),
        ({"condition": ""}, "condition"),
        ({"booked_on": TODAY + timedelta(days=1)}, "booked_on"),
    ],
)
def test_a_grant_that_says_too_little_is_refused(
    session: Session, world: World, by: OperatorId, what: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        grants.receive(session, given(world, **what), at=NOW, by=by)
    assert refused.value.field == field


def released(amount: int, to: ReleasedTo = ReleasedTo.EQUITY, **what: object) -> NewRelease:
    new = NewRelease(new_id(), Money(amount), to, "laporan diterima", TODAY)
    return replace(new, **what)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("to", "paid_by", "account", "left"),
    [
        (ReleasedTo.EQUITY, PaidBy.CASH, chart.GRANTS, -4_000_000),
        (ReleasedTo.SPENT, PaidBy.CASH, chart.SAFE, -4_000_000),
        (ReleasedTo.SPENT, PaidBy.BANK, chart.BANK, 6_000_000),
    ],
)
def test_what_is_released_is_owed_no_more(
    session: Session, world: World, by: OperatorId, to: ReleasedTo, paid_by: PaidBy, account: str,
    left: int,
) -> None:  # fmt: skip
    grant = grants.receive(session, given(world), at=NOW, by=by)
    grants.release(session, grant, released(4_000_000, to, paid_by=paid_by), at=NOW, by=by)
    assert grants.left(session, grant) == Money(6_000_000)
    assert journal.balance(session, chart.PROGRAMME_FUNDS) == Money(-6_000_000)
    assert journal.balance(session, account) == Money(left)
    assert wrong(session) == []


def test_no_more_is_released_of_a_grant_than_is_left_of_it(
    session: Session, world: World, by: OperatorId
) -> None:
    grant = grants.receive(session, given(world), at=NOW, by=by)
    grants.receive(session, given(world), at=NOW, by=by)
    grants.release(session, grant, released(9_999_999), at=NOW, by=by)
    with pytest.raises(InvalidInput, match="Rp1"):
        grants.release(session, grant, released(2), at=NOW, by=by)
    grants.release(session, grant, released(1), at=NOW, by=by)
    assert grants.left(session, grant) == ZERO


@pytest.mark.parametrize(
    ("what", "wish", "field"),
    [
        ({}, {"reason": " "}, "reason"),
        ({}, {"amount": ZERO}, "amount"),
        ({}, {"amount": Money(-1)}, "amount"),
        ({}, {"to": ReleasedTo.MEMBERS}, "to"),
        ({"form": GrantForm.EQUIPMENT}, {"to": ReleasedTo.SPENT}, "to"),
        ({"restricted": False}, {}, "amount"),
        ({}, {"paid_by": PaidBy.SUKARELA}, "paid_by"),
    ],
)
def test_a_release_that_cannot_be_is_refused(
    session: Session, world: World, by: OperatorId, what: dict[str, object],
    wish: dict[str, object], field: str,
) -> None:  # fmt: skip
    grant = grants.receive(session, given(world, **what), at=NOW, by=by)
    with pytest.raises(InvalidInput) as refused:
        grants.release(session, grant, replace(released(1_000), **wish), at=NOW, by=by)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_page_of_a_programme_adds_its_money_up(
    session: Session, world: World, pmi: Programme, by: OperatorId
) -> None:
    grant = grants.receive(session, given(world, programme_id=pmi.id), at=NOW, by=by)
    grants.receive(session, given(world), at=NOW, by=by)
    grants.release(session, grant, released(1_000_000), at=NOW, by=by)
    paper = agreed(world, paid_by=PaidBy.PROGRAMME, grant_id=grant.id)
    participations.put_in(session, paper, share(world), at=NOW, by=by)
    money = queries.programme_money(session, pmi.id)
    assert (money.received, money.released, money.left, money.put_in) == (
        Money(10_000_000), Money(1_500_000), Money(8_500_000), Money(500_000),
    )  # fmt: skip
