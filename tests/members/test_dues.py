"""Making dues, letting off, and what counts as paid."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import InvalidInput
from core.ids import MemberId, ShopId, new_id
from core.money import ZERO, Money
from core.settings import put
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from members import at_tills
from members.balances import Account
from members.dues import chores, dues, invariants, owing, paid, queries
from members.dues.models import Due, DueRelief
from members.dues.queries import Behind, Search
from members.dues.rules import months_on
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.office_money import Slip
from members.people import statuses
from members.people.statuses import NewStatus
from members.settings import WAJIB_AMOUNT
from members.ways import Direction, PaidBy
from tests.support.world import NOW, TODAY, World, make_coop

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def world(session: Session) -> World:
    made = make_coop(session)
    put(session, WAJIB_AMOUNT, "20000", valid_from=date(2026, 1, 1), at=NOW, by=None)
    return made


def make(session: Session, *months: date) -> list[int]:
    return [dues.generate(session, month, today=TODAY, at=NOW, by=None) for month in months]


def pay(session: Session, world: World, amount: int, on: date = TODAY) -> None:
    office_money.record(
        session,
        Slip(new_id(), ShopId(world.office.id), world.member_id, Account.WAJIB, Direction.IN,
             Money(amount), PaidBy.CASH, on),
        at=NOW, by=None,
    )  # fmt: skip


def open_of(session: Session, world: World, on: date = TODAY) -> list[int]:
    card = paid.card(session, on, world.member_id)
    return [each.open.amount for each in card.months]


def test_dues_are_made_once_for_whoever_is_active(session: Session, world: World) -> None:
    assert make(session, JUNE, JUNE) == [2, 0]
    rows = session.scalars(select(Due)).all()
    assert {row.member_id for row in rows} == {member.id for member in world.members[:2]}
    assert {(row.month, row.amount) for row in rows} == {(JUNE, Money(20_000))}


def test_who_joins_later_in_the_month_is_added(session: Session, world: World) -> None:
    make(session, JUNE)
    back = NewStatus(MemberStatus.ACTIVE, TODAY)
    statuses.change(session, world.members[2], back, today=TODAY, at=NOW, by=None)
    assert make(session, JUNE) == [1]


def test_the_amount_is_what_held_in_that_month_in_that_shop(session: Session, world: World) -> None:
    world.members[1].shop_id = ShopId(world.ltm.id)
    put(session, WAJIB_AMOUNT, "25000", valid_from=JUNE, at=NOW, by=None)
    put(session, WAJIB_AMOUNT, "15000", valid_from=MAY, at=NOW, by=None,
        shop_id=ShopId(world.ltm.id))  # fmt: skip
    session.flush()
    make(session, date(2026, 4, 1), MAY, JUNE)
    amounts = session.execute(
        select(Member.number, Due.month, Due.amount).join(Member, Member.id == Due.member_id)
        .order_by(Member.number, Due.month)
    )  # fmt: skip
    assert [row.amount.amount for row in amounts] == [
        20_000, 20_000, 25_000, 20_000, 15_000, 15_000,
    ]  # fmt: skip


def test_no_amount_no_dues_and_none_for_a_month_to_come(session: Session, world: World) -> None:
    assert make(session, date(2025, 12, 1)) == [0]
    with pytest.raises(InvalidInput, match="belum tiba"):
        make(session, date(2026, 7, 1))


def test_the_server_looks_after_this_month_and_those_it_missed(
    session: Session, world: World
) -> None:
    assert dues.months_to_make(session, TODAY) == [JUNE]
    make(session, date(2026, 3, 1))
    assert dues.months_to_make(session, TODAY) == [months_on(JUNE, n) for n in (-3, -2, -1, 0)]
    make(session, date(2026, 4, 1), MAY, JUNE)
    assert dues.months_to_make(session, TODAY) == [MAY, JUNE]


def test_the_chore_makes_them_and_makes_nothing_twice(database: Database) -> None:
    with database.transaction() as session:
        make_coop(session)
        put(session, WAJIB_AMOUNT, "20000", valid_from=date(2026, 1, 1), at=NOW, by=None)
    chores.make(database, NOW)
    chores.make(database, NOW + timedelta(hours=1))
    with database.reading() as session:
        assert len(session.scalars(select(Due)).all()) == 2


def test_what_is_paid_fills_the_oldest_month(session: Session, world: World) -> None:
    make(session, date(2026, 4, 1), MAY, JUNE)
    pay(session, world, 30_000)
    assert open_of(session, world) == [0, 10_000, 20_000]


def test_an_opening_balance_pays_nothing(session: Session, world: World) -> None:
    make(session, MAY, JUNE)
    for number, source in enumerate((f"opening:{new_id()}", f"sale:{new_id()}")):
        entry = Entry(world.shop_id, MAY + timedelta(days=number), source, "uji", (
            debit(chart.OPENING_BALANCE, Money(5_000)),
            credit(chart.MANDATORY_SAVINGS, Money(5_000), member_id=world.member_id),
        ))  # fmt: skip
        journal.post(session, entry, at=NOW)
    assert open_of(session, world) == [15_000, 20_000]


def test_what_was_paid_before_her_first_month_is_not_counted(
    session: Session, world: World
) -> None:
    pay(session, world, 20_000, on=date(2026, 4, 30))
    make(session, MAY, JUNE)
    assert open_of(session, world) == [20_000, 20_000]
    pay(session, world, 20_000, on=MAY)
    assert open_of(session, world) == [0, 20_000]


def test_arrears_are_those_of_a_day(session: Session, world: World) -> None:
    make(session, MAY, JUNE)
    pay(session, world, 20_000, on=JUNE)
    assert open_of(session, world, on=date(2026, 5, 31)) == [20_000]
    assert open_of(session, world) == [0, 20_000]


def test_a_member_is_let_off_a_month_with_a_reason(session: Session, world: World) -> None:
    make(session, MAY, JUNE)
    member = world.members[0]

    def relieve(month: date, amount: int, reason: str = "banjir") -> None:
        dues.relieve(session, member, month, Money(amount), reason, at=NOW, by=world.clerk_id)

    relieve(MAY, 15_000)
    assert open_of(session, world) == [5_000, 20_000]
    for month, amount, reason in (
        (MAY, 5_001, "x"), (MAY, 0, "x"), (MAY, 1, " "), (date(2026, 4, 1), 1, "x"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput):
            relieve(month, amount, reason)
    relieve(MAY, 5_000)
    assert open_of(session, world) == [0, 20_000]
    assert list(invariants.sound(session)) == []


def test_the_till_reminds_of_all_that_is_open_and_since_when(
    session: Session, world: World
) -> None:
    make(session, date(2026, 4, 1), MAY)
    pay(session, world, 25_000)
    kept = at_tills.members(session, world.shop_id, at=NOW)
    assert [(each["wajib_due"], each["wajib_since"]) for each in kept] == [
        (35_000, "2026-05"), (60_000, "2026-04"),
    ]  # fmt: skip
    make(session, JUNE)
    assert at_tills.members(session, world.shop_id, at=NOW) == kept, "made or not yet: the same"
    asked = at_tills.money_of(session, world.member_id, world.shop_id, at=NOW)
    assert (asked["wajib_due"], asked["wajib_since"]) == (35_000, "2026-05")
    pay(session, world, 35_000)
    asked = at_tills.money_of(session, world.member_id, world.shop_id, at=NOW)
    assert (asked["wajib_due"], asked["wajib_since"]) == (0, None)


def test_who_left_is_reminded_of_nothing(session: Session, world: World) -> None:
    make(session, MAY)
    gone = NewStatus(MemberStatus.LEFT, TODAY)
    statuses.change(session, world.members[0], gone, today=TODAY, at=NOW, by=None)
    assert owing.left_of(session, world.members[0], TODAY, Money(20_000)) == owing.NOTHING
    rows = queries.page(session, Search(behind=Behind.ALL), on=TODAY, number=1).rows
    assert [row.number for row in rows] == [2]


def test_the_list_is_ordered_by_what_is_owed_and_added_up(session: Session, world: World) -> None:
    make(session, date(2026, 4, 1), MAY, JUNE)
    pay(session, world, 25_000)
    page = queries.page(session, Search(), on=TODAY, number=1)
    assert [(row.number, row.late.amount, row.open.amount, row.months, row.since)
            for row in page.rows] == [
        (2, 40_000, 60_000, 2, date(2026, 4, 1)), (1, 15_000, 35_000, 1, MAY),
    ]  # fmt: skip
    sums = queries.sums(session, Search(), on=TODAY)
    assert (sums.members, sums.late, sums.open) == (2, Money(55_000), Money(95_000))
    assert queries.by_months(session, Search(), on=TODAY) == [("1", 1), ("2", 1)]
    assert queries.sums(session, Search("budi"), on=TODAY).members == 1
    elsewhere = Search(shops=[ShopId(world.ltm.id)])
    assert queries.sums(session, elsewhere, on=TODAY).members == 0
    pay(session, world, 15_000)
    assert queries.sums(session, Search(), on=TODAY).members == 1
    assert queries.sums(session, Search(behind=Behind.OPEN), on=TODAY).members == 2


@pytest.mark.parametrize("months", [1, 2, 5])
@pytest.mark.parametrize("amount", [1, 20_000, 45_000, 150_000])
@pytest.mark.parametrize("relief", [0, 7_000, 20_000])
def test_the_list_says_what_the_cards_say(
    session: Session, world: World, months: int, amount: int, relief: int
) -> None:
    make(session, *(months_on(JUNE, -back) for back in range(months)))
    pay(session, world, amount)
    if relief:
        dues.relieve(session, world.members[0], JUNE, Money(relief), "uji", at=NOW, by=None)
    rows = queries.page(session, Search(behind=Behind.ALL), on=TODAY, number=1).rows
    known = paid.cards(session, TODAY, [row.member_id for row in rows])
    for row in rows:
        card = known[MemberId(row.member_id)]
        late = card.arrears(TODAY)
        assert row.open == card.open
        assert row.late == sum((one.open for one in late), ZERO)
        assert row.months == len(late)


def test_dues_that_make_no_sense_are_named(session: Session, world: World) -> None:
    session.add_all([
        Due(member_id=world.member_id, month=date(2026, 5, 2), amount=Money(1), made_at=NOW),
        Due(member_id=world.member_id, month=JUNE, amount=ZERO, made_at=NOW),
        DueRelief(member_id=world.member_id, month=MAY, amount=Money(1), reason="x",
                  recorded_at=NOW),
    ])  # fmt: skip
    session.flush()
    assert list(invariants.sound(session)) == [
        "Wajib anggota nomor 1 untuk 05/2026 tidak masuk akal.",
        "Wajib anggota nomor 1 untuk 06/2026 tidak masuk akal.",
        "Keringanan anggota nomor 1 untuk 05/2026 tidak punya tagihan.",
    ]
