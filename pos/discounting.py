"""What promotions and discounts take off goods. Pure; static/pos/till/discounting.js is its twin.

A unit of goods takes part in one promotion at most. Sets (n for a price, buy n get m, any n of a
group) use up whole units first, the set that saves most per unit before the others; what is left
takes the best promotion on single units. Between equals the lower id stands. Why: docs/adr/0009.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.money import Money, allocate
from core.quantity import MILLI
from inventory.models import PromotionKind
from pos.rounding import half_up

WHOLE = 10_000
"""All of it, in basis points."""

_ON_UNITS = (PromotionKind.PERCENT, PromotionKind.AMOUNT, PromotionKind.PRICE)


@dataclass(frozen=True, slots=True)
class Promotion:
    """What some packs cost less for some days, in a shop or all (``shop`` None)."""

    id: str
    kind: str
    """A ``PromotionKind``."""
    packs: frozenset[str]
    shop: str | None
    for_members: bool
    """True: for members only."""
    valid_from: date
    valid_to: date | None
    """The last day it holds; None for ever."""
    percent: int = 0
    """Basis points off the price of a unit."""
    amount: int = 0
    """Rupiah: off a unit, of a unit, or for a set."""
    count: int = 0
    """Units in a set; those paid for where more are given."""
    free: int = 0
    """Units given on top of ``count``."""

    def __post_init__(self) -> None:
        if not (0 <= self.percent <= WHOLE and self.amount >= 0 and self.free >= 0):
            raise ValueError(f"a promotion takes off what there is: {self}")
        is_gift = PromotionKind(self.kind) is PromotionKind.BUY_GET
        if (self.kind not in _ON_UNITS and self.count < 1) or (self.free > 0) is not is_gift:
            raise ValueError(f"a set has units, and only gifts are free: {self}")

    def holds(self, shop: str, on: date, *, is_member: bool) -> bool:
        """Whether this buyer may have it here and today."""
        return (
            self.shop in (None, shop)
            and (is_member or not self.for_members)
            and self.valid_from <= on
            and (self.valid_to is None or on <= self.valid_to)
        )

    def off_a_unit(self, price: int) -> int:
        """What it takes off one unit of that price; zero for sets."""
        if self.kind == PromotionKind.PERCENT:
            return half_up(price * self.percent, WHOLE)
        if self.kind == PromotionKind.AMOUNT:
            return min(self.amount, price)
        return max(price - self.amount, 0) if self.kind == PromotionKind.PRICE else 0


@dataclass(frozen=True, slots=True)
class Discount:
    """What a person takes off: a part in basis points, or an amount."""

    percent: int | None = None
    amount: int | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.amount is None):
            raise ValueError("a discount is a percentage or an amount")
        if not (0 <= (self.percent or 0) <= WHOLE and (self.amount or 0) >= 0):
            raise ValueError(f"a discount takes off what there is: {self}")

    def off(self, amount: int) -> int:
        """Rupiah taken off that amount, never more than all of it."""
        if self.percent is not None:
            return half_up(amount * self.percent, WHOLE)
        return min(self.amount or 0, amount)


@dataclass(slots=True)
class Promotable:
    """Goods of one line while promotions are dealt out to them."""

    pack_id: str
    price: int
    quantity_milli: int
    rest: int = 0
    """Thousandths that no set has used up."""
    off: int = 0
    """What the best promotion on single units takes off each."""
    single: str = ""
    """Its id."""
    given: dict[str, int] = field(default_factory=dict)
    """Rupiah by promotion."""
    groups: list[_Group] = field(default_factory=list)
    """Where its units may go into sets."""

    @property
    def whole(self) -> int:
        """Units left; a part of one never takes part in a set."""
        return self.rest // MILLI

    def use_up(self, units: int) -> None:
        """Units that went into sets go into no other."""
        self.rest -= units * MILLI
        for group in self.groups:
            group.is_known = False

    def give(self, promotion_id: str, amount: int) -> None:
        """Note what a promotion takes off."""
        if amount:
            self.given[promotion_id] = self.given.get(promotion_id, 0) + amount

    @property
    def discount(self) -> int:
        return sum(self.given.values())

    @property
    def promotion(self) -> str | None:
        """The one that gave most; the lower id between equals."""
        return min(self.given, key=lambda id_: (-self.given[id_], id_), default=None)


def promote(lines: Sequence[Promotable], promotions: Sequence[Promotion]) -> None:
    """Deal promotions out to lines; those given hold for this buyer, here and today."""
    ordered = sorted(promotions, key=lambda promotion: promotion.id)
    for line in lines:
        line.rest = line.quantity_milli
        for promotion in ordered:
            off = promotion.off_a_unit(line.price) if line.pack_id in promotion.packs else 0
            if off > line.off:
                line.off, line.single = off, promotion.id
    groups = [
        group
        for promotion in ordered
        if promotion.kind not in _ON_UNITS
        for group in _groups(lines, promotion)
    ]
    while (best := _best_set(groups)) is not None:
        best.take()
    for line in lines:
        before = half_up(line.price * line.rest, MILLI)
        line.give(line.single, before - half_up((line.price - line.off) * line.rest, MILLI))


@dataclass(frozen=True, slots=True)
class _Set:
    """Units that one promotion would sell together, and how often."""

    promotion_id: str
    parts: tuple[tuple[Promotable, int], ...]
    """Lines, and how many units of each are in one set."""
    times: int
    price: int
    """Of one set."""

    @property
    def size(self) -> int:
        return sum(units for _line, units in self.parts)

    @property
    def saving(self) -> int:
        """Of one set, against what its units would cost without it."""
        return sum(units * (line.price - line.off) for line, units in self.parts) - self.price

    def saves_more_than(self, other: _Set | None) -> bool:
        """More per unit, and anything at all."""
        if other is None:
            return self.saving > 0
        return self.saving * other.size > other.saving * self.size

    def take(self) -> None:
        """Use the units up; what is taken off is shared by what they would have cost."""
        worth = [units * line.price for line, units in self.parts]
        shares = allocate(Money(sum(worth) - self.price), worth)
        for (line, units), share in zip(self.parts, shares, strict=True):
            line.use_up(units * self.times)
            line.give(self.promotion_id, share.amount * self.times)


@dataclass(slots=True)
class _Group:
    """Lines whose units one promotion may sell together, and the next set of them."""

    promotion: Promotion
    lines: Sequence[Promotable]
    """The dearest first, so that the order of scanning does not change the price."""
    price: int
    """Of one set."""
    is_known: bool = False
    """Whether ``found`` is still what can be found."""
    found: _Set | None = None

    def next_set(self) -> _Set | None:
        if not self.is_known:
            self.found, self.is_known = self._find(), True
        return self.found

    def _find(self) -> _Set | None:
        """Sets of one line alone are taken all at once: a thousand pieces are no thousand steps."""
        size = self.promotion.count + self.promotion.free
        able = [line for line in self.lines if line.whole]
        if able and able[0].whole >= size:
            times = able[0].whole // size
            return _Set(self.promotion.id, ((able[0], size),), times, self.price)
        if sum(line.whole for line in able) < size:
            return None
        return _Set(self.promotion.id, tuple(_first_units(able, size)), 1, self.price)


def _best_set(groups: Sequence[_Group]) -> _Set | None:
    best: _Set | None = None
    for group in groups:
        found = group.next_set()
        if found is not None and found.saves_more_than(best):
            best = found
    return best


def _groups(lines: Sequence[Promotable], promotion: Promotion) -> Iterator[_Group]:
    """The lines a promotion sells together: all its packs in a mix, else each pack alone."""
    able = [line for line in lines if line.whole and line.pack_id in promotion.packs]
    if promotion.kind == PromotionKind.MIX:
        yield _grouped(promotion, able, promotion.amount)
        return
    for pack_id in dict.fromkeys(line.pack_id for line in able):
        own = [line for line in able if line.pack_id == pack_id]
        is_gift = promotion.kind == PromotionKind.BUY_GET
        price = promotion.count * own[0].price if is_gift else promotion.amount
        yield _grouped(promotion, own, price)


def _grouped(promotion: Promotion, able: Sequence[Promotable], price: int) -> _Group:
    group = _Group(promotion, sorted(able, key=lambda line: line.off - line.price), price)
    for line in able:
        line.groups.append(group)
    return group


def _first_units(lines: Sequence[Promotable], wanted: int) -> Iterator[tuple[Promotable, int]]:
    for line in lines:
        units = min(line.whole, wanted)
        wanted -= units
        if units:
            yield line, units
