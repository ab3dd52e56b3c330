"""The division of a year's surplus: proposed, ratified, posted, put right."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import BusinessError, InvalidInput, PermissionDenied
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.shops import seat
from ledger import chart, journal, periods
from ledger.entry import Entry, credit, debit
from ledger.invariants import inter_shop
from ledger.models import JournalEntry
from members.balances import Account, balances
from members.meetings.models import MotionKind
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.office_money import Slip
from members.people import statuses
from members.people.statuses import NewStatus
from members.shu import aftermath, capital, drafts, figures, runs, unclaimed
from members.shu.allocation import Leavers
from members.shu.capital import CapitalBasis
from members.shu.case import divided
from members.shu.drafts import ByLaws
from members.shu.models import RunState, SurplusRun
from members.shu.runs import Proposal
from members.ways import Direction, PaidBy
from tests.support.surplus import AFTER, YEAR, Year, buy, close, decide, make_year, pay_in


@pytest.fixture
def year(session: Session) -> Year:
    return make_year(session)


def propose(session: Session, year: Year, **more: object) -> SurplusRun:
    proposal = replace(Proposal(YEAR), **more)  # type: ignore[arg-type]
    return runs.propose(session, proposal, at=AFTER, by=year.treasurer)


def through(session: Session, year: Year, **more: object) -> SurplusRun:
    """Proposed, decided and posted."""
    run = propose(session, year, **more)
    number = decide(session, year.chair) if not run.corrects_id else "RAT-2027/1"
    runs.ratify(session, run, decision=number, at=AFTER, by=year.chair)
    runs.post(session, run, at=AFTER, by=year.treasurer)
    return run


def laws(session: Session, **plan: object) -> ByLaws:
    given = drafts.by_laws(session, date(YEAR, 12, 31))
    rules = replace(given.rules, plan=replace(given.rules.plan, **plan))  # type: ignore[arg-type]
    return replace(given, rules=rules)


def test_a_year_from_the_books_to_the_members(session: Session, year: Year) -> None:
    assert close(session) == Money(5_000_000)
    through(session, year)
    # Members earned 4/5 of 5,000,000; of those 25% by purchases (3:1), 20% by capital (1:3).
    assert balances(session, year.siti).surplus == Money(750_000 + 200_000)
    assert balances(session, year.budi).surplus == Money(250_000 + 600_000)
    assert journal.balance(session, chart.RESERVES) == Money(-1_200_000 - 1_000_000)
    assert journal.balance(session, chart.BOARD_FUND) == Money(-400_000)
    assert journal.balance(session, chart.LAST_SURPLUS) == Money(0)
    assert list(inter_shop(session)) == []


def test_closing_a_year_leaves_income_and_costs_at_zero(session: Session, year: Year) -> None:
    close(session)
    for account in (chart.MEMBER_SALES, chart.OTHER_SALES, chart.MEMBER_COST, chart.OTHER_COST):
        assert journal.balance(session, account) == Money(0)
    assert journal.balance(session, chart.LAST_SURPLUS) == Money(-5_000_000)
    with pytest.raises(BusinessError, match="sudah ditutup"):
        close(session)
    with pytest.raises(BusinessError, match="belum berakhir"):
        close(session, YEAR + 1)


def test_what_is_late_for_a_closed_year_counts_for_the_next(session: Session, year: Year) -> None:
    close(session)
    run = propose(session, year)
    late = date(YEAR, 12, 31)
    with pytest.raises(InvalidInput, match="ditutup"):
        buy(session, year.world.shop_id, year.siti, Money(1_000_000), on=late)
    day = periods.open_day(session, late)
    buy(session, year.world.shop_id, year.siti, Money(1_000_000), on=day)
    assert day == date(YEAR + 1, 1, 1)
    assert runs.inputs_of(session, run) == drafts.gather(session, YEAR)
    assert drafts.gather(session, YEAR + 1).surplus == Money(500_000)


def test_the_year_must_be_closed_first_and_divided_once(session: Session, year: Year) -> None:
    with pytest.raises(BusinessError, match="Tutup dulu"):
        propose(session, year)
    close(session)
    run = propose(session, year)
    with pytest.raises(BusinessError, match="belum selesai"):
        propose(session, year)
    runs.withdraw(session, run, reason="salah persen", at=AFTER, by=year.treasurer)
    through(session, year)
    with pytest.raises(InvalidInput) as refused:
        propose(session, year)
    assert refused.value.field == "reason"


def test_nobody_ratifies_the_own_proposal_or_without_a_decision(
    session: Session, year: Year
) -> None:
    close(session)
    run = propose(session, year)
    number = decide(session, year.chair)
    with pytest.raises(PermissionDenied):
        runs.ratify(session, run, decision=number, at=AFTER, by=year.treasurer)
    with pytest.raises(InvalidInput):
        runs.ratify(session, run, decision="kemarin", at=AFTER, by=year.chair)
    with pytest.raises(BusinessError, match="menunggu keputusan"):
        runs.post(session, run, at=AFTER, by=year.treasurer)
    assert run.state is RunState.PROPOSED


def test_a_run_can_be_worked_out_again_by_anybody(session: Session, year: Year) -> None:
    close(session)
    run = propose(session, year)
    inputs = runs.inputs_of(session, run)
    again = divided(json.loads(json.dumps(inputs.case())))
    assert again["fingerprint"] == run.fingerprint
    assert again["pools"] == {
        code: amount.amount for code, amount in runs.pools_of(session, run.id).items()
    }
    assert {one["number"]: one["total"] for one in again["members"]} == {1: 950_000, 2: 850_000}


def test_who_leaves_while_it_waits_keeps_what_was_proposed(session: Session, year: Year) -> None:
    close(session)
    run = propose(session, year)
    member = session.get_one(Member, year.budi)
    statuses.change(session, member, NewStatus(MemberStatus.LEFT, date(YEAR + 1, 2, 1)),
                    today=date(YEAR + 1, 3, 1), at=AFTER, by=None)  # fmt: skip
    number = decide(session, year.chair)
    runs.ratify(session, run, decision=number, at=AFTER, by=year.chair)
    runs.post(session, run, at=AFTER, by=year.treasurer)
    assert balances(session, year.budi).surplus == Money(850_000)


@pytest.mark.parametrize(
    ("leavers", "siti", "budi"),
    [
        (Leavers.PRORATA, 950_000, 850_000),
        (Leavers.NOTHING, 1_800_000, 0),
        (Leavers.PATRONAGE_ONLY, 1_550_000, 250_000),
    ],
)
def test_who_left_within_the_year(
    session: Session, year: Year, leavers: Leavers, siti: int, budi: int
) -> None:
    member = session.get_one(Member, year.budi)
    statuses.change(session, member, NewStatus(MemberStatus.LEFT, date(YEAR, 12, 31)),
                    today=date(YEAR + 1, 3, 1), at=AFTER, by=None)  # fmt: skip
    close(session)
    through(session, year, laws=laws(session, leavers=leavers))
    assert balances(session, year.siti).surplus == Money(siti)
    assert balances(session, year.budi).surplus == Money(budi)


def test_the_rests_of_rounded_payments_stay_the_members_own(session: Session, year: Year) -> None:
    close(session)
    given = laws(session, payout_unit=100_000)
    through(session, year, laws=replace(given, rules=replace(given.rules, rest_to="sukarela")))
    for member_id, paid, saved in ((year.siti, 900_000, 50_000), (year.budi, 800_000, 50_000)):
        known = balances(session, member_id)
        assert (known.surplus, known.sukarela) == (Money(paid), Money(saved))


def test_a_limit_on_jasa_modal_leaves_the_rest_to_the_reserves(
    session: Session, year: Year
) -> None:
    close(session)
    through(session, year, laws=replace(laws(session), capital_cap=1_000))
    # 10% a year of 400,000 that both own: 40,000 instead of 800,000.
    assert balances(session, year.siti).surplus == Money(750_000 + 10_000)
    assert balances(session, year.budi).surplus == Money(250_000 + 30_000)
    assert journal.balance(session, chart.RESERVES) == Money(-2_200_000 - 760_000)


def test_a_correction_books_the_difference_and_asks_nobody_for_money_back(
    session: Session, year: Year
) -> None:
    close(session)
    through(session, year)
    pay_out(session, year.budi, Money(850_000))
    member = session.get_one(Member, year.budi)
    statuses.change(session, member, NewStatus(MemberStatus.LEFT, date(YEAR, 12, 30)),
                    today=date(YEAR + 1, 3, 1), at=AFTER, by=None)  # fmt: skip
    wanted = laws(session, leavers=Leavers.PATRONAGE_ONLY)
    run = through(session, year, laws=wanted, reason="Budi keluar 30 Desember")
    assert run.corrects_id is not None
    assert balances(session, year.siti).surplus == Money(1_550_000)
    assert balances(session, year.budi).surplus == Money(0)
    # 600,000 more for Siti, all of which Budi had taken home: the reserves bear it.
    assert journal.balance(session, chart.RESERVES) == Money(-2_200_000 + 600_000)
    assert list(inter_shop(session)) == []


def test_a_deficit_divides_into_nothing_and_waits_to_be_covered(
    session: Session, year: Year
) -> None:
    lose(session, year, Money(6_000_000))
    assert close(session) == Money(-1_000_000)
    run = propose(session, year)
    runs.ratify(session, run, decision=decide(session, year.chair), at=AFTER, by=year.chair)
    runs.post(session, run, at=AFTER, by=year.treasurer)
    assert journal.balance(session, chart.LAST_SURPLUS) == Money(1_000_000)
    assert balances(session, year.siti).surplus == Money(0)


def test_what_nobody_comes_for_lapses_only_by_a_decision(session: Session, year: Year) -> None:
    close(session)
    through(session, year)
    pay_out(session, year.siti, Money(900_000))
    left = unclaimed.everybody(session)
    assert left[year.siti].by_year == {YEAR: Money(50_000)}
    number = decide(session, year.chair, kind=MotionKind.LAPSE, year=YEAR + 5)
    with pytest.raises(InvalidInput):
        aftermath.lapse(session, YEAR, decision="RAT-2027/1", at=AFTER, by=year.treasurer)
    row = aftermath.lapse(session, YEAR, decision=number, at=AFTER, by=year.treasurer)
    assert (row.amount, row.members) == (Money(900_000), 2)
    assert unclaimed.everybody(session) == {}
    with pytest.raises(BusinessError, match="Tidak ada SHU"):
        aftermath.lapse(session, YEAR, decision=number, at=AFTER, by=year.treasurer)


def test_two_people_press_at_once_and_it_happens_once(database: Database) -> None:
    with database.transaction() as session:
        year = make_year(session)
        close(session)
        number = decide(session, year.chair)
    answers = both(lambda: _propose(database, year))
    assert sorted(answers) == ["", "BusinessError"]
    both(lambda: _step(database, lambda session, run: runs.ratify(
        session, run, decision=number, at=AFTER, by=year.chair)))  # fmt: skip
    both(lambda: _step(database, lambda session, run: runs.post(
        session, run, at=AFTER, by=year.treasurer)))  # fmt: skip
    with database.reading() as session:
        assert balances(session, year.siti).surplus == Money(950_000)
        booked = select(func.count()).where(JournalEntry.source.startswith("surplus_run:"))
        assert session.scalar(booked) == 1


def test_a_step_that_breaks_off_leaves_nothing_half(database: Database) -> None:
    with database.transaction() as session:
        year = make_year(session)
        close(session)
    with pytest.raises(RuntimeError):
        _propose_and_break_off(database, year)
    with database.reading() as session:
        assert runs.open_run(session, YEAR) is None
    with database.transaction() as session:
        assert propose(session, year).number == 1


def both(act: Callable[[], str]) -> list[str]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda _number: act(), range(2)))


def _propose(database: Database, year: Year) -> str:
    try:
        with database.transaction() as session:
            propose(session, year)
    except BusinessError as refused:
        return type(refused).__name__
    return ""


def _propose_and_break_off(database: Database, year: Year) -> None:
    with database.transaction() as session:
        propose(session, year)
        raise RuntimeError("the power went")


def _step(database: Database, act: Callable[[Session, SurplusRun], None]) -> str:
    try:
        with database.transaction() as session:
            act(session, runs.by_number(session, YEAR, 1))
    except BusinessError as refused:
        return refused.sentence
    return ""


def pay_out(session: Session, member_id: MemberId, amount: Money) -> None:
    """In cash, at the office."""
    slip = Slip(new_id(), ShopId(seat(session).id), member_id, Account.SURPLUS, Direction.OUT,
                amount, PaidBy.CASH, date(YEAR + 1, 2, 20))  # fmt: skip
    office_money.record(session, slip, at=AFTER + timedelta(hours=1), by=None)


def lose(session: Session, year: Year, amount: Money) -> None:
    """A cost of the year."""
    lines = (debit(chart.GENERAL_EXPENSES, amount), credit(chart.SAFE, amount))
    entry = Entry(year.world.shop_id, date(YEAR, 6, 6), f"test:{new_id()}", "Beban", lines)
    journal.post(session, entry, at=AFTER)


@pytest.mark.parametrize("basis", CapitalBasis)
def test_the_database_weighs_share_money_like_the_rule(
    session: Session, year: Year, basis: CapitalBasis
) -> None:
    moved = {date(YEAR - 1, 7, 7): 30_000, date(YEAR, 1, 31): 5_000, date(YEAR, 2, 1): 700,
             date(YEAR, 12, 31): 11}  # fmt: skip
    for on, amount in moved.items():
        pay_in(session, year.world.shop_id, year.siti, Money(amount), on=on)
    until = date(YEAR, 12, 31)
    rule = figures.CapitalRule(basis, counts_sukarela=False)
    days = capital.measured_days(basis, until)
    everything = {on: Money(amount) for on, amount in moved.items()}
    everything[date(YEAR, 1, 2)] = Money(100_000)
    owned = figures.owned(session, until, rule)
    assert owned[year.siti] == capital.weight(everything, days)
    assert owned[year.siti] == figures.owned_by(session, year.siti, until, rule)
