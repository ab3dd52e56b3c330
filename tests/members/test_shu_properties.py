"""What holds for every case that anybody can write, whatever is in it, down to the last byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.ids import MemberId, new_id
from core.money import Money
from members.shu.allocation import Leavers, Weights
from members.shu.capital import CapitalBasis
from members.shu.case import divided, read_plan
from members.shu.inputs import Inputs, Rules, Weighed, thawed
from members.shu.settings import MemberPart

Case = dict[str, Any]
AMOUNTS = st.integers(-(10**6), 10**12)
FUNDS = ("cadangan", "pengurus", "sosial", "pendidikan")


@st.composite
def points(draw: st.DrawFn, count: int) -> list[int]:
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=count - 1, max_size=count - 1)))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]


@st.composite
def policies(draw: st.DrawFn) -> list[Mapping[str, Any]]:
    first, usaha, modal, *rest = draw(points(6))
    cap = {"cap": draw(st.integers(0, 10**9))} if draw(st.booleans()) else {}
    lines: list[dict[str, Any]] = [
        {"code": "cadangan", "bp": first},
        {"code": "jasa_usaha", "bp": usaha, "basis": "patronage"},
        {"code": "jasa_modal", "bp": modal, "basis": "capital"} | cap,
        *({"code": code, "bp": bp} for code, bp in zip(FUNDS[1:], rest, strict=True)),
    ]
    return draw(st.permutations(lines))


@st.composite
def others(draw: st.DrawFn) -> list[Mapping[str, Any]]:
    return [{"code": code, "bp": bp} for code, bp in zip(FUNDS, draw(points(4)), strict=True)]


PARTS = st.one_of(
    st.builds(lambda bp: {"method": "fixed", "bp": bp}, st.integers(0, 10_000)),
    st.builds(
        lambda method, member, other: {"method": method, "member": member, "other": other},
        st.sampled_from(["gross_profit", "net_sales"]), AMOUNTS, AMOUNTS,
    ),
)  # fmt: skip
MEMBERS = st.lists(
    st.fixed_dictionaries({
        "number": st.integers(1, 10**6), "patronage": AMOUNTS, "capital": AMOUNTS,
        "left": st.booleans(),
    }),
    max_size=25, unique_by=lambda member: member["number"],
)  # fmt: skip
CASES = st.fixed_dictionaries({
    "surplus": st.integers(-(10**9), 10**12), "member_part": PARTS, "policy": policies(),
    "other_policy": others(), "remainder_to": st.sampled_from(FUNDS),
    "leavers": st.sampled_from([each.value for each in Leavers]),
    "payout_unit": st.sampled_from([1, 100, 500, 1_000]), "members": MEMBERS,
})  # fmt: skip


def bytes_of(case: Case) -> str:
    """What ``lumbung shu compute`` prints."""
    return json.dumps(divided(case), ensure_ascii=False)


@given(CASES)
def test_pools_are_the_surplus_and_shares_their_pools(case: Case) -> None:
    answer = divided(case)
    assert sum(answer["pools"].values()) == max(case["surplus"], 0)
    assert answer["member_surplus"] + answer["other_surplus"] == max(case["surplus"], 0)
    for pool in ("jasa_usaha", "jasa_modal"):
        assert sum(member[pool] for member in answer["members"]) == answer["pools"][pool]
    exact = answer["pools"]["jasa_usaha"] + answer["pools"]["jasa_modal"]
    paid = sum(member["total"] for member in answer["members"])
    assert exact - paid == answer["payout_remainder"]
    assert all(member["total"] % case["payout_unit"] == 0 for member in answer["members"])


@given(CASES, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_when_it_is_asked_changes_a_byte(
    case: Case, random: Any
) -> None:
    shuffled = case | {
        "members": random.sample(case["members"], len(case["members"])),
        "other_policy": random.sample(case["other_policy"], len(case["other_policy"])),
    }
    once = bytes_of(case)
    assert bytes_of(json.loads(json.dumps(case))) == once
    again = divided(shuffled)
    assert again["members"] == divided(case)["members"]
    assert again["fingerprint"] == divided(case)["fingerprint"]
    assert again["pools"] == divided(case)["pools"]


@settings(max_examples=50)
@given(CASES, st.integers(2, 366))
def test_weights_in_another_unit_give_the_same(case: Case, times: int) -> None:
    scaled = [
        member | {"patronage": member["patronage"] * times, "capital": member["capital"] * times}
        for member in case["members"]
    ]
    once, again = divided(case), divided(case | {"members": scaled})
    assert again["members"] == once["members"]
    assert again["pools"] == once["pools"]


@given(CASES)
def test_what_was_frozen_thaws_to_the_same(case: Case) -> None:
    part = case["member_part"]
    rules = Rules(
        read_plan(case), MemberPart(part["method"] == "net_sales", part.get("bp")),
        CapitalBasis.DAILY, counts_sukarela=True, rest_to="sosial",
    )  # fmt: skip
    members = tuple(
        Weighed(MemberId(new_id()), Weights(**member))
        for member in sorted(case["members"], key=lambda member: member["number"])
    )
    sides = Money(part.get("member", 0)), Money(part.get("other", 0))
    inputs = Inputs(2026, Money(case["surplus"]), sides, rules, members)
    again = thawed(2026, inputs.frozen_rules(), members)
    assert again == inputs
    assert again.fingerprint() == inputs.fingerprint() == divided(case)["fingerprint"]
