"""Programmes, grants and participation capital: what is booked, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput, NotFound
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
    queries,
)
from members.programmes.grants import NewGrant, NewRelease
from members.programmes.listing import amounts
from members.programmes.models import (
    Grant,
    GrantForm,
    GrantRelease,
    Participation,
    Programme,
    ReleasedTo,
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


# Participation capital


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
    back = NewReturn(Money(1_000_000), PaidBy.PROGRAMME, "berhenti usaha", TODAY)
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
        (NewReturn(Money(500_001), PaidBy.BANK, "selesai", TODAY), "amount"),
        (NewReturn(ZERO, PaidBy.BANK, "selesai", TODAY), "amount"),
        (NewReturn(Money(1), PaidBy.BANK, " ", TODAY), "reason"),
        (NewReturn(Money(1), PaidBy.PROGRAMME, "selesai", TODAY), "paid_by"),
        (NewReturn(Money(1), PaidBy.SURPLUS, "selesai", TODAY), "paid_by"),
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
