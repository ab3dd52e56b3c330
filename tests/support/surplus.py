"""A year that earned something, its meeting, and everybody's weights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from ledger import chart, journal, year_end
from ledger.entry import Entry, credit, debit
from members import patronage
from members.meetings.models import Meeting, MeetingKind, Motion, MotionKind
from tests.support.world import World, make_coop

YEAR = 2026
AFTER = datetime(2027, 3, 1, 3, tzinfo=UTC)
"""When the meeting is over and the surplus is divided."""
DECISION = f"RAT-{YEAR + 1}/1"


@dataclass(frozen=True, slots=True)
class Year:
    """A co-op whose year is over."""

    world: World

    @property
    def siti(self) -> MemberId:
        return MemberId(self.world.members[0].id)

    @property
    def budi(self) -> MemberId:
        return MemberId(self.world.members[1].id)

    @property
    def treasurer(self) -> OperatorId:
        return self.world.operator_id(Role.TREASURER)

    @property
    def chair(self) -> OperatorId:
        return self.world.operator_id(Role.CHAIR)


def make_year(session: Session) -> Year:
    """Siti owns 100,000 and bought for 6,000,000, Budi 300,000 and 2,000,000; others 2,000,000.

    Half of it was cost, so the surplus is 5,000,000, of which members earned 4,000,000.
    """
    year = Year(make_coop(session))
    shop_id = year.world.shop_id
    for member_id, owns in ((year.siti, 100_000), (year.budi, 300_000)):
        pay_in(session, shop_id, member_id, Money(owns), on=date(YEAR, 1, 2))
    bought: tuple[tuple[MemberId | None, int], ...] = (
        (year.siti, 6_000_000), (year.budi, 2_000_000), (None, 2_000_000),
    )  # fmt: skip
    for buyer, worth in bought:
        buy(session, shop_id, buyer, Money(worth), on=date(YEAR, 5, 5))
    return year


def pay_in(
    session: Session, shop_id: ShopId, member_id: MemberId, amount: Money, *, on: date
) -> None:
    """Simpanan pokok, in cash."""
    lines = (debit(chart.SAFE, amount), credit(chart.SHARE_CAPITAL, amount, member_id=member_id))
    entry = Entry(shop_id, on, f"test:{new_id()}", "Setor", lines)
    journal.post(session, entry, at=AFTER)


def buy(
    session: Session, shop_id: ShopId, member_id: MemberId | None, amount: Money, *, on: date
) -> str:
    """Goods that cost half of what they sell for; returns the source."""
    sales, cost = (
        (chart.MEMBER_SALES, chart.MEMBER_COST) if member_id
        else (chart.OTHER_SALES, chart.OTHER_COST)
    )  # fmt: skip
    half = Money(amount.amount // 2)
    lines = (
        debit(chart.SAFE, amount), credit(sales, amount, member_id=member_id),
        debit(cost, half), credit(chart.MERCHANDISE, half),
    )  # fmt: skip
    source = f"test:{new_id()}"
    journal.post(session, Entry(shop_id, on, source, "Jual", lines), at=AFTER)
    if member_id:
        patronage.record(session, source=source, member_id=member_id, shop_id=shop_id,
                         booked_on=on, amount=amount)  # fmt: skip
    return source


def close(session: Session, year: int = YEAR) -> Money:
    """Close the books of the year."""
    return year_end.close_year(session, year, at=AFTER, by=None)


def decide(
    session: Session, by: OperatorId, *, kind: MotionKind = MotionKind.SURPLUS, year: int = YEAR
) -> str:
    """A meeting that carried one motion; returns the decision's number."""
    meeting = Meeting(
        number=f"RAT-{year + 1}", kind=MeetingKind.ANNUAL, year=year,
        held_on=date(year + 1, 2, 14), place="Balai desa", quorum=5_000, second_quorum=0,
        called_at=AFTER, called_by=by, voters=2, opened_at=AFTER, closed_at=AFTER,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    session.add(
        Motion(meeting_id=meeting.id, position=1, kind=kind, text="SHU dibagi", in_favour=2,
               against=0, abstained=0, carried=True, counted_at=AFTER)
    )  # fmt: skip
    session.flush()
    return f"{meeting.number}/1"
