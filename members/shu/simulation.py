"""What rules would do: to the pools, to one member, to the spread of shares, beside other rules
and beside the year before. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.charts import brief
from core.money import ZERO, Money
from members.shu.allocation import Division, MemberShare, by_sides
from members.shu.figures import Earned

MOST_BUCKETS = 10
WHOLE_BAR = 1000


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A pool as it would be, and as it was the year before."""

    code: str
    amount: Money
    before: Money | None
    """None: the year before had no such pool."""

    @property
    def change(self) -> Money:
        return self.amount - (self.before or ZERO)

    @property
    def both(self) -> tuple[int, int]:
        return self.amount.amount, (self.before or ZERO).amount


@dataclass(frozen=True, slots=True)
class MemberEffect:
    """What one member would get, by the rules tried, by the by-laws, and a year before."""

    number: int
    patronage: Money
    capital: Money
    paid: Money
    by_laws: Money
    before: Money | None
    """None: she got nothing the year before."""

    @property
    def change(self) -> Money:
        """Against the by-laws."""
        return self.paid - self.by_laws


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many members get so much, this year and the year before."""

    label: str
    """The least of it."""
    now: int
    before: int

    @property
    def both(self) -> tuple[int, int]:
        return self.now, self.before


@dataclass(frozen=True, slots=True)
class Twin:
    """Two bars under each other, in thousandths of the longest of a plot."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How many members get more, the same or less than by the by-laws."""

    more: int
    same: int
    less: int


@dataclass(frozen=True, slots=True)
class Split:
    """What of a surplus members earned, by one method."""

    method: str
    part: Fraction
    member: Money
    other: Money

    @property
    def points(self) -> int:
        """Basis points of the part, cut off."""
        return int(self.part * 10_000)


def pool_lines(division: Division, before: Mapping[str, Money]) -> Sequence[PoolLine]:
    """Every pool of this division or of the one before."""
    amounts = division.pools.amounts
    codes = dict.fromkeys((*amounts, *before))
    return [PoolLine(code, amounts.get(code, ZERO), before.get(code)) for code in codes]


def member_effects(
    tried: Division, by_laws: Division, before: Mapping[int, Money]
) -> Sequence[MemberEffect]:
    """Everybody, the greatest change first, then the greatest share."""
    shares = {share.number: share for share in tried.shares}
    otherwise = {share.number: share.paid for share in by_laws.shares}
    found = [_effect(number, shares.get(number), otherwise.get(number, ZERO), before.get(number))
             for number in shares.keys() | otherwise.keys()]  # fmt: skip
    return sorted(
        found, key=lambda each: (-abs(each.change.amount), -each.paid.amount, each.number)
    )


def spread(tried: Division, by_laws: Division) -> Spread:
    """Everybody, against the by-laws."""
    paid = {share.number: share.paid for share in by_laws.shares}
    changes = Counter(
        (share.paid > paid.get(share.number, ZERO)) - (share.paid < paid.get(share.number, ZERO))
        for share in tried.shares
    )
    return Spread(changes[1], changes[0], changes[-1])


def histogram(division: Division, before: Iterable[Money] = ()) -> Sequence[Bucket]:
    """How many members get how much, in at most ten steps of a round width."""
    paid = [share.paid.amount for share in division.shares]
    was = [amount.amount for amount in before]
    if not any(paid):
        return ()
    width = _width(max(*paid, *was, 0))
    now, then = (Counter(amount // width for amount in each) for each in (paid, was))
    steps = range(max([*now, *then]) + 1)
    return [Bucket(brief(step * width), now[step], then[step]) for step in steps]


def twins(pairs: Sequence[tuple[int, int]]) -> Sequence[Twin]:
    """The bars of a plot; what is below zero has none."""
    longest = max((value for pair in pairs for value in pair), default=0)
    if longest <= 0:
        return [Twin(0, 0) for _pair in pairs]
    return [Twin(_length(now, longest), _length(before, longest)) for now, before in pairs]


def splits(earned: Earned, fixed: Fraction | None) -> Sequence[Split]:
    """The members' part by every method; by a fixed percent only where there is one."""
    found = [("laba_kotor", by_sides(*earned.gross)), ("penjualan_bersih", by_sides(*earned.net))]
    if fixed is not None:
        found.append(("tetap", fixed))
    whole = max(earned.surplus, ZERO)
    members = ((name, part, Money(int(whole.amount * part))) for name, part in found)
    return [Split(name, part, member, whole - member) for name, part, member in members]


def _effect(
    number: int, share: MemberShare | None, by_laws: Money, before: Money | None
) -> MemberEffect:
    if share is None:
        return MemberEffect(number, ZERO, ZERO, ZERO, by_laws, before)
    return MemberEffect(number, share.patronage, share.capital, share.paid, by_laws, before)


def _length(value: int, longest: int) -> int:
    """Never nothing for something."""
    return -(-max(value, 0) * WHOLE_BAR // longest)


def _width(most: int) -> int:
    """A round width (1, 2 or 5 times a power of ten) with which ten steps hold the greatest."""
    size = 1
    while True:
        for part in (1, 2, 5):
            if most < MOST_BUCKETS * part * size:
                return part * size
        size *= 10
