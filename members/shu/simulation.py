"""What rules would do: to the pools, to one member, to the spread of shares, beside other rules
and beside the year before. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.charts import brief
from core.money import ZERO, Money
from members.shu.allocation import Division, MemberShare, by_sides
from members.shu.figures import Earned

MOST_BUCKETS = 10


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


@dataclass(frozen=True, slots=True)
class MemberEffect:
    """What one member would get, by the rules tried, by the by-laws, and a year before."""

    number: int
    share: MemberShare
    by_laws: Money
    before: Money | None

    @property
    def change(self) -> Money:
        """Against the by-laws."""
        return self.share.paid - self.by_laws


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


def share_of(division: Division, number: int) -> MemberShare | None:
    """One member's share; None for somebody without any."""
    return next((share for share in division.shares if share.number == number), None)


def spread(tried: Division, by_laws: Division) -> Spread:
    """Everybody, against the by-laws."""
    paid = {share.number: share.paid for share in by_laws.shares}
    changes = Counter(
        (share.paid > paid.get(share.number, ZERO)) - (share.paid < paid.get(share.number, ZERO))
        for share in tried.shares
    )
    return Spread(changes[1], changes[0], changes[-1])


def histogram(division: Division) -> Sequence[tuple[str, int]]:
    """How many members get how much, in at most ten steps of a round width."""
    paid = [share.paid.amount for share in division.shares]
    if not any(paid):
        return ()
    width = _width(max(paid))
    counts = Counter(amount // width for amount in paid)
    return [(brief(step * width), counts[step]) for step in range(max(counts) + 1)]


def splits(earned: Earned, fixed: Fraction | None) -> Sequence[Split]:
    """The members' part by every method; by a fixed percent only where there is one."""
    found = [("laba_kotor", by_sides(*earned.gross)), ("penjualan_bersih", by_sides(*earned.net))]
    if fixed is not None:
        found.append(("tetap", fixed))
    whole = max(earned.surplus, ZERO)
    members = ((name, part, Money(int(whole.amount * part))) for name, part in found)
    return [Split(name, part, member, whole - member) for name, part, member in members]


def _width(most: int) -> int:
    """A round width (1, 2 or 5 times a power of ten) with which ten steps hold the greatest."""
    size = 1
    while True:
        for part in (1, 2, 5):
            if most < MOST_BUCKETS * part * size:
                return part * size
        size *= 10
