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
from members.people import household
from members.register import Details
from members.settings import POKOK_AMOUNT, WAJIB_AMOUNT
from pos import tills
from pos.demo import bookkeeping, empties, gifts, habits, offers, people, registering
from pos.demo.bookkeeping import Desk, Month, Spent
from pos.demo.buying import Buyer, Moment
from pos.demo.company import Company, assemble, change_price
from pos.demo.consigning import Consigning
from pos.demo.counter import Counter, Known
from pos.demo.diary import ShopDay, local_instant
from pos.demo.places import BY_CODE, PLACES, Place
from pos.demo.prices import PriceSet
from pos.demo.script import Joining, Script, Trade
from pos.demo.storeroom import Storeroom
from pos.demo.supply import Delivery

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
    _paid_pokok: set[int] = field(init=False, default_factory=set)
    _prices: dict[date, list[PriceSet]] = field(init=False)
    _joinings: dict[date, list[Joining]] = field(init=False)
    _deliveries: dict[date, list[Delivery]] = field(init=False)
    _trades: dict[date, list[Trade]] = field(init=False)
    _months: dict[Place, list[Month]] = field(init=False)

    def __post_init__(self) -> None:
        script = self.script
        self.counters = {place.code: self._counter(place) for place in PLACES}
        self.known = Known(self.company.packs, self.members)
        founded = local_instant(PLACES[0], script.days[0], FOUNDED)
        self.buyer = Buyer(
            self.session, self.company, script.goods, at=founded, last=script.days[-1]
        )
        self.consigning = Consigning(self.session, self.company, last=script.days[-1])
        self.storeroom = Storeroom(self.session, self.company, script.days[-1])
        self._prices = _by_day(script.prices.prices, lambda price: price.valid_from)
        self._joinings = _by_day(script.joinings, lambda joining: joining.on)
        self._deliveries = _by_day(script.deliveries, lambda delivery: delivery.day)
        self._trades = _by_day(script.trades, lambda trade: trade.shop_day.day)
        self._months = bookkeeping.months_of(script)

    def live(self, day: date, progress: Progress) -> None:
        """One day in all shops."""
        is_first = day == self.script.days[0]
        if is_first:
            self._receive_capital(day)
        else:
            self._change_prices(day)
        for delivery in self._deliveries.get(day, ()):
            (self._open_stock if is_first else self._receive)(delivery)
        for joining in self._joinings.get(day, ()):
            self._join(joining)
        if gifts.is_the_day(day, last=self.script.days[-1]):
            desk = Desk(self.session, day, local_instant(PLACES[0], day, PRICED))
            self.known.vouchers.extend(gifts.hand_out(desk, self.company))
        for trade in self._trades.get(day, ()):
            self._trade(trade)
            progress(len(trade.baskets))
        self.storeroom.live(day)
        self._end_month(day)

    def _receive_capital(self, day: date) -> None:
        desk = Desk(self.session, day, local_instant(PLACES[0], day, PRICED))
        self._set_dues(day, desk.at)
        bookkeeping.give_capital(desk, self.company.office_id, self.company.shops)

    def _change_prices(self, day: date) -> None:
        for price in self._prices.get(day, ()):
            change_price(
                self.session, self.company, price, at=local_instant(PLACES[0], day, PRICED)
            )

    def _open_stock(self, delivery: Delivery) -> None:
        place, shop_id = delivery.place, self.company.shops[delivery.place.code]
        at = local_instant(place, delivery.day, DELIVERED)
        value = stock.enter_opening(
            self.session,
            self._arrivals(delivery),
            shop_id=shop_id,
            booked_on=delivery.day,
            at=at,
            by=self.company.operators["manajer"],
        )
        desk = Desk(self.session, delivery.day, at)
        bookkeeping.grant_opening_stock(
            desk, place, value, office_id=self.company.office_id, shop_id=shop_id
        )

    def _receive(self, delivery: Delivery) -> None:
        self.buyer.receive(delivery, at=local_instant(delivery.place, delivery.day, DELIVERED))

    def _arrivals(self, delivery: Delivery) -> list[Arrival]:
        return [
            Arrival(self.company.products[line.code], Quantity(line.quantity), Money(line.value))
            for line in delivery.lines
        ]

    def _join(self, joining: Joining) -> None:
        person, by = joining.neighbour, self.company.operators["manajer"]
        at = local_instant(BY_CODE[person.shop], joining.on, JOINED)
        member = register.admit(
            self.session,
            Details(
                name=person.name,
                shop_id=self.company.shops[person.shop],
                phone=person.phone,
                card=person.card,
                joined_on=joining.on,
                credit_limit=Money(habits.credit_limit(person.place)),
                **registering.particulars(person),
            ),
            at=at,
            by=by,
        )
        if heir := registering.heir(person):
            household.add_heir(self.session, member, heir, at=at, by=by)
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
        for person in people.neighbours():
            if person.shop != day.place.code or person.place not in self.members:
                continue
            if person.place not in self._paid_pokok:
                self._paid_pokok.add(person.place)
                counter.save(day.at(DUES), person.place, "pokok", habits.POKOK, self.known)
            if day.day.day == habits.wajib_day(person.place):
                counter.save(day.at(DUES), person.place, "wajib", habits.WAJIB, self.known)
            if day.day.day >= habits.BON_DAY:
                counter.pay_bon(day.at(DUES), person.place, self.known)

    def _set_dues(self, day: date, at: datetime) -> None:
        """The founding meeting decided what members pay in."""
        for setting, amount in ((POKOK_AMOUNT, habits.POKOK), (WAJIB_AMOUNT, habits.WAJIB)):
            settings.put(self.session, setting, str(amount), valid_from=day, at=at,
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
