"""What the visitors of the example buy, and how they pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from core.quantity import MILLI
from pos.demo.diary import ShopDay, Visit
from pos.demo.goods import Goods
from pos.demo.people import Neighbour
from pos.demo.places import Place
from pos.demo.prices import PackKey, PriceBook
from pos.pricing import Ask, price_line

MEMBERS_IN_100 = 58
VISITORS_FROM_ELSEWHERE_IN_100 = 3
ASK_BY_MONEY_IN_100 = 14
BIG_PACK_IN_1000 = 12
STALE_PRICE_IN_100 = 40
_SIZES = {1: 22, 2: 20, 3: 16, 4: 12, 5: 9, 6: 7, 7: 5, 8: 4, 10: 3, 12: 2}
_WEIGHED = {
    "Beras": (1_000, 2_000, 3_000, 5_000, 5_000, 10_000),
    "Telur": (250, 500, 500, 1_000, 1_000),
    "Sayur & buah": (100, 200, 250, 250, 500),
    "": (250, 500, 500, 1_000, 1_000, 2_000),
}
"""Grams or millilitres people ask for, by the beginning of the name or by category."""
_NOTES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of a basket, priced as the till would price it."""

    pack: PackKey
    goods: Goods
    unit_price: int
    quantity: int
    """Thousandths of the pack."""
    amount: int
    asked_amount: int | None

    @property
    def barcode(self) -> str | None:
        return self.goods.packs[self.pack.position].barcode or None

    @property
    def base_quantity(self) -> int:
        """Thousandths of the base unit that leave the shelf."""
        return self.quantity * self.goods.packs[self.pack.position].factor // MILLI


@dataclass(frozen=True, slots=True)
class Basket:
    """What one visitor buys."""

    visit: Visit
    member: Neighbour | None
    lines: tuple[Wanted, ...]
    """Never none."""

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)


class Shoppers:
    """Draws baskets: who comes, what they take, at which price."""

    def __init__(
        self,
        random: Random,
        goods: Sequence[Goods],
        prices: PriceBook,
        members: Sequence[tuple[Neighbour, date]],
    ) -> None:
        self._random = random
        self._prices = prices
        self._goods = [each for each in goods if each.packs[0].price is not None]
        self._demand = list(accumulate(each.demand * 10 or 3 for each in self._goods))
        self._members = members

    def baskets(self, day: ShopDay) -> list[Basket]:
        """What is bought in a shop on a day."""
        return [self._basket(visit) for visit in day.visits]

    def _basket(self, visit: Visit) -> Basket:
        member = self._member(visit)
        size = self._random.choices(list(_SIZES), weights=list(_SIZES.values()))[0]
        chosen = self._random.choices(self._goods, cum_weights=self._demand, k=size)
        known = self._price_day(visit)
        wanted = [
            self._wanted(each, visit.place, on=known, is_member=member is not None)
            for each in dict.fromkeys(chosen)
        ]
        return Basket(visit, member, tuple(wanted))

    def _member(self, visit: Visit) -> Neighbour | None:
        if self._random.randrange(100) >= MEMBERS_IN_100:
            return None
        anywhere = self._random.randrange(100) < VISITORS_FROM_ELSEWHERE_IN_100
        present = [
            member
            for member, joined_on in self._members
            if joined_on <= visit.day and (anywhere or member.shop == visit.place.code)
        ]
        weights = [100 // (5 + place) + 2 for place in range(len(present))]
        return self._random.choices(present, weights=weights)[0] if present else None

    def _price_day(self, visit: Visit) -> date:
        """Early in the morning a till may still sell at yesterday's price."""
        early = visit.at.hour in (23, 0, 1)
        stale = early and self._random.randrange(100) < STALE_PRICE_IN_100
        yesterday = visit.day - timedelta(days=1)
        return yesterday if stale and yesterday >= self._prices.first_day else visit.day

    def _wanted(self, goods: Goods, place: Place, *, on: date, is_member: bool) -> Wanted:
        big = len(goods.packs) > 1 and self._random.randrange(1000) < BIG_PACK_IN_1000
        key = PackKey(goods.code, 1 if big else 0)
        price = self._prices.price(key, place=place, on=on, is_member=is_member)
        if price is None:
            raise LookupError(f"{key} has no price on {on}")
        ask = self._ask(goods, key, price)
        line = price_line(ask, price)
        if line is None:
            raise LookupError(f"{key} cannot be sold for {ask.asked_amount}")
        return Wanted(key, goods, price, line.quantity_milli, line.amount, ask.asked_amount)

    def _ask(self, goods: Goods, key: PackKey, price: int) -> Ask:
        if key.position:
            return Ask(str(key), MILLI)
        if not goods.fractions:
            return Ask(str(key), MILLI * self._random.choice(_pieces(price)))
        if self._random.randrange(100) < ASK_BY_MONEY_IN_100:
            worth = [note for note in _NOTES if price // 20 <= note <= price]
            return Ask(str(key), asked_amount=self._random.choice(worth))
        return Ask(str(key), self._random.choice(_weights_of(goods)))


def given_for(random: Random, due: int) -> int:
    """What a buyer hands over: the exact money, or a round sum in notes."""
    if random.randrange(4) == 0:
        return due
    return random.choice(sorted({-(-due // note) * note for note in _NOTES if note < due * 20}))


def _pieces(price: int) -> tuple[int, ...]:
    if price <= 1_500:
        return (1, 2, 3, 5, 5, 10)
    return (1, 1, 1, 2, 2, 3) if price <= 6_000 else (1, 1, 1, 1, 1, 1, 1, 2)


def _weights_of(goods: Goods) -> tuple[int, ...]:
    for beginning, weights in _WEIGHED.items():
        if (goods.name.startswith(beginning) and beginning) or goods.category == beginning:
            return weights
    return _WEIGHED[""]
