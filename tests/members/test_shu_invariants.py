"""What ``lumbung check`` says of the surplus: nothing while it is sound, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.ids import ShopId, new_id
from core.models import table_of
from core.money import Money
from core.shops import seat
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from members.meetings.models import MotionKind
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.statuses import NewStatus
from members.shu import aftermath, invariants, runs
from members.shu.models import RunState, SurplusLapse, SurplusRun
from members.shu.runs import Proposal
from tests.support.surplus import AFTER, YEAR, Year, close, decide, make_year


def found(session: Session) -> Sequence[str]:
    checks = (invariants.divided, invariants.frozen, invariants.booked, invariants.owed)
    return [sentence for check in checks for sentence in check(session)]


def posted(session: Session, year: Year, *, reason: str = "") -> SurplusRun:
    run = runs.propose(session, Proposal(YEAR, reason=reason), at=AFTER, by=year.treasurer)
    decision = "RAT-2027/1" if reason else decide(session, year.chair)
    runs.ratify(session, run, decision=decision, at=AFTER, by=year.chair)
    runs.post(session, run, at=AFTER, by=year.treasurer)
    return run


def test_a_sound_year_with_correction_and_lapse_says_nothing(session: Session) -> None:
    year = make_year(session)
    close(session)
    posted(session, year)
    pay(session, year, Money(900_000))
    member = session.get_one(Member, year.siti)
    statuses.change(session, member, NewStatus(MemberStatus.LEFT, date(YEAR, 12, 30)),
                    today=AFTER.date(), at=AFTER, by=None)  # fmt: skip
    posted(session, year, reason="Siti keluar")
    decision = decide(session, year.chair, kind=MotionKind.LAPSE, year=YEAR + 5)
    aftermath.lapse(session, YEAR, decision=decision, at=AFTER, by=year.treasurer)
    assert found(session) == []


def test_what_was_frozen_and_is_another_now_is_named(session: Session) -> None:
    year = make_year(session)
    close(session)
    rules = posted(session, year).rules
    change(session, surplus=Money(5_000_001))
    assert found(session) == ["SHU 2026 usulan ke-1: dana-dananya tidak berjumlah SHU-nya."]
    change(session, surplus=Money(5_000_000))
    assert found(session) == []
    change(session, rules=rules.replace('"bp":3000', '"bp":2999').replace('"bp":2000', '"bp":2001'))
    assert found(session) == [
        "SHU 2026 usulan ke-1: dasar perhitungannya tidak cocok dengan sidik jarinya."
    ]


def change(session: Session, **values: object) -> None:
    """The only run, as nobody may."""
    session.execute(update(table_of(SurplusRun)).values(**values))
    session.expire_all()


def test_what_is_booked_otherwise_is_named(session: Session) -> None:
    year = make_year(session)
    close(session)
    run = posted(session, year)
    run.state = RunState.RATIFIED
    session.flush()
    assert found(session) == ["SHU 2026 usulan ke-1 dibukukan padahal belum."]


def test_who_was_paid_too_much_is_named(session: Session) -> None:
    year = make_year(session)
    close(session)
    posted(session, year)
    pay(session, year, Money(950_001))
    assert found(session) == ["Anggota nomor 1 dibayar Rp1 lebih dari SHU-nya."]


def test_a_lapse_that_the_books_do_not_know_is_named(session: Session) -> None:
    year = make_year(session)
    session.add(SurplusLapse(
        id=new_id(), year=YEAR, decision="RAT-2032/1", decided_on=AFTER.date(), amount=Money(1),
        members=1, booked_on=AFTER.date(), recorded_at=AFTER, recorded_by=year.treasurer,
    ))  # fmt: skip
    session.flush()
    assert found(session) == ["SHU 2026 yang hangus tidak cocok dengan pembukuannya."]


def pay(session: Session, year: Year, amount: Money) -> None:
    """Siti, past everything that asks whether it is there."""
    lines = (debit(chart.SURPLUS_PAYABLE, amount, member_id=year.siti), credit(chart.SAFE, amount))
    source = f"test:{new_id()}"
    entry = Entry(ShopId(seat(session).id), AFTER.date(), source, "Bayar SHU", lines)
    journal.post(session, entry, at=AFTER)
