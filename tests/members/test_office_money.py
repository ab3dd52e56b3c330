"""Members' money over the office desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from ledger import chart, journal, periods
from ledger.invariants import inter_shop
from members.balances import Account, balances
from members.office import office_money
from members.office.models import OfficeMoney
from members.office.office_money import Slip
from members.pots.models import Pot, PotKind
from members.ways import Direction, PaidBy
from tests.support.world import NOW, World, make_coop

TODAY = date(2026, 6, 1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def slip(world: World, **what: object) -> Slip:
    given = Slip(
        new_id(), ShopId(world.office.id), MemberId(world.members[0].id), Account.SUKARELA,
        Direction.IN, Money(50_000), PaidBy.CASH, TODAY,
    )  # fmt: skip
    return replace(given, **what)  # type: ignore[arg-type]


def book(session: Session, given: Slip) -> str:
    return office_money.record(session, given, at=NOW, by=None).number


def test_a_deposit_at_the_office_stands_in_the_books_of_the_home_shop(
    session: Session, world: World
) -> None:
    assert book(session, slip(world)) == "SP-000001"
    assert balances(session, MemberId(world.members[0].id)).sukarela == Money(50_000)
    assert journal.balance(session, chart.SAFE) == Money(50_000)
    assert list(inter_shop(session)) == []


def test_the_same_slip_twice_is_booked_once(session: Session, world: World) -> None:
    given = slip(world)
    assert book(session, given) == book(session, given)
    assert balances(session, given.member_id).sukarela == Money(50_000)


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"amount": Money(0)}, "amount"),
        ({"direction": Direction.OUT, "amount": Money(1)}, "amount"),
        ({"direction": Direction.OUT, "account": Account.POKOK}, "account"),
        ({"direction": Direction.OUT, "account": Account.WAJIB}, "account"),
        ({"account": Account.KASBON}, "account"),
        ({"paid_by": PaidBy.SUKARELA}, "paid_by"),
        ({"paid_by": PaidBy.DONATION}, "paid_by"),
        ({"account": Account.POTS}, "pot_id"),
        ({"booked_on": TODAY + timedelta(days=1)}, "booked_on"),
        ({"account": Account.WAJIB, "paid_by": PaidBy.SUKARELA}, "amount"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_field(
    session: Session, world: World, what: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        book(session, slip(world, **what))
    assert refused.value.field == field


def test_who_left_pays_nothing_in(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="bukan anggota"):
        book(session, slip(world, member_id=MemberId(world.members[2].id)))


def test_a_closed_day_takes_nothing(session: Session, world: World) -> None:
    periods.close(session, TODAY, reason="uji", at=NOW, by=None)
    with pytest.raises(InvalidInput) as refused:
        book(session, slip(world))
    assert refused.value.field == "booked_on"


def test_dues_may_come_out_of_the_members_own_savings(session: Session, world: World) -> None:
    book(session, slip(world))
    book(session, slip(world, account=Account.WAJIB, paid_by=PaidBy.SUKARELA,
                       amount=Money(20_000)))  # fmt: skip
    known = balances(session, MemberId(world.members[0].id))
    assert (known.sukarela, known.wajib) == (Money(30_000), Money(20_000))


def test_a_pot_keeps_its_own_balance(session: Session, world: World) -> None:
    pots = [
        Pot(name=name, kind=PotKind.PACKAGE, shop_id=world.shop_id, opens_on=TODAY, created_at=NOW)
        for name in ("Paket Lebaran", "Arisan")
    ]
    session.add_all(pots)
    session.flush()
    for pot, amount in zip(pots, (10_000, 25_000), strict=True):
        book(session, slip(world, account=Account.POTS, pot_id=pot.id, amount=Money(amount)))
    with pytest.raises(InvalidInput, match=r"10\.000"):
        book(session, slip(world, account=Account.POTS, pot_id=pots[0].id,
                           direction=Direction.OUT, amount=Money(10_001)))  # fmt: skip
    member_id = MemberId(world.members[0].id)
    assert balances(session, member_id).pots == Money(35_000)
    assert office_money.pot_balance(session, member_id, pots[1].id) == Money(25_000)


def test_what_is_taken_back_leaves_the_balances_as_they_were(
    session: Session, world: World
) -> None:
    given = slip(world)
    book(session, given)
    made = office_money.by_number(session, "sp-000001")
    taken = {"booked_on": TODAY, "at": NOW, "by": None}
    with pytest.raises(InvalidInput):
        office_money.undo(session, made, reason=" ", **taken)  # type: ignore[arg-type]
    office_money.undo(session, made, reason="salah orang", **taken)  # type: ignore[arg-type]
    assert balances(session, given.member_id).sukarela == Money(0)
    assert journal.balance(session, chart.SAFE) == Money(0)
    assert list(inter_shop(session)) == []
    with pytest.raises(BusinessError, match="sudah dibatalkan"):
        office_money.undo(session, made, reason="lagi", **taken)  # type: ignore[arg-type]


def test_a_deposit_that_was_drawn_out_is_not_taken_back(session: Session, world: World) -> None:
    book(session, slip(world))
    book(session, slip(world, direction=Direction.OUT, amount=Money(1)))
    with pytest.raises(BusinessError, match=r"49\.999"):
        office_money.undo(session, office_money.by_number(session, "SP-000001"),
                          reason="salah", booked_on=TODAY, at=NOW, by=None)  # fmt: skip


def test_slips_are_counted_beyond_a_million(session: Session, world: World) -> None:
    """As text SP-1000000 stands before SP-999999."""
    for counter in (999_999, 1_000_000):
        session.add(OfficeMoney(
            shop_id=ShopId(world.office.id), counter=counter,
            number=office_money.number_of(counter), member_id=MemberId(world.members[0].id),
            account=Account.SUKARELA, direction=Direction.IN, amount=Money(1),
            paid_by=PaidBy.CASH, balance=Money(1), booked_on=TODAY, recorded_at=NOW,
        ))  # fmt: skip
        session.flush()
    assert book(session, slip(world)) == "SP-1000001"
