"""Whoever opens a page of members' money in the example finds something believable on it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import open_database
from core.models import Base
from core.money import ZERO, Money, total
from inventory.consignment.models import Consignor
from ledger.journal import balance
from members import credit
from members.access.models import MemberAccess
from members.balances import Account, every_balance
from members.dues import paid
from members.leaving.models import Settlement
from members.meetings.models import Meeting, MeetingInvitation, Motion
from members.models import Bon, Member, MemberStatus
from members.office.models import OfficeMoney
from members.opening.models import Opening
from members.people.models import AuthorisedBuyer, Consent, Heir
from members.pots.models import Pot, PotKind
from members.programmes.models import (
    Grant,
    GrantRelease,
    MemberProgramme,
    Participation,
    ReleasedTo,
)
from members.shu import unclaimed
from members.shu.models import RunState, SurplusEstimate, SurplusRun, SurplusShare
from members.ways import PaidBy
from members.write_offs.models import WriteOff
from pos.demo import people
from pos.demo.book_year import book_year
from pos.demo.diary import year_before
from pos.demo.making import make_example

UNTIL = date(2026, 11, 22)
SALES = 60


@pytest.fixture(scope="module")
def example(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The example with few sales."""
    path = tmp_path_factory.mktemp("contoh") / "contoh.db"
    database = open_database(f"sqlite:///{shutil.copy(sqlite_template, path)}")
    make_example(database, until=UNTIL, sales=SALES, progress=lambda _more: None)
    with database.reading() as session:
        yield session
    database.dispose()


def count(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_people_come_and_go(example: Session) -> None:
    statuses = Counter(example.scalars(select(Member.status)))
    assert statuses[MemberStatus.CANDIDATE] == 3
    assert statuses[MemberStatus.LEFT] == statuses[MemberStatus.DECEASED] == 2
    settled = example.scalars(select(Settlement)).all()
    assert {each.status for each in settled} == {MemberStatus.LEFT, MemberStatus.DECEASED}
    assert len(settled) == 3, "one who left waits for her settlement"
    assert balance(example, "2-1190") < ZERO, "an heir has not come yet"
    assert all(each.heir_id for each in settled if each.status is MemberStatus.DECEASED)


def test_the_register_says_who_everybody_is(example: Session) -> None:
    everybody = example.scalars(select(Member)).all()
    assert all(each.regency and each.district and each.sex and each.migrant for each in everybody)
    assert {bool(each.destination) for each in everybody} == {True, False}
    assert count(example, Heir) > 30
    assert count(example, AuthorisedBuyer) > 5
    assert count(example, MemberProgramme) > 10
    assert set(example.scalars(select(Consent.given))) == {True, False}


def test_dues_are_mostly_paid_some_late_some_early(example: Session) -> None:
    on = UNTIL - timedelta(days=1)
    active = select(Member.id).where(Member.status == MemberStatus.ACTIVE)
    owed = paid.owed(example, on, list(example.scalars(active)))
    late = [each for each in owed.values() if each.paid < each.before]
    early = [each for each in owed.values() if each.paid > each.asked]
    assert 0 < len(late) < len(owed)
    assert early
    assert len(owed) == 60


def test_members_save_and_fill_pots(example: Session) -> None:
    moved = example.scalars(select(OfficeMoney)).all()
    assert {Account.SUKARELA, Account.POTS, Account.SURPLUS} <= {each.account for each in moved}
    assert {pot.kind for pot in example.scalars(select(Pot))} == {PotKind.PACKAGE, PotKind.ARISAN}
    assert balance(example, "2-1421") < Money(-1_000_000)
    sukarela = [each.sukarela for each in every_balance(example).values()]
    assert sum(amount > ZERO for amount in sukarela) > 10
    assert min(sukarela) >= ZERO


def test_a_programme_has_given_money_and_members_put_it_in(example: Session) -> None:
    assert {grant.restricted for grant in example.scalars(select(Grant))} == {True, False}
    assert {each.released_to for each in example.scalars(select(GrantRelease))} == set(ReleasedTo)
    assert count(example, Participation) == 12


def test_debts_of_every_kind_are_open(example: Session) -> None:
    on = UNTIL
    bons = [bon for each in credit.every_open_bon(example).values() for bon in each]
    assert any(bon.due_on < on - timedelta(days=90) for bon in bons), "lost, most likely"
    assert any(len(bon.instalments) > 1 and bon.due_on > on for bon in bons)
    assert example.scalars(select(WriteOff)).one().decided_at is None
    assert count(example, Bon) > len(bons), "some are paid"


def test_last_year_is_divided_and_mostly_paid(example: Session) -> None:
    run = example.scalars(select(SurplusRun)).one()
    assert run.state is RunState.POSTED
    assert run.proposed_by != run.ratified_by
    assert run.decision == f"{example.scalars(select(Meeting)).one().number}/2"
    shares = [each.total for each in example.scalars(select(SurplusShare))]
    left = total(unclaimed.of_year(example, run.year).values())
    assert left > ZERO
    assert left.amount * 3 < total(shares).amount
    ways = select(OfficeMoney.paid_by).where(OfficeMoney.account == Account.SURPLUS)
    assert {PaidBy.SUKARELA, PaidBy.BANK, PaidBy.CASH} <= set(example.scalars(ways))
    assert balance(example, "3-1080") == ZERO


def test_this_year_has_an_estimate_to_compare(example: Session) -> None:
    estimate = example.scalars(select(SurplusEstimate)).one()
    assert estimate.as_of == UNTIL - timedelta(days=1)
    assert estimate.capital_weight > 0
    assert estimate.patronage_weight > 0


def test_the_meeting_was_held(example: Session) -> None:
    meeting = example.scalars(select(Meeting)).one()
    assert meeting.closed_at is not None
    motions = example.scalars(select(Motion)).all()
    assert len(motions) == 2
    assert all(motion.carried for motion in motions)
    assert count(example, MeetingInvitation) > 40


def test_the_books_came_from_paper(example: Session) -> None:
    opening = example.scalars(select(Opening)).one()
    assert opening.posted_at is not None
    assert opening.cut_over == UNTIL - timedelta(days=365)
    assert balance(example, "3-1099") == balance(example, "1-1990") == ZERO
    assert balance(example, "1-1110") > ZERO


def test_members_can_sign_in_and_one_is_a_producer(example: Session) -> None:
    told = {each.place: each.name for each in people.ON_THE_PHONE}
    rows = example.execute(
        select(Member.number, Member.name).join(MemberAccess, MemberAccess.member_id == Member.id)
    )
    assert {row.number: row.name for row in rows} == told
    producer = example.scalars(select(Consignor).where(Consignor.member_id.is_not(None))).one()
    member = example.get_one(Member, producer.member_id)
    assert (member.number, member.name) == (people.PRODUCER.place, people.PRODUCER.name)


@pytest.mark.parametrize("days_after", range(0, 366, 5))
def test_the_book_year_fits_into_every_season(days_after: int) -> None:
    days = year_before(date(2026, 3, 1) + timedelta(days=days_after))
    year = book_year(days)
    assert year.cut_over <= days[0]
    assert year.cut_over.year == year.year
    assert max(days[0], date(year.year + 1, 1, 1)) < year.closed_on < year.held_on
    assert year.held_on + timedelta(days=14) <= days[-1]
    assert days[0] - year.cut_over < timedelta(days=95)
