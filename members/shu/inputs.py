"""Everything a division of the surplus rests on, as it is frozen when it is proposed. Pure.

The frozen inputs are a case as ``lumbung shu compute`` reads it, so whoever has them can work the
division out again and compare the fingerprint.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from core.ids import MemberId
from core.money import Money
from members.shu.allocation import Division, Plan, Weights, divide
from members.shu.capital import CapitalBasis
from members.shu.case import fingerprint, read_plan, written_line
from members.shu.settings import MemberPart


@dataclass(frozen=True, slots=True)
class Rules:
    """What by-laws and meeting say of a year's division."""

    plan: Plan
    part: MemberPart
    basis: CapitalBasis
    counts_sukarela: bool
    """Whether SUKARELA counts as capital."""
    rest_to: str
    """Where the rests of rounded payments go: a pool, or ``sukarela``, each to her own savings."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A member and what her shares are measured by."""

    member_id: MemberId
    weights: Weights


@dataclass(frozen=True, slots=True)
class Inputs:
    """A year's surplus, the rules and everybody's weights."""

    year: int
    surplus: Money
    sides: tuple[Money, Money]
    """What the part of the members is found by: gross profit or net sales, theirs and others'."""
    rules: Rules
    members: Sequence[Weighed]
    """By number."""

    @property
    def member_part(self) -> Fraction:
        """The part of the surplus that members earned."""
        return self.rules.part.of(self.sides, self.sides)

    def division(self) -> Division:
        """Divide the surplus."""
        weights = [each.weights for each in self.members]
        return divide(self.surplus, self.member_part, self.rules.plan, weights)

    def case(self) -> dict[str, Any]:
        """All of it as ``lumbung shu compute`` reads it."""
        return self.rules_as_case() | {"members": [_written(each.weights) for each in self.members]}

    def rules_as_case(self) -> dict[str, Any]:
        """The case without its members."""
        plan = self.rules.plan
        return {
            "surplus": self.surplus.amount,
            "member_part": self._part(),
            "policy": [written_line(line) for line in plan.member.lines],
            "other_policy": [{"code": line.code, "bp": line.points} for line in plan.other.lines],
            "remainder_to": plan.remainder_to,
            "leavers": plan.leavers,
            "payout_unit": plan.payout_unit,
        }

    def fingerprint(self) -> str:
        """SHA-256 of the case, see ``members.shu.case``."""
        return fingerprint(self.case(), self.rules.plan)

    def frozen_rules(self) -> str:
        """What ``SurplusRun.rules`` keeps: the case without members, and how they were weighed."""
        how = {
            "basis": self.rules.basis,
            "counts_sukarela": self.rules.counts_sukarela,
            "rest_to": self.rules.rest_to,
        }
        return json.dumps({"case": self.rules_as_case(), "weighed": how}, sort_keys=True,
                          separators=(",", ":"))  # fmt: skip

    def _part(self) -> dict[str, Any]:
        part = self.rules.part
        if part.points is not None:
            return {"method": "fixed", "bp": part.points}
        member, other = self.sides
        method = "net_sales" if part.by_net_sales else "gross_profit"
        return {"method": method, "member": member.amount, "other": other.amount}


def thawed(year: int, frozen: str, members: Sequence[Weighed]) -> Inputs:
    """The inputs of a run again, from what was kept of it."""
    kept: Mapping[str, Any] = json.loads(frozen)
    case, how = kept["case"], kept["weighed"]
    part = case["member_part"]
    sides = Money(part.get("member", 0)), Money(part.get("other", 0))
    rules = Rules(
        read_plan(case),
        MemberPart(by_net_sales=part["method"] == "net_sales", points=part.get("bp")),
        CapitalBasis(how["basis"]),
        how["counts_sukarela"],
        how["rest_to"],
    )
    return Inputs(year, Money(case["surplus"]), sides, rules, members)


def _written(weights: Weights) -> dict[str, Any]:
    return {
        "number": weights.number,
        "patronage": weights.patronage,
        "capital": weights.capital,
        "left": weights.left,
    }
