"""What the example's goods cost on which day: the first prices, freight, and changes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from core.quantity import MILLI
from pos.demo.goods import Goods, GoodsPack
from pos.demo.places import PLACES, Place
from pos.price_lists import FOR_ALL, FOR_MEMBERS, PriceRow, unit_price

CHANGES = 26
"""Price changes in the year, each on one pack."""


@dataclass(frozen=True, slots=True)
class PackKey:
    """A pack of the example: the product's code and the pack's place in it."""

    code: str
    position: int

    def __str__(self) -> str:
        return f"{self.code}/{self.position}"


@dataclass(frozen=True, slots=True)
class PriceSet:
    """Somebody sets a price that holds from a day on."""

    pack: PackKey
    list: str
    shop: str | None
    """A shop's code; None: all shops."""
    amount: int
    valid_from: date


class PriceBook:
    """Every price of the year; answers like the till would."""

    def __init__(self, prices: list[PriceSet]) -> None:
        self.prices = prices
        self.first_day = min(price.valid_from for price in prices)
        self._rows: dict[PackKey, list[PriceRow]] = {}
        for price in sorted(prices, key=lambda price: price.valid_from):
            rows = self._rows.setdefault(price.pack, [])
            rows.append(_row(price))

    def price(self, pack: PackKey, *, place: Place, on: date, is_member: bool) -> int | None:
        """What a pack costs this buyer; None while it has no price."""
        rows = self._rows.get(pack, [])
        return unit_price(rows, shop=place.code, on=on, is_member=is_member)


def draw_prices(random: Random, goods: tuple[Goods, ...], days: list[date]) -> PriceBook:
    """First prices for everything, dearer packs where freight is paid, and some changes."""
    prices = [price for each in goods for price in _first_prices(each, days[0])]
    wanted = [each for each in goods if each.packs[0].price and each.demand >= 4]
    for each in random.sample(wanted, CHANGES):
        day = days[0] + timedelta(days=random.randrange(30, len(days) - 5))
        prices += _changed(each, per_cent=random.choice((-5, 3, 4, 5, 6, 8)), day=day)
    return PriceBook(prices)


def _first_prices(goods: Goods, day: date) -> list[PriceSet]:
    prices = []
    for position, pack in enumerate(goods.packs):
        key = PackKey(goods.code, position)
        if pack.price is not None:
            prices.append(PriceSet(key, FOR_ALL, None, pack.price, day))
            prices += _island_prices(goods, key, pack, day)
        if pack.member_price is not None:
            prices.append(PriceSet(key, FOR_MEMBERS, None, pack.member_price, day))
    return prices


def _island_prices(goods: Goods, key: PackKey, pack: GoodsPack, day: date) -> list[PriceSet]:
    """Whoever pays freight sells dearer, to members too."""
    if not goods.comes_from_far or pack.price is None or pack.price < 2_500:
        return []
    rows = []
    for place in PLACES:
        extra = place.dearer * pack.factor // MILLI
        if extra:
            rows.append(PriceSet(key, FOR_ALL, place.code, pack.price + extra, day))
            if pack.member_price is not None:
                member = pack.member_price + extra
                rows.append(PriceSet(key, FOR_MEMBERS, place.code, member, day))
    return rows


def _changed(goods: Goods, *, per_cent: int, day: date) -> list[PriceSet]:
    """A new price of the base unit for everybody in all shops, and for members if they have one."""
    key = PackKey(goods.code, 0)
    pack = goods.packs[0]
    price = _changed_amount(pack.price or 0, per_cent)
    changed = [PriceSet(key, FOR_ALL, None, price, day)]
    if pack.member_price is not None:
        changed.append(PriceSet(key, FOR_MEMBERS, None, price * 97 // 100 // 100 * 100, day))
    return changed


def _changed_amount(price: int, per_cent: int) -> int:
    """Up or down by about so many per cent, in coins people have, and never not at all."""
    coin = 100 if price < 5_000 else 500
    moved = (price * (100 + per_cent) // 100 + coin // 2) // coin * coin
    return moved if moved != price else price + (coin if per_cent > 0 else -coin)


def _row(price: PriceSet) -> PriceRow:
    return PriceRow(str(price.pack), price.list, price.shop, price.amount, price.valid_from, None)
