"""How a year's surplus is divided (domain §3). Pure, exact, in whole rupiah.

The surplus is split into what members and what others earned; each side has a policy of basis
points that names its pools. Every pool is rounded down and what rounding leaves goes to one named
pool, so the pools always add up to the surplus. Pools with a basis belong to the members, by what
they bought or by what they own; those are shared out by largest remainder, ties to the lower
member number, so the shares always add up to the pool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.errors import InvalidInput
from core.i18n import _
from core.money import ZERO, Money, allocate, total

WHOLE = 10_000
"""Basis points in one side of the surplus."""


def percent(points: int) -> str:
    """Basis points as a meeting says them: 1250 is ``12,5``."""
    whole, rest = divmod(points, WHOLE // 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


class Basis(StrEnum):
    """By what a pool is shared among the members."""

    PATRONAGE = "patronage"
    """Jasa usaha: by eligible purchases."""
    CAPITAL = "capital"
    """Jasa modal: by share money."""


class Leavers(StrEnum):
    """What members get who left in the year."""

    PRORATA = "prorata"
    """By their weights, like everybody."""
    NOTHING = "nothing"
    PATRONAGE_ONLY = "patronage_only"


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A part of one side of the surplus."""

    code: str
    points: int
    """Basis points of the side."""
    basis: Basis | None = None
    """None: a reserve or fund, not shared among the members."""
    cap: Money | None = None
    """What the pool holds at most; what is over goes where the rests go. None: no limit."""

    def __str__(self) -> str:
        return f"{self.code} {percent(self.points)}"


@dataclass(frozen=True, slots=True)
class Policy:
    """How one side of the surplus is divided; refuses what is not exactly 10,000 basis points."""

    lines: tuple[PolicyLine, ...]

    def __post_init__(self) -> None:
        codes = [line.code for line in self.lines]
        if twice := {code for code in codes if codes.count(code) > 1}:
            raise InvalidInput(_("Pembagian SHU menyebut %(code)s dua kali.", code=min(twice)))
        if any(line.points < 0 or (line.cap or ZERO) < ZERO for line in self.lines):
            raise InvalidInput(_("Bagian SHU tidak boleh negatif."))
        points = sum(line.points for line in self.lines)
        if points != WHOLE:
            raise InvalidInput(
                _("Pembagian SHU berjumlah %(points)s basis poin, harus tepat 10.000 (100%%).",
                  points=points)
            )  # fmt: skip

    def __str__(self) -> str:
        return ", ".join(map(str, self.lines))


def nested(points: int, parts: Mapping[str, int]) -> Mapping[str, int]:
    """The parts of a part: what the meeting gives the members, multiplied out to the whole side.

    ``points`` of the side, ``parts`` in basis points of those. Raises InvalidInput when they are
    not all of it, or when one is no whole basis point of the side.
    """
    if sum(parts.values()) != WHOLE:
        raise InvalidInput(_("Bagian di dalam kurung harus berjumlah tepat 100%%."))
    flat = {code: Fraction(points * part, WHOLE) for code, part in parts.items()}
    for code, part in flat.items():
        if part.denominator != 1:
            raise InvalidInput(
                _("%(code)s menjadi %(percent)s%% dari seluruhnya, lebih halus dari seperseratus "
                  "persen. Bulatkan bagiannya.",
                  code=code, percent=_finely(part))
            )  # fmt: skip
    return {code: int(part) for code, part in flat.items()}


def _finely(points: Fraction) -> str:
    """Basis points in percent with four places: finer than a policy may be."""
    whole, rest = divmod(int(points * 100), WHOLE)
    return f"{whole},{rest:04d}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the meeting decided of one year's surplus."""

    member: Policy
    """Divides what members earned."""
    other: Policy
    """Divides what others earned; nothing of it goes to members."""
    remainder_to: str
    """The pool that takes what rounding leaves, and pools that nobody has a weight in."""
    leavers: Leavers = Leavers.PRORATA
    payout_unit: int = 1
    """What is paid to a member is rounded down to this coin, in rupiah."""

    def __post_init__(self) -> None:
        shared = {line.code for line in self.member.lines if line.basis}
        if self.remainder_to not in set(self.codes()) - shared:
            raise InvalidInput(
                _("Sisa pembulatan harus masuk ke salah satu dana yang disebut, bukan %(code)s.",
                  code=self.remainder_to)
            )  # fmt: skip
        if any(line.basis or line.code in shared for line in self.other.lines):
            raise InvalidInput(_("Bagian non-anggota tidak dibagikan kepada anggota."))
        if self.payout_unit < 1:
            raise InvalidInput(_("Pembulatan pembayaran paling kecil Rp1."))

    def codes(self) -> Iterable[str]:
        """Every pool once, those of the members' side first."""
        return dict.fromkeys(line.code for line in (*self.member.lines, *self.other.lines))


def by_sides(member: Money, other: Money) -> Fraction:
    """Which part of the surplus members earned, by gross profit or net sales of both sides.

    A negative side counts nothing; when neither earned anything all of it is the others'.
    """
    earned, elsewhere = max(member.amount, 0), max(other.amount, 0)
    return Fraction(earned, earned + elsewhere) if earned else Fraction(0)


def fixed_part(points: int) -> Fraction:
    """The part of the surplus that the meeting calls the members', from basis points."""
    if not 0 <= points <= WHOLE:
        raise InvalidInput(_("Bagian anggota harus antara 0 dan 10.000 basis poin."))
    return Fraction(points, WHOLE)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a member's shares are measured by; below zero counts as nothing."""

    number: int
    patronage: int
    """Eligible net purchases of the year, in rupiah."""
    capital: int
    """Share money by days, months or as it closed; only the proportion matters."""
    left: bool = False
    """Stopped being a member in the year."""

    def under(self, leavers: Leavers) -> Mapping[Basis, int]:
        """The weights that count, by the policy for those who left."""
        bought, owns = max(self.patronage, 0), max(self.capital, 0)
        if self.left and leavers is not Leavers.PRORATA:
            bought = bought if leavers is Leavers.PATRONAGE_ONLY else 0
            owns = 0
        return {Basis.PATRONAGE: bought, Basis.CAPITAL: owns}


@dataclass(frozen=True, slots=True)
class Pools:
    """A surplus in its parts; ``amounts`` has every code of both policies and adds up to it."""

    member_surplus: Money
    other_surplus: Money
    amounts: Mapping[str, Money]


def pools(surplus: Money, member_part: Fraction, plan: Plan, weights: Mapping[Basis, int]) -> Pools:
    """Divide a surplus into pools; ``weights`` are the sums over all members.

    A deficit divides into nothing. A pool without any weight goes where the rests go.
    """
    whole = max(surplus, ZERO)
    of_members = Money(int(whole.amount * member_part))
    of_others = whole - of_members
    amounts = dict.fromkeys(plan.codes(), ZERO)
    for side, policy in ((of_members, plan.member), (of_others, plan.other)):
        for line in policy.lines:
            if line.basis is None or weights[line.basis]:
                part = Money(side.amount * line.points // WHOLE)
                amounts[line.code] += part if line.cap is None else min(part, line.cap)
    amounts[plan.remainder_to] += whole - total(amounts.values())
    return Pools(of_members, of_others, amounts)


def share_out(pool: Money, weights: Mapping[int, int]) -> Mapping[int, Money]:
    """Split a pool by weight in whole rupiah; the parts always add up to the pool.

    By member number; largest remainder, ties to the lower number. An empty pool gives nothing
    to everybody, also when nobody has a weight.
    """
    numbers = sorted(weights)
    if not pool:
        return dict.fromkeys(numbers, ZERO)
    parts = allocate(pool, [weights[number] for number in numbers])
    return dict(zip(numbers, parts, strict=True))


@dataclass(frozen=True, slots=True)
class MemberShare:
    """What a member gets of the surplus."""

    number: int
    patronage: Money
    """Jasa usaha, exact."""
    capital: Money
    """Jasa modal, exact."""
    paid: Money
    """Their sum, rounded down to the payout unit."""


@dataclass(frozen=True, slots=True)
class Division:
    """A surplus divided down to the last rupiah."""

    pools: Pools
    shares: tuple[MemberShare, ...]
    """Everybody's, by number; Σ patronage and Σ capital are their pools."""

    @property
    def payout_remainder(self) -> Money:
        """What the rounding of what is paid leaves over all members."""
        return total(share.patronage + share.capital - share.paid for share in self.shares)


def divide(
    surplus: Money, member_part: Fraction, plan: Plan, members: Sequence[Weights]
) -> Division:
    """Divide a surplus among pools and members. Raises InvalidInput for a number given twice."""
    counted = {member.number: member.under(plan.leavers) for member in members}
    if len(counted) != len(members):
        raise InvalidInput(_("Nomor anggota %(number)s ada dua kali.", number=_twice(members)))
    weights = {basis: {n: of[basis] for n, of in counted.items()} for basis in Basis}
    sums = {basis: sum(of.values()) for basis, of in weights.items()}
    divided = pools(surplus, member_part, plan, sums)
    shares = {basis: _shares(basis, plan, divided, weights[basis]) for basis in Basis}
    return Division(
        divided,
        tuple(
            _share(number, shares[Basis.PATRONAGE][number], shares[Basis.CAPITAL][number], plan)
            for number in sorted(counted)
        ),
    )


def _shares(
    basis: Basis, plan: Plan, divided: Pools, weights: Mapping[int, int]
) -> Mapping[int, Money]:
    """What each gets of all pools of a basis; of one alone, as is usual, that pool's shares."""
    pool = [divided.amounts[line.code] for line in plan.member.lines if line.basis is basis]
    shared = [share_out(amount, weights) for amount in pool]
    if len(shared) == 1:
        return shared[0]
    return {number: total(each[number] for each in shared) for number in weights}


def _share(number: int, patronage: Money, capital: Money, plan: Plan) -> MemberShare:
    exact = patronage + capital
    if plan.payout_unit == 1:
        return MemberShare(number, patronage, capital, exact)
    paid = Money(exact.amount // plan.payout_unit * plan.payout_unit)
    return MemberShare(number, patronage, capital, paid)


def _twice(members: Iterable[Weights]) -> int:
    return Counter(member.number for member in members).most_common(1)[0][0]
