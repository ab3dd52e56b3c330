"""Participation capital, one by one and from a list: what is booked, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, OperatorId, ShopId, new_id
from core.money import ZERO, Money
from core.permissions import Role
from ledger import chart, journal, periods
from ledger.invariants import inter_shop
from members.balances import balances
from members.programmes import (
    grants,
    invariants,
    lists,
    participations,
    programmes,
)
from members.programmes.grants import NewGrant
from members.programmes.listing import amounts
from members.programmes.models import (
    Grant,
    GrantForm,
    GrantRelease,
    Participation,
    Programme,
)
from members.programmes.participations import Agreement, NewReturn, Share
from members.programmes.programmes import Details
from members.shu import figures
from members.shu.capital import CapitalBasis
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


@pytest.mark.parametrize(
    ("paid_by", "account"), [(PaidBy.CASH, chart.SAFE), (PaidBy.BANK, chart.BANK)]
)
def test_a_members_participation_is_hers(
    session: Session, world: World, by: OperatorId, paid_by: PaidBy, account: str
) -> None:
    paper = agreed(world, paid_by=paid_by)
    made = participations.put_in(session, paper, share(world), at=NOW, by=by)
    assert made.number == 1
    assert journal.balance(session, account) == Money(500_000)
    assert balances(session, MemberId(world.members[0].id)).participation == Money(500_000)
    assert wrong(session) == []


@pytest.mark.parametrize("basis", list(CapitalBasis))
def test_it_never_weighs_in_jasa_modal(
    session: Session, world: World, by: OperatorId, basis: CapitalBasis
) -> None:
    participations.put_in(session, agreed(world), share(world), at=NOW, by=by)
    rule = figures.CapitalRule(basis, counts_sukarela=True)
    assert figures.owned_by(session, world.member_id, TODAY, rule) == 0


def test_a_programmes_own_names_no_member(
    session: Session, world: World, pmi: Programme, by: OperatorId
) -> None:
    own = Share(new_id(), None, Money(2_000_000))
    with pytest.raises(InvalidInput) as refused:
        participations.put_in(session, agreed(world), own, at=NOW, by=by)
    assert refused.value.field == "member"
    participations.put_in(session, agreed(world, programme_id=pmi.id), own, at=NOW, by=by)
    assert journal.balance(session, chart.PARTICIPATION) == Money(-2_000_000)
    assert wrong(session) == []


def test_out_of_restricted_money_it_frees_as_much_of_the_grant(
    session: Session, world: World, pmi: Programme, by: OperatorId
) -> None:
    grant = grants.receive(
        session, given(world, programme_id=pmi.id, shop_id=world.shop_id), at=NOW, by=by
    )
    paper = agreed(world, paid_by=PaidBy.PROGRAMME, grant_id=grant.id)
    made = participations.put_in(session, paper, share(world, 4_000_000), at=NOW, by=by)
    assert made.programme_id == pmi.id
    assert grants.left(session, grant) == Money(6_000_000)
    with pytest.raises(InvalidInput, match=r"6\.000\.000"):
        participations.put_in(session, paper, share(world, 6_000_001), at=NOW, by=by)
    back = NewReturn(new_id(), Money(1_000_000), PaidBy.PROGRAMME, "berhenti usaha", TODAY)
    participations.give_back(session, made, back, at=NOW, by=by)
    assert grants.left(session, grant) == Money(7_000_000)
    assert participations.left(session, made) == Money(3_000_000)
    assert wrong(session) == []


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"agreement": " "}, "agreement"),
        ({"paid_by": PaidBy.SUKARELA}, "paid_by"),
        ({"paid_by": PaidBy.PROGRAMME}, "grant"),
        ({"agreed_on": TODAY + timedelta(days=1)}, "agreed_on"),
        ({"booked_on": TODAY + timedelta(days=1)}, "booked_on"),
    ],
)
def test_capital_without_a_sound_agreement_is_refused(
    session: Session, world: World, by: OperatorId, what: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        participations.put_in(session, agreed(world, **what), share(world), at=NOW, by=by)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "make",
    [
        lambda world: share(world, 0),
        lambda world: share(world, -5),
        lambda world: share(world, place=2),
    ],
    ids=["nothing", "negative", "who left"],
)
def test_nobody_puts_in_nothing_and_who_left_puts_in_no_more(
    session: Session, world: World, by: OperatorId, make: Callable[[World], Share]
) -> None:
    with pytest.raises(InvalidInput):
        participations.put_in(session, agreed(world), make(world), at=NOW, by=by)


def test_goods_and_free_grants_make_no_participation(
    session: Session, world: World, by: OperatorId
) -> None:
    for what in ({"form": GrantForm.EQUIPMENT}, {"restricted": False}):
        grant = grants.receive(session, given(world, **what), at=NOW, by=by)
        paper = agreed(world, paid_by=PaidBy.PROGRAMME, grant_id=grant.id)
        with pytest.raises(InvalidInput) as refused:
            participations.put_in(session, paper, share(world), at=NOW, by=by)
        assert refused.value.field == "grant"


@pytest.mark.parametrize(
    ("back", "field"),
    [
        (NewReturn(new_id(), Money(500_001), PaidBy.BANK, "selesai", TODAY), "amount"),
        (NewReturn(new_id(), ZERO, PaidBy.BANK, "selesai", TODAY), "amount"),
        (NewReturn(new_id(), Money(1), PaidBy.BANK, " ", TODAY), "reason"),
        (NewReturn(new_id(), Money(1), PaidBy.PROGRAMME, "selesai", TODAY), "paid_by"),
        (NewReturn(new_id(), Money(1), PaidBy.SURPLUS, "selesai", TODAY), "paid_by"),
    ],
)
def test_no_more_comes_back_than_is_in_and_never_without_a_reason(
    session: Session, world: World, by: OperatorId, back: NewReturn, field: str
) -> None:
    made = participations.put_in(session, agreed(world), share(world), at=NOW, by=by)
    with pytest.raises(InvalidInput) as refused:
        participations.give_back(session, made, back, at=NOW, by=by)
    assert refused.value.field == field


def test_a_closed_day_takes_no_capital(session: Session, world: World, by: OperatorId) -> None:
    periods.close(session, TODAY, reason="uji", at=NOW, by=None)
    with pytest.raises(InvalidInput) as refused:
        participations.put_in(session, agreed(world), share(world), at=NOW, by=by)
    assert refused.value.field == "booked_on"


# A list


def put_in_list(
    session: Session, world: World, by: OperatorId, text: str, **what: object
) -> list[Participation]:
    batch = new_id()
    found = lists.shares(lists.propose(session, amounts(text)), batch)
    return participations.put_in_list(
        session, agreed(world, **what), batch, found, at=NOW, by=by
    )  # fmt: skip


def test_a_list_is_taken_as_a_whole_and_once(
    session: Session, world: World, by: OperatorId
) -> None:
    batch = new_id()
    found = lists.shares(lists.propose(session, amounts("1;100.000\n2;250.000")), batch)
    paper = agreed(world)
    participations.put_in_list(session, paper, batch, found, at=NOW, by=by)
    made = participations.put_in_list(session, paper, batch, found, at=NOW, by=by)
    assert [row.number for row in made] == [1, 2]
    assert journal.balance(session, chart.PARTICIPATION) == Money(-350_000)
    assert wrong(session) == []


@pytest.mark.parametrize("text", ["1;100.000\n97;5.000", "1;100.000\n3;5.000", "1;5.000\n2;x"])
def test_a_list_with_a_wrong_line_is_not_taken(
    session: Session, world: World, by: OperatorId, text: str
) -> None:
    with pytest.raises(InvalidInput, match="1 baris"):
        put_in_list(session, world, by, text)
    assert session.scalars(select(Participation)).all() == []


def test_a_list_may_not_take_more_than_the_grant_has(
    session: Session, world: World, by: OperatorId
) -> None:
    grant = grants.receive(session, given(world), at=NOW, by=by)
    of_grant = {"paid_by": PaidBy.PROGRAMME, "grant_id": grant.id}
    with pytest.raises(InvalidInput, match=r"10\.000\.000"):
        put_in_list(session, world, by, "1;5.000.000\n2;5.000.001", **of_grant)
    put_in_list(session, world, by, "1;5.000.000\n2;5.000.000", **of_grant)
    assert grants.left(session, grant) == ZERO
    assert len(session.scalars(select(GrantRelease)).all()) == 1


def test_a_list_is_undone_as_a_whole_back_to_where_it_came_from(
    session: Session, world: World, by: OperatorId
) -> None:
    grant = grants.receive(session, given(world), at=NOW, by=by)
    made = put_in_list(session, world, by, "1;100.000\n2;250.000", paid_by=PaidBy.PROGRAMME,
                       grant_id=grant.id)  # fmt: skip
    batch = made[0].batch
    assert batch is not None
    undo = {"booked_on": TODAY, "at": NOW, "by": by}
    assert participations.give_back_list(session, batch, "salah", **undo) == 2  # type: ignore[arg-type]
    assert journal.balance(session, chart.PARTICIPATION) == ZERO
    assert grants.left(session, grant) == grant.amount
    assert wrong(session) == []
    with pytest.raises(BusinessError, match="satu per satu"):
        participations.give_back_list(session, batch, "lagi", **undo)  # type: ignore[arg-type]


def test_what_the_books_do_not_know_is_named(
    session: Session, world: World, by: OperatorId
) -> None:
    session.add(Grant(
        number=7, shop_id=ShopId(world.office.id), giver="X", form=GrantForm.CASH,
        amount=Money(5), restricted=True, booked_on=TODAY, recorded_at=NOW,
    ))  # fmt: skip
    session.add(Participation(
        number=7, member_id=world.member_id, shop_id=world.shop_id, amount=Money(5),
        paid_by=PaidBy.CASH, agreement="x", agreed_on=TODAY, booked_on=TODAY, recorded_at=NOW,
    ))  # fmt: skip
    session.flush()
    said = wrong(session)
    assert any("Hibah nomor 7" in each for each in said)
    assert any("MP-00007" in each for each in said)
