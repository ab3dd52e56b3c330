"""Putting the example's year on stage, day by day, through the use cases people use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from core import settings
from core.ids import MemberId
from core.money import Money
from core.quantity import Quantity
from inventory import stock
from inventory.stock import Arrival
from members import register
from members.leaving.settings import EXIT_FEE
from members.people import consents, household
from members.register import Details
from members.settings import CREDIT_INSTALMENTS_MOST, POKOK_AMOUNT, WAJIB_AMOUNT
from pos import tills
from pos.demo import (
    bookkeeping,
    borrowing,
    empties,
    gifts,
    habits,
    offers,
    paper,
    passing,
    people,
    registering,
)
from pos.demo.bookkeeping import Desk, Month, Spent
from pos.demo.buying import Buyer, Moment
from pos.demo.company import Company, assemble, change_price
from pos.demo.consigning import Consigning
from pos.demo.counter import Counter, Known
from pos.demo.diary import ShopDay, local_instant
from pos.demo.members_money import MembersMoney
from pos.demo.places import BY_CODE, PLACES, Place
from pos.demo.prices import PriceSet
from pos.demo.script import Joining, Script, Trade
from pos.demo.storeroom import Storeroom
from pos.demo.supply import Delivery
from pos.demo.taking_over import take_over

T = TypeVar("T")

Progress = Callable[[int], None]
"""Told how many more sales are written."""

FOUNDED, PRICED, DELIVERED = time(4, 0), time(5, 0), time(6, 0)
OPENED, JOINED, CLOSED, BOOKED = time(6, 40), time(6, 50), time(20, 40), time(21, 30)
COUNTED = time(21, 15)
DUES = time(7, 0)


def stage(session: Session, script: Script, *, progress: Progress) -> Company:
    """Write the whole year into an empty, migrated database."""
    first = script.days[0]
    opening_prices = [price for price in script.prices.prices if price.valid_from == first]
    company = assemble(
        session, script.goods, opening_prices, at=local_instant(PLACES[0], first, FOUNDED)
    )
    year = Year(session, script, company)
    for day in script.days:
        year.live(day, progress)
    opened = script.days[-1] + timedelta(days=1)
    at = local_instant(PLACES[0], script.days[-1], BOOKED)
    offers.announce(session, company, script.goods, first=opened, at=at)
    empties.lend(session, company, first=opened, at=at)
    year.money.finish()
    return company


@dataclass(slots=True)
class Year:
    """The company at work; what happens on a day happens in the order people would do it."""

    session: Session
    script: Script
    company: Company
    counters: dict[str, Counter] = field(init=False)
    members: dict[int, MemberId] = field(init=False, default_factory=dict)
    known: Known = field(init=False)
    buyer: Buyer = field(init=False)
    consigning: Consigning = field(init=False)
    storeroom: Storeroom = field(init=False)
    money: MembersMoney = field(init=False)
    _paid_pokok: set[int] = field(init=False, default_factory=set)
    _savers: list[people.Neighbour] = field(init=False)
    _prices: dict[date, list[PriceSet]] = field(init=False)
    _joinings: dict[date, list[Joining]] = field(init=False)
    _shelved: list[Delivery] = field(init=False)
    """What was on the shelves already when the co-op came to Lumbung: the first of each shop."""
    _deliveries: dict[date, list[Delivery]] = field(init=False)
    _trades: dict[date, list[Trade]] = field(init=False)
    _months: dict[Place, list[Month]] = field(init=False)

    def __post_init__(self) -> None:
        script = self.script
        self.counters = {place.code: self._counter(place) for place in PLACES}
        self.known = Known(self.company.packs, self.members, lent=script.lent)
        founded = local_instant(PLACES[0], script.days[0], FOUNDED)
        self.buyer = Buyer(
            self.session, self.company, script.goods, at=founded, last=script.days[-1]
        )
        self.consigning = Consigning(self.session, self.company, self.members, last=script.days[-1])
        self.storeroom = Storeroom(self.session, self.company, script.days[-1])
        self.money = MembersMoney(self.session, script, self.company, self.members)
        self._savers = [*people.neighbours(), *people.FORMER]
        self._prices = _by_day(script.prices.prices, lambda price: price.valid_from)
        self._joinings = _by_day(script.joinings, lambda joining: joining.on)
        self._shelved = list({each.place: each for each in reversed(script.deliveries)}.values())
        self._deliveries = _by_day(script.deliveries, lambda delivery: delivery.day)
        self._trades = _by_day(script.trades, lambda trade: trade.shop_day.day)
        self._months = bookkeeping.months_of(script)

    def live(self, day: date, progress: Progress) -> None:
        """One day in all shops."""
        if day == self.script.days[0]:
            self._begin(day)
        else:
            self._change_prices(day)
            for delivery in self._deliveries.get(day, ()):
                if delivery not in self._shelved:
                    self._receive(delivery)
        for joining in self._joinings.get(day, ()):
            self._join(joining)
        self.money.begin_day(day, somebody_joined=day in self._joinings)
        if gifts.is_the_day(day, last=self.script.days[-1]):
            desk = Desk(self.session, day, local_instant(PLACES[0], day, PRICED))
            self.known.vouchers.extend(gifts.hand_out(desk, self.company))
        for trade in self._trades.get(day, ()):
            self._trade(trade)
            progress(len(trade.baskets))
        self.storeroom.live(day)
        self.money.end_day(day)
        self._end_month(day)

    def _begin(self, day: date) -> None:
        """Everything that was there on paper comes to Lumbung."""
        desk = Desk(self.session, day, local_instant(PLACES[0], day, JOINED))
        self._set_dues(desk)
        goods = {each.place.code: self._open_stock(each, desk.at) for each in self._shelved}
        for joining in self.script.founders:
            self._join(joining, on=day)
            self._paid_pokok.add(joining.neighbour.place)
        take_over(
            desk, self.company, self.script.book_year, self.script.founders, self.members, goods
        )
        for bon in paper.BONS:
            if bon.place != habits.BAD_DEBTOR:
                self.known.owed[bon.place] += bon.amount

    def _change_prices(self, day: date) -> None:
        for price in self._prices.get(day, ()):
            change_price(
                self.session, self.company, price, at=local_instant(PLACES[0], day, PRICED)
            )

    def _open_stock(self, delivery: Delivery, at: datetime) -> int:
        """What lies on the shelves, counted the evening before; what it is worth."""
        worth = stock.enter_opening(
            self.session,
            self._arrivals(delivery),
            shop_id=self.company.shops[delivery.place.code],
            booked_on=self.script.book_year.evening,
            at=at,
            by=self.company.operators["manajer"],
        )
        return worth.amount

    def _receive(self, delivery: Delivery) -> None:
        self.buyer.receive(delivery, at=local_instant(delivery.place, delivery.day, DELIVERED))

    def _arrivals(self, delivery: Delivery) -> list[Arrival]:
        return [
            Arrival(self.company.products[line.code], Quantity(line.quantity), Money(line.value))
            for line in delivery.lines
        ]

    def _join(self, joining: Joining, *, on: date | None = None) -> None:
        person, by = joining.neighbour, self.company.operators["manajer"]
        at = local_instant(BY_CODE[person.shop], on or joining.on, JOINED)
        member = register.admit(
            self.session,
            Details(
                name=person.name,
                shop_id=self.company.shops[person.shop],
                phone=person.phone,
                card=person.card,
                joined_on=joining.on,
                credit_limit=Money(borrowing.limit(person.place, self.script.lent_to)),
                **registering.particulars(person),
            ),
            at=at,
            by=by,
        )
        if heir := registering.heir(person):
            household.add_heir(self.session, member, heir, at=at, by=by)
        if buyer := registering.buyer(person):
            household.add_buyer(self.session, member, buyer, at=at, by=by)
        for purpose, given in registering.consents(person).items():
            consents.record(self.session, member, purpose, given=given, at=at, by=by)
        self.members[person.place] = MemberId(member.id)

    def _trade(self, trade: Trade) -> None:
        counter, day = self.counters[trade.shop_day.place.code], trade.shop_day
        self.consigning.morning(day.place, day.day, day.at(DELIVERED))
        counter.open_shift(day.at(OPENED))
        self._take_dues(counter, day)
        for basket in trade.baskets:
            counter.sell(self.consigning.with_theirs(basket), self.known)
        counter.close_shift(day.at(CLOSED))
        self.consigning.evening(day.place, day.day, day.at(COUNTED))

    def _take_dues(self, counter: Counter, day: ShopDay) -> None:
        """Members of the shop come by early to pay share money and what they owe."""
        for person in self._savers:
            if person.shop != day.place.code or person.place not in self.members:
                continue
            if passing.is_gone(person.place, day.day, self.script.days[-1]):
                continue
            if person.place not in self._paid_pokok:
                self._paid_pokok.add(person.place)
                counter.save(day.at(DUES), person.place, "pokok", habits.POKOK, self.known)
            if months := self.money.dues.pay(person.place, day.day):
                amount = habits.WAJIB * months
                counter.save(day.at(DUES), person.place, "wajib", amount, self.known)
            if amount := habits.saves(person.place, day.day.day, day.day.month):
                counter.save(day.at(DUES), person.place, "sukarela", amount, self.known)
            if day.day.day >= habits.BON_DAY:
                counter.pay_bon(day.at(DUES), person.place, self.known)

    def _set_dues(self, desk: Desk) -> None:
        """The founding meeting decided what members pay in."""
        decided = ((POKOK_AMOUNT, habits.POKOK), (WAJIB_AMOUNT, habits.WAJIB),
                   (EXIT_FEE, habits.EXIT_FEE),
                   (CREDIT_INSTALMENTS_MOST, habits.INSTALMENTS))  # fmt: skip
        for setting, amount in decided:
            settings.put(self.session, setting, str(amount), valid_from=desk.on, at=desk.at,
                         by=self.company.operators["bendahara"],
                         legal_basis="Rapat pendirian")  # fmt: skip

    def _end_month(self, day: date) -> None:
        for place, months in self._months.items():
            for month in months:
                if month.last_day == day:
                    desk = Desk(self.session, day, local_instant(place, day, BOOKED))
                    shop_id = self.company.shops[place.code]
                    qris, cashless = self.counters[place.code].take_cashless()
                    bookkeeping.settle_qris(desk, month, Money(qris), shop_id=shop_id)
                    paid = self.buyer.pay(place, Moment(day, desk.at))
                    bookkeeping.end_month(desk, month, Spent(Money(cashless), paid),
                                          shop_id=shop_id)  # fmt: skip
                    self._let_the_planner_count()

    def _let_the_planner_count(self) -> None:
        """PostgreSQL planned for empty tables, and sees no others while we are writing."""
        if self.session.get_bind().dialect.name == "postgresql":
            self.session.execute(text("ANALYZE"))

    def _counter(self, place: Place) -> Counter:
        till = self.company.tills[place.code]
        opened = local_instant(place, self.script.days[0], FOUNDED)
        clerk = next(person for person in people.CLERKS if person.shop == place.code)
        series = tills.enrol(self.session, till.id, at=opened)
        return Counter(self.session, till, self.company.operators[clerk.login], series)


def _by_day(things: Sequence[T], day_of: Callable[[T], date]) -> dict[date, list[T]]:
    found: dict[date, list[T]] = defaultdict(list)
    for thing in things:
        found[day_of(thing)].append(thing)
    return found
