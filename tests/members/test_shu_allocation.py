"""The division of a surplus: worked cases of the textbooks, and what must hold for every case."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.money import ZERO, Money, total
from members.shu.allocation import (
    Basis,
    Division,
    Leavers,
    Plan,
    Policy,
    PolicyLine,
    Weights,
    by_sides,
    divide,
    fixed_part,
    percent,
    pools,
    share_out,
)

ALL_RESERVES = Policy((PolicyLine("cadangan", 10_000),))
DEFAULT = Policy(
    (
        PolicyLine("cadangan", 3_000),
        PolicyLine("jasa_usaha", 2_500, Basis.PATRONAGE),
        PolicyLine("jasa_modal", 2_000, Basis.CAPITAL),
        PolicyLine("pengurus", 1_000),
        PolicyLine("karyawan", 500),
        PolicyLine("pendidikan", 500),
        PolicyLine("sosial", 500),
    )
)


def policy(usaha: int, modal: int) -> Policy:
    """Jasa usaha and modal in percent, the rest to the reserves."""
    return Policy(
        (
            PolicyLine("cadangan", 10_000 - 100 * (usaha + modal)),
            PolicyLine("jasa_usaha", 100 * usaha, Basis.PATRONAGE),
            PolicyLine("jasa_modal", 100 * modal, Basis.CAPITAL),
        )
    )


def plan(member: Policy = DEFAULT, **more: Any) -> Plan:
    return Plan(member, more.pop("other", ALL_RESERVES), "cadangan", **more)


def shares(division: Division) -> dict[int, tuple[int, int, int]]:
    return {
        s.number: (s.patronage.amount, s.capital.amount, s.paid.amount) for s in division.shares
    }


@pytest.mark.parametrize(
    ("surplus", "part", "usaha", "modal", "member", "others", "expected"),
    [
        pytest.param(2_000_000, 1, 30, 20, (1_000_000, 500_000), (14_000_000, 9_500_000),
                     (40_000, 20_000), id="Widya"),
        pytest.param(80_000_000, 1, 50, 20, (20_000_000, 10_000_000), (180_000_000, 90_000_000),
                     (4_000_000, 1_600_000), id="Khairul"),
        # 57.692,31 before rounding; her remainder is smaller than that of the other savers.
        pytest.param(30_000_000, Fraction(1, 2), 25, 25, (600_000, 1_000_000),
                     (24_400_000, 64_000_000), (90_000, 57_692), id="Yusuf"),
    ],
)  # fmt: skip
def test_the_textbooks(
    surplus: int,
    part: Fraction,
    usaha: int,
    modal: int,
    member: tuple[int, int],
    others: tuple[int, int],
    expected: tuple[int, int],
) -> None:
    everybody = [Weights(1, *member), Weights(2, *others)]
    division = divide(Money(surplus), Fraction(part), plan(policy(usaha, modal)), everybody)
    assert shares(division)[1] == (*expected, sum(expected))


def test_three_equal_savers_share_a_pool_that_three_does_not_divide() -> None:
    assert share_out(Money(17_720_000), {3: 5, 1: 5, 2: 5}) == {
        1: Money(5_906_667), 2: Money(5_906_667), 3: Money(5_906_666),
    }  # fmt: skip


def test_every_pool_is_rounded_down_and_the_rests_go_to_the_reserves() -> None:
    weights = {Basis.PATRONAGE: 1, Basis.CAPITAL: 1}
    divided = pools(Money(1_000_003), Fraction(2, 3), plan(), weights)
    assert (divided.member_surplus, divided.other_surplus) == (Money(666_668), Money(333_335))
    assert {code: amount.amount for code, amount in divided.amounts.items()} == {
        "cadangan": 200_000 + 333_335 + 3,
        "jasa_usaha": 166_667,
        "jasa_modal": 133_333,
        "pengurus": 66_666,
        "karyawan": 33_333,
        "pendidikan": 33_333,
        "sosial": 33_333,
    }


def test_a_pool_that_nobody_has_a_weight_in_goes_to_the_reserves() -> None:
    division = divide(Money(1_000), Fraction(1), plan(policy(50, 50)), [Weights(1, 0, 10)])
    assert shares(division) == {1: (0, 500, 500)}
    assert division.pools.amounts["cadangan"] == Money(500)


@pytest.mark.parametrize(
    ("leavers", "expected"),
    [
        (Leavers.PRORATA, {1: (250, 250, 500), 2: (250, 250, 500)}),
        (Leavers.NOTHING, {1: (500, 500, 1_000), 2: (0, 0, 0)}),
        (Leavers.PATRONAGE_ONLY, {1: (250, 500, 750), 2: (250, 0, 250)}),
    ],
)
def test_those_who_left(leavers: Leavers, expected: dict[int, tuple[int, int, int]]) -> None:
    members = [Weights(2, 10, 10, left=True), Weights(1, 10, 10)]
    division = divide(Money(1_000), Fraction(1), plan(policy(50, 50), leavers=leavers), members)
    assert shares(division) == expected


def test_what_is_paid_is_rounded_down_and_the_rest_is_named() -> None:
    members = [Weights(number, 1, 0) for number in (1, 2, 3)]
    division = divide(Money(10_000), Fraction(1), plan(policy(100, 0), payout_unit=500), members)
    assert [share.paid.amount for share in division.shares] == [3_000, 3_000, 3_000]
    assert division.payout_remainder == Money(1_000)


@pytest.mark.parametrize("surplus", [0, -1, -(10**9)])
def test_a_deficit_is_not_divided(surplus: int) -> None:
    division = divide(Money(surplus), Fraction(1), plan(), [Weights(1, 5, 5)])
    assert set(division.pools.amounts.values()) == {ZERO}
    assert shares(division) == {1: (0, 0, 0)}


@pytest.mark.parametrize(
    ("member", "other", "part"),
    [
        (30_000_000, 18_000_000, Fraction(5, 8)),
        (-5, 10, Fraction(0)),
        (10, -5, Fraction(1)),
        (0, 0, Fraction(0)),
        (-1, -1, Fraction(0)),
    ],
)
def test_who_earned_it(member: int, other: int, part: Fraction) -> None:
    assert by_sides(Money(member), Money(other)) == part


@pytest.mark.parametrize("points", [-1, 10_001])
def test_a_fixed_part_is_within_the_whole(points: int) -> None:
    with pytest.raises(InvalidInput, match=r"antara 0 dan 10\.000"):
        fixed_part(points)


@pytest.mark.parametrize(
    "points", [[3_000, 2_500, 2_000, 1_000, 500, 500, 1_000], [9_999], [], [11_000, -1_000]]
)
def test_a_policy_is_exactly_the_whole(points: list[int]) -> None:
    with pytest.raises(InvalidInput):
        Policy(tuple(PolicyLine(f"dana_{n}", each) for n, each in enumerate(points)))


def test_a_pool_is_named_once() -> None:
    with pytest.raises(InvalidInput, match="dana dua kali"):
        Policy((PolicyLine("dana", 5_000), PolicyLine("dana", 5_000)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"other": policy(50, 50)},
        {"other": Policy((PolicyLine("jasa_usaha", 10_000),))},
        {"member": policy(100, 0), "other": Policy((PolicyLine("sosial", 10_000),)), "to": "dana"},
        {"to": "jasa_usaha"},
        {"payout_unit": 0},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    to = wrong.pop("to", "cadangan")
    with pytest.raises(InvalidInput):
        Plan(wrong.pop("member", DEFAULT), wrong.pop("other", ALL_RESERVES), to, **wrong)


def test_a_member_is_counted_once() -> None:
    with pytest.raises(InvalidInput, match="Nomor anggota 7 ada dua kali"):
        divide(Money(1), Fraction(1), plan(), [Weights(n, 1, 1) for n in (3, 7, 7)])


@pytest.mark.parametrize(("points", "said"), [(1_250, "12,5"), (3_000, "30"), (5, "0,05")])
def test_points_are_said_in_percent(points: int, said: str) -> None:
    assert percent(points) == said


AMOUNTS = st.integers(-(10**6), 10**13)
MEMBERS = st.lists(
    st.builds(Weights, st.integers(1, 10**6), AMOUNTS, AMOUNTS, st.booleans()),
    max_size=30,
    unique_by=lambda member: member.number,
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=2, max_size=6)))
    points = [b - a for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    names = ["cadangan", "jasa_usaha", "jasa_modal", *(f"dana_{n}" for n in range(4))]
    bases = {"jasa_usaha": Basis.PATRONAGE, "jasa_modal": Basis.CAPITAL}
    return Policy(
        tuple(PolicyLine(n, p, bases.get(n)) for n, p in zip(names, points, strict=False))
    )


PLANS = st.builds(
    plan,
    policies(),
    leavers=st.sampled_from(Leavers),
    payout_unit=st.sampled_from([1, 100, 500, 1_000]),
)
PARTS = st.fractions(0, 1, max_denominator=10**9)


@given(AMOUNTS, PARTS, PLANS, MEMBERS)
def test_nothing_is_lost(surplus: int, part: Fraction, plan: Plan, members: list[Weights]) -> None:
    division = divide(Money(surplus), part, plan, members)
    amounts = division.pools.amounts
    assert total(amounts.values()) == Money(max(surplus, 0))
    assert total(share.patronage for share in division.shares) == amounts["jasa_usaha"]
    shared_out = total(share.capital for share in division.shares)
    assert shared_out == amounts.get("jasa_modal", ZERO)
    assert [share.number for share in division.shares] == sorted(m.number for m in members)
    assert all(ZERO <= s.paid <= s.patronage + s.capital for s in division.shares)


@given(AMOUNTS, PARTS, PLANS, MEMBERS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_says_nothing(
    surplus: int, part: Fraction, plan: Plan, members: list[Weights], random: Any
) -> None:
    shuffled = random.sample(members, len(members))
    once = divide(Money(surplus), part, plan, members)
    assert divide(Money(surplus), part, plan, shuffled) == once


@settings(max_examples=50)
@given(AMOUNTS, PLANS, MEMBERS, st.integers(1, 366))
def test_only_the_proportion_of_the_weights_counts(
    surplus: int, plan: Plan, members: list[Weights], times: int
) -> None:
    scaled = [Weights(m.number, m.patronage * times, m.capital * times, m.left) for m in members]
    once = divide(Money(surplus), Fraction(1), plan, members)
    assert divide(Money(surplus), Fraction(1), plan, scaled) == once
