"""Who comes to the example's co-op and who goes: candidates, leavers, the dead and their heirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, ShopId, new_id
from core.money import Money
from members import register
from members.balances import Account
from members.leaving import holdings, payouts, settlements
from members.leaving.payouts import Payout
from members.leaving.settlements import Leaving
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.office_money import Slip
from members.people import admission, household
from members.people.statuses import NewStatus
from members.register import Details
from members.ways import Direction, PaidBy
from pos.demo import habits, registering
from pos.demo.company import Company
from pos.demo.diary import local_instant
from pos.demo.people import Neighbour
from pos.demo.places import BY_CODE

AT = time(11, 15)
BOARD = "Rapat pengurus"


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody stops being a member some days before the end of the year."""

    place: int
    status: MemberStatus
    before: timedelta
    reason: str
    is_settled: bool
    is_paid: bool


GOING = (
    Going(44, MemberStatus.LEFT, timedelta(days=200), "Pindah ikut suami ke Batam", True, True),
    Going(43, MemberStatus.DECEASED, timedelta(days=150), "Meninggal karena sakit", True, True),
    Going(46, MemberStatus.DECEASED, timedelta(days=40), "Meninggal karena sakit", True, False),
    Going(
        63, MemberStatus.LEFT, timedelta(days=24), "Berangkat kerja ke luar negeri", False, False
    ),
)


def is_gone(place: int, day: date, last: date) -> bool:
    """Whether somebody is a member no more on a day of the year that ends so."""
    return any(each.place == place and last - day <= each.before for each in GOING)


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who asks to be admitted, and what she has paid of the simpanan pokok."""

    neighbour: Neighbour
    before: timedelta
    paid: int


COMING = (
    Coming(Neighbour("Wiji Astuti", "WSB", 65), timedelta(days=17), habits.POKOK),
    Coming(Neighbour("Siti Maemunah", "KRW", 66), timedelta(days=11), habits.POKOK // 2),
    Coming(Neighbour("Inaq Sahrah", "LTM", 67), timedelta(days=4), 0),
)


@dataclass(frozen=True, slots=True)
class Passing:
    """The board and the treasurer at the register."""

    session: Session
    company: Company
    members: Mapping[int, MemberId]
    """By place."""
    last: date

    def live(self, day: date) -> None:
        """What is done on a day."""
        for going in GOING:
            if self.last - day == going.before:
                self._let_go(going, day)
        for coming in COMING:
            if self.last - day == coming.before:
                self._note(coming, day)

    def _let_go(self, going: Going, day: date) -> None:
        member = self.session.get_one(Member, self.members[going.place])
        home = next(code for code, key in self.company.shops.items() if key == member.shop_id)
        at = local_instant(BY_CODE[home], day, AT)
        if not going.is_settled:
            new = NewStatus(going.status, day, going.reason, BOARD)
            admission.decide(self.session, member, new, at=at, by=self._treasurer)
            return
        found = holdings.reckoning(self.session, member, on=day)
        heirs = household.heirs(self.session, MemberId(member.id))
        is_dead = going.status is MemberStatus.DECEASED
        leaving = Leaving(
            new_id(), going.status, day, going.reason, BOARD, found.outcome.net,
            heirs[0].id if is_dead and heirs else None,
        )  # fmt: skip
        made = settlements.settle(self.session, member, leaving, at=at, by=self._treasurer)
        if going.is_paid:
            paid = Payout(new_id(), ShopId(member.shop_id), made.net, PaidBy.CASH, day)
            payouts.pay(self.session, made, paid, at=at, by=self._treasurer)

    def _note(self, coming: Coming, day: date) -> None:
        person = coming.neighbour
        at, shop_id = local_instant(BY_CODE[person.shop], day, AT), self.company.shops[person.shop]
        details = Details(
            person.name, shop_id, day, card=person.card, phone=person.phone,
            **registering.particulars(person) | {"admitted_by": ""},
        )  # fmt: skip
        asks = (NewStatus(MemberStatus.CANDIDATE, day),)
        member = register.admit(self.session, details, at=at, by=self._manager, became=asks)
        if coming.paid:
            slip = Slip(
                new_id(), shop_id, MemberId(member.id), Account.POKOK, Direction.IN,
                Money(coming.paid), PaidBy.CASH, day,
            )  # fmt: skip
            office_money.record(self.session, slip, at=at, by=self._treasurer)

    @property
    def _treasurer(self) -> OperatorId:
        return self.company.operators["bendahara"]

    @property
    def _manager(self) -> OperatorId:
        return self.company.operators["manajer"]
