"""Settling with a member who leaves: all her accounts, all shops, the heir, what comes late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, PartyId, ShopId, new_id
from core.money import Money
from core.settings import put
from ledger import chart, journal, periods
from ledger.entry import Entry, Line, credit, debit
from ledger.invariants import inter_shop
from members import credit as kasbon
from members import invariants as of_members
from members.balances import Account, balances
from members.debtors import Debtor
from members.instalments import Plan
from members.leaving import invariants, payouts, queries, settlements
from members.leaving.holdings import reckoning
from members.leaving.models import Settlement
from members.leaving.payouts import Payout
from members.leaving.settings import EXIT_FEE
from members.leaving.settlements import Leaving
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.office_money import Slip
from members.people import statuses
from members.people.models import Heir
from members.people.statuses import NewStatus
from members.pots.models import Pot, PotKind
from members.ways import Direction, PaidBy
from tests.support.world import NOW, TODAY, World, make_coop

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def book(session: Session, shop_id: ShopId, *lines: Line) -> None:
    journal.post(session, Entry(shop_id, TODAY, f"test:{new_id()}", "uji", lines), at=NOW)


def lend(session: Session, world: World, shop_id: ShopId, amount: int) -> None:
    """A bon of the first member in a shop, due in July."""
    source, due = f"sale:{new_id()}", date(2026, 7, 1)
    line = debit(chart.MEMBER_CREDIT, Money(amount), member_id=world.member_id)
    sold = credit(chart.MEMBER_SALES, Money(amount), member_id=world.member_id)
    journal.post(session, Entry(shop_id, TODAY, source, "uji", (line, sold)), at=NOW)
    kasbon.note_bon(session, source=source, debtor=Debtor.member(world.member_id), shop_id=shop_id,
                    booked_on=TODAY, plan=Plan(due), amount=Money(amount))  # fmt: skip


def save(session: Session, world: World, account: str, amount: int) -> None:
    book(
        session, world.shop_id, debit(chart.SAFE, Money(amount)),
        credit(account, Money(amount), member_id=world.member_id),
    )  # fmt: skip


@pytest.fixture
def rich(session: Session, world: World) -> World:
    """Siti has 100,000 + 240,000 + 60,000 + 25,000 in a pot + 12,500 unpaid SHU at the seat, owes
    18,000 here and 12,000 in the other shop, and holds 500,000 of participation."""
    pot = Pot(name="Paket Lebaran", kind=PotKind.PACKAGE, shop_id=ShopId(world.ltm.id),
              opens_on=TODAY, created_at=NOW)  # fmt: skip
    session.add(pot)
    session.flush()
    save(session, world, chart.SHARE_CAPITAL, 100_000)
    save(session, world, chart.MANDATORY_SAVINGS, 240_000)
    save(session, world, chart.VOLUNTARY_SAVINGS, 60_000)
    save(session, world, chart.PARTICIPATION, 500_000)
    pot_line = credit(chart.POTS, Money(25_000), member_id=world.member_id,
                      party_id=PartyId(pot.id))  # fmt: skip
    book(session, ShopId(world.ltm.id), debit(chart.SAFE, Money(25_000)), pot_line)
    share = credit(chart.SURPLUS_PAYABLE, Money(12_500), member_id=world.member_id)
    book(session, ShopId(world.office.id), debit(chart.LAST_SURPLUS, Money(12_500)), share)
    lend(session, world, world.shop_id, 18_000)
    lend(session, world, ShopId(world.ltm.id), 12_000)
    put(session, EXIT_FEE, "10000", valid_from=TODAY, at=NOW, by=None)
    return world


def member_of(session: Session, world: World) -> Member:
    return session.get_one(Member, world.member_id)


def decided(session: Session, world: World, **what: object) -> Leaving:
    found = reckoning(session, member_of(session, world), on=TODAY)
    given = Leaving(new_id(), MemberStatus.LEFT, TODAY, "Pindah ke Hong Kong",
                    "Rapat pengurus 3/2026", found.outcome.net)  # fmt: skip
    return replace(given, **what)  # type: ignore[arg-type]


def settle(session: Session, world: World, **what: object) -> Settlement:
    leaving = decided(session, world, **what)
    return settlements.settle(session, member_of(session, world), leaving, at=NOW, by=None)


def wrong(session: Session) -> list[str]:
    return [*invariants.settled(session), *invariants.nobody_gone_has_savings(session),
            *of_members.money_has_an_owner(session), *of_members.credit_has_bons(session),
            *inter_shop(session)]  # fmt: skip


def test_everything_is_settled_in_one_sum_over_all_shops(session: Session, rich: World) -> None:
    made = settle(session, rich)
    assert (made.pokok, made.wajib, made.sukarela, made.pots, made.shu, made.credit, made.fee) == (
        Money(100_000), Money(240_000), Money(60_000), Money(25_000), Money(12_500),
        Money(30_000), Money(10_000),
    )  # fmt: skip
    assert made.net == Money(397_500)
    left = balances(session, rich.member_id)
    assert left.leaving == Money(397_500)
    assert left.participation == Money(500_000), "that follows its agreement"
    for account in (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.POTS,
                    Account.SURPLUS, Account.KASBON):  # fmt: skip
        assert left.of(account) == Money(0), account
    assert journal.balance(session, chart.EXIT_FEES) == Money(-10_000)
    member = member_of(session, rich)
    assert member.status is MemberStatus.LEFT
    newest = statuses.history(session, rich.member_id)[0]
    assert (newest.status, newest.holds_from, newest.decided_by) == (
        MemberStatus.LEFT, TODAY, "Rapat pengurus 3/2026",
    )  # fmt: skip
    assert wrong(session) == []


def test_who_owes_more_than_she_has_goes_on_owing_and_pays_no_fee(
    session: Session, rich: World
) -> None:
    lend(session, rich, ShopId(rich.ltm.id), 500_000)
    made = settle(session, rich)
    assert (made.net, made.fee) == (Money(437_500 - 530_000), Money(0))
    left = balances(session, rich.member_id)
    assert (left.credit, left.leaving) == (Money(92_500), Money(0))
    bons = kasbon.open_bons(session, rich.member_id)
    assert sum(bon.open.amount for bon in bons) == 92_500
    assert wrong(session) == []


def test_savings_that_were_overspent_become_a_debt_with_a_bon(
    session: Session, world: World
) -> None:
    save(session, world, chart.SHARE_CAPITAL, 100_000)
    save(session, world, chart.VOLUNTARY_SAVINGS, -150_000)
    made = settle(session, world)
    assert made.net == Money(-50_000)
    (bon,) = kasbon.open_bons(session, world.member_id)
    assert (bon.open, bon.due_on) == (Money(50_000), TODAY)
    assert wrong(session) == []


def test_kasbon_paid_twice_in_one_shop_pays_what_is_owed_in_another(
    session: Session, world: World
) -> None:
    lend(session, world, world.shop_id, 20_000)
    lend(session, world, ShopId(world.ltm.id), 5_000)
    book(session, ShopId(world.ltm.id), debit(chart.SAFE, Money(13_000)),
         credit(chart.MEMBER_CREDIT, Money(13_000), member_id=world.member_id))  # fmt: skip
    made = settle(session, world)
    assert (made.credit, made.net) == (Money(12_000), Money(-12_000))
    assert [bon.open for bon in kasbon.open_bons(session, world.member_id)] == [Money(12_000)]
    assert wrong(session) == []


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"status": MemberStatus.ACTIVE}, "status"),
        ({"reason": " "}, "reason"),
        ({"decided_by": ""}, "decided_by"),
        ({"status": MemberStatus.DECEASED}, "heir"),
        ({"heir_id": new_id()}, "heir"),
        ({"left_on": TODAY + timedelta(days=1)}, "holds_from"),
    ],
)
def test_what_is_missing_is_refused_with_its_field(
    session: Session, rich: World, what: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused, session.begin_nested():
        settle(session, rich, **what)
    assert refused.value.field == field
    assert balances(session, rich.member_id).pokok == Money(100_000)


def test_figures_that_moved_meanwhile_are_looked_at_again(session: Session, rich: World) -> None:
    with pytest.raises(BusinessError, match="Angkanya berubah"):
        settle(session, rich, expected=Money(397_499))


def test_the_same_form_twice_settles_once_and_another_finds_nothing(
    session: Session, rich: World
) -> None:
    leaving = decided(session, rich)
    member = member_of(session, rich)
    one = settlements.settle(session, member, leaving, at=NOW, by=None)
    assert settlements.settle(session, member, leaving, at=LATER, by=None) is one
    with pytest.raises(BusinessError, match="Tidak ada lagi"):
        settle(session, rich, expected=Money(0))
    assert balances(session, rich.member_id).leaving == Money(397_500)


def test_who_has_nothing_leaves_all_the_same(session: Session, world: World) -> None:
    assert settle(session, world).net == Money(0)
    assert member_of(session, world).status is MemberStatus.LEFT


def heir_of(session: Session, world: World, member_id: MemberId) -> Heir:
    heir = Heir(member_id=member_id, name="Ahmad Fauzi", relation="Suami", created_at=NOW)
    session.add(heir)
    session.flush()
    return heir


def test_the_heir_of_one_who_died_is_one_of_the_register(session: Session, rich: World) -> None:
    strangers = heir_of(session, rich, MemberId(rich.members[1].id))
    with pytest.raises(InvalidInput, match="tidak tercatat") as refused:
        settle(session, rich, status=MemberStatus.DECEASED, heir_id=strangers.id)
    assert refused.value.field == "heir"
    own = heir_of(session, rich, rich.member_id)
    made = settle(session, rich, status=MemberStatus.DECEASED, heir_id=own.id)
    assert (made.heir_id, made.net) == (own.id, Money(397_500))


def payout(world: World, **what: object) -> Payout:
    given = Payout(new_id(), ShopId(world.office.id), Money(100_000), PaidBy.CASH, TODAY)
    return replace(given, **what)  # type: ignore[arg-type]


def test_what_is_left_is_paid_in_parts_and_never_more(session: Session, rich: World) -> None:
    made, safe = settle(session, rich), journal.balance(session, chart.SAFE)
    payouts.pay(session, made, payout(rich), at=NOW, by=None)
    rest = payout(rich, amount=Money(297_500), paid_by=PaidBy.BANK)
    payouts.pay(session, made, rest, at=NOW, by=None)
    payouts.pay(session, made, rest, at=NOW, by=None)
    assert balances(session, rich.member_id).leaving == Money(0)
    assert journal.balance(session, chart.SAFE) == safe - Money(100_000)
    for what, field in (
        ({"amount": Money(1)}, "amount"),
        ({"paid_by": PaidBy.SUKARELA}, "paid_by"),
    ):
        with pytest.raises(InvalidInput) as refused:
            payouts.pay(session, made, payout(rich, **what), at=NOW, by=None)
        assert refused.value.field == field
    assert wrong(session) == []


def test_an_heir_who_is_a_member_gets_it_into_her_savings(session: Session, rich: World) -> None:
    made, budi = settle(session, rich), session.get_one(Member, rich.members[1].id)
    key = new_id()
    for _press in range(2):
        payouts.put_into_savings(session, made, budi, Money(300_000), key=key, at=NOW, by=None)
    assert balances(session, rich.member_id).leaving == Money(97_500)
    assert balances(session, MemberId(budi.id)).sukarela == Money(300_000)
    assert wrong(session) == []
    gone, siti = session.get_one(Member, rich.members[2].id), member_of(session, rich)
    for heir, amount, field in ((budi, 97_501, "amount"), (budi, 0, "amount"), (gone, 1, "to"),
                                (siti, 1, "to")):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            payouts.put_into_savings(session, made, heir, Money(amount), key=new_id(), at=NOW,
                                     by=None)  # fmt: skip
        assert refused.value.field == field


def test_what_comes_late_from_a_till_is_settled_once_more(session: Session, rich: World) -> None:
    settle(session, rich)
    late = Entry(rich.shop_id, TODAY, f"sale:{new_id()}", "uji", (
        debit(chart.DRAWER, Money(700), till_id=rich.till_id),
        credit(chart.VOLUNTARY_SAVINGS, Money(700), member_id=rich.member_id),
    ))  # fmt: skip
    journal.post(session, late, at=LATER)
    assert wrong(session) == [], "it came late, nothing is wrong"
    again = decided(session, rich, status=MemberStatus.EXPELLED)
    made = settlements.settle(session, member_of(session, rich), again, at=LATER, by=None)
    assert (made.number, made.net, made.fee) == (2, Money(700), Money(0))
    assert (made.status, member_of(session, rich).status) == (MemberStatus.LEFT, MemberStatus.LEFT)
    assert balances(session, rich.member_id).leaving == Money(398_200)
    assert wrong(session) == []


def test_who_comes_back_keeps_her_number_and_may_leave_again(session: Session, rich: World) -> None:
    settle(session, rich)
    member = member_of(session, rich)
    statuses.change(session, member, NewStatus(MemberStatus.ACTIVE, TODAY), today=TODAY, at=NOW,
                    by=None)  # fmt: skip
    assert (member.number, member.status) == (1, MemberStatus.ACTIVE)
    slip = Slip(new_id(), ShopId(rich.office.id), rich.member_id, Account.POKOK, Direction.IN,
                Money(100_000), PaidBy.CASH, TODAY)  # fmt: skip
    office_money.record(session, slip, at=NOW, by=None)
    assert settle(session, rich).net == Money(90_000)
    assert balances(session, rich.member_id).leaving == Money(487_500)
    assert wrong(session) == []


def test_in_a_closed_book_the_next_open_day_is_taken(session: Session, rich: World) -> None:
    periods.close(session, TODAY, reason="uji", at=NOW, by=None)
    assert settle(session, rich).settled_on == TODAY + timedelta(days=1)
    assert member_of(session, rich).status is MemberStatus.LEFT


def test_whom_the_board_let_go_is_settled_with_later_and_pays_the_fee_once(
    session: Session, rich: World
) -> None:
    gone = NewStatus(MemberStatus.EXPELLED, TODAY, "Melanggar", "Rapat 4/2026")
    statuses.change(session, member_of(session, rich), gone, today=TODAY, at=NOW, by=None)
    assert wrong(session) == [], "that is work, no mistake"
    (waiting,) = queries.late(session)
    assert (waiting.number, waiting.amount) == (1, Money(425_000))
    made = settle(session, rich)
    assert (made.status, made.fee, made.net) == (
        MemberStatus.EXPELLED, Money(10_000), Money(397_500),
    )  # fmt: skip
    assert len(statuses.history(session, rich.member_id)) == 2
    assert queries.late(session) == []
    assert reckoning(session, member_of(session, rich), on=TODAY).outcome.fee == Money(0)


def test_who_was_settled_with_and_has_savings_is_found(session: Session, rich: World) -> None:
    settle(session, rich)
    save(session, rich, chart.MANDATORY_SAVINGS, 3_000)
    (sentence,) = invariants.nobody_gone_has_savings(session)
    assert "nomor 1" in sentence
    assert "Rp3.000" in sentence


def test_a_settlement_that_is_not_what_was_booked_is_found(session: Session, rich: World) -> None:
    made = settle(session, rich)
    session.add(
        Settlement(
            number=9, member_id=rich.member_id, shop_id=rich.shop_id, status=MemberStatus.LEFT,
            settled_on=TODAY, pokok=Money(1), wajib=Money(0), sukarela=Money(0), pots=Money(0),
            shu=Money(0), credit=Money(0), fee=Money(0), net=Money(1), recorded_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    assert [line for line in invariants.settled(session) if "AK-000009" in line]
    assert not [line for line in invariants.settled(session) if f"{made.number:06d}" in line]
    assert session.scalars(select(Settlement.number).order_by(Settlement.number)).all() == [1, 9]
