"""The example's surplus: books closed, proposed, ratified by the meeting, posted, mostly paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, ShopId, new_id
from core.money import total
from ledger import year_end
from members.models import Member, MemberStatus
from members.shu import estimates, payouts, runs, unclaimed
from members.shu.payouts import Batch, Payment
from members.shu.runs import Proposal
from members.ways import PaidBy
from pos.demo import gathering
from pos.demo.book_year import BookYear
from pos.demo.company import Company
from pos.demo.diary import local_instant
from pos.demo.places import PLACES

AT = time(15, 0)
BATCHES = {
    timedelta(days=5): (PaidBy.SUKARELA, (1, 4, 7)),
    timedelta(days=7): (PaidBy.BANK, (2, 5)),
}
"""How long after the meeting those are paid whose numbers leave this rest by ``_IN``."""
CASH_AFTER = timedelta(days=9)
_BY_CASH = (3, 6)
_IN = 8
"""Whose number it divides has not come yet."""


@dataclass(frozen=True, slots=True)
class Dividing:
    """The treasurer and the chair at work on one year."""

    session: Session
    company: Company
    year: BookYear

    def live(self, day: date) -> None:
        """What is done on a day."""
        if day == self.year.closed_on:
            self._close(day)
        elif day == self.year.held_on:
            self._decide(day)
        elif (since := day - self.year.held_on) in BATCHES:
            way, rests = BATCHES[since]
            self._pay_many(day, way, rests)
        elif since == CASH_AFTER:
            self._pay_in_cash(day)

    def _close(self, day: date) -> None:
        at, by = local_instant(PLACES[0], day, AT), self._treasurer
        year_end.close_year(self.session, self.year.year, at=at, by=by)
        runs.propose(self.session, Proposal(self.year.year), at=at, by=by)

    def _decide(self, day: date) -> None:
        decision = gathering.hold(self.session, self.company, day)
        at = local_instant(PLACES[0], day, AT)
        run = runs.open_run(self.session, self.year.year)
        if run is not None:
            chair = self.company.operators["ketua"]
            runs.ratify(self.session, run, decision=decision, at=at, by=chair)
            runs.post(self.session, run, at=at, by=self._treasurer)

    def _pay_many(self, day: date, way: PaidBy, rests: Sequence[int]) -> None:
        batch = Batch(new_id(), way, day, self.company.office_id)
        ids = [MemberId(each.id) for each in self._waiting(rests)]
        at = local_instant(PLACES[0], day, AT)
        payouts.pay_part(self.session, batch, ids, at=at, by=self._treasurer)

    def _pay_in_cash(self, day: date) -> None:
        at = local_instant(PLACES[0], day, AT)
        left = unclaimed.everybody(self.session)
        for member in self._waiting(_BY_CASH):
            amount = total(left[MemberId(member.id)].by_year.values())
            paid = Payment(new_id(), amount, PaidBy.CASH, day)
            payouts.pay(self.session, MemberId(member.id), paid, ShopId(member.shop_id),
                        at=at, by=self._treasurer)  # fmt: skip

    def _waiting(self, rests: Sequence[int]) -> list[Member]:
        """Members who have a share to come and are paid that way, by number."""
        wanted = select(Member).where(
            Member.id.in_(unclaimed.everybody(self.session)), Member.status == MemberStatus.ACTIVE
        )
        found = self.session.scalars(wanted.order_by(Member.number))
        return [member for member in found if member.number % _IN in rests]

    @property
    def _treasurer(self) -> OperatorId:
        return self.company.operators["bendahara"]


def estimate(session: Session, last: date) -> None:
    """What this year may bring, as the server works it out after the last day."""
    at = local_instant(PLACES[0], last + timedelta(days=1), time(0, 20))
    session.add(estimates.work_out(session, last, at=at))
    session.flush()
