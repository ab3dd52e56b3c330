"""A surplus to be divided as JSON writes it, for anybody who wants to check the treasurer.

::

    {"surplus": 4800000,
     "member_part": {"method": "net_sales", "member": 30000000, "other": 18000000},
     "policy": [{"code": "cadangan", "bp": 5500},
                {"code": "jasa_usaha", "bp": 2500, "basis": "patronage"},
                {"code": "jasa_modal", "bp": 2000, "basis": "capital"}],
     "remainder_to": "cadangan", "leavers": "prorata", "payout_unit": 1,
     "members": [{"number": 1, "patronage": 12345600, "capital": 2760000, "left": false}]}

``member_part`` may be ``{"method": "fixed", "bp": 6250}``; ``other_policy`` divides what
non-members earned and is all to ``remainder_to`` when it is left out. A line may have a ``cap`` in
rupiah: what its pool would hold above that goes to ``remainder_to``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from core.errors import InvalidInput
from core.i18n import _
from core.money import Money
from members.shu.allocation import (
    WHOLE,
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
)


def _written_as(kind: type) -> Callable[[Any], None]:
    """Refuse what only looks like it: 1.0, "1" and true are no whole numbers."""

    def check(value: Any) -> None:
        if type(value) is not kind:
            raise ValidationError("of another kind")

    return check


def _whole(**more: Any) -> fields.Raw:
    return fields.Raw(validate=_written_as(int), **more)


class _Strict(Schema):
    class Meta:
        unknown = RAISE


class _Line(_Strict):
    code = fields.String(required=True, validate=validate.Length(min=1, max=40))
    bp = _whole(required=True)
    basis = fields.Enum(Basis, by_value=True, load_default=None)
    cap = _whole(load_default=None)


class _OtherLine(_Strict):
    code = fields.String(required=True, validate=validate.Length(min=1, max=40))
    bp = _whole(required=True)


class _Part(_Strict):
    method = fields.String(
        required=True, validate=validate.OneOf(["net_sales", "gross_profit", "fixed"])
    )
    member = _whole()
    other = _whole()
    bp = _whole()

    @validates_schema
    def fits(self, data: dict[str, Any], **_kwargs: Any) -> None:
        needed = {"bp"} if data["method"] == "fixed" else {"member", "other"}
        if wrong := needed ^ (data.keys() - {"method"}):
            raise ValidationError("does not go with the method", field_name=min(wrong))


class _Member(_Strict):
    number = _whole(required=True)
    patronage = _whole(required=True)
    capital = _whole(required=True)
    left = fields.Raw(validate=_written_as(bool), load_default=False)


class _Case(_Strict):
    surplus = _whole(required=True)
    member_part = fields.Nested(_Part, required=True)
    policy = fields.List(fields.Nested(_Line), required=True)
    other_policy = fields.List(fields.Nested(_OtherLine), load_default=None)
    remainder_to = fields.String(required=True)
    leavers = fields.Enum(Leavers, by_value=True, load_default=Leavers.PRORATA)
    payout_unit = _whole(load_default=1)
    members = fields.List(fields.Nested(_Member), required=True)


def divided(case: Any) -> dict[str, Any]:
    """The surplus of a case, divided, as JSON writes it. Raises InvalidInput when it is no case."""
    read = _read(case)
    plan = _plan(read)
    members = [Weights(**member) for member in read["members"]]
    division = divide(Money(read["surplus"]), _member_part(read["member_part"]), plan, members)
    return _written(division) | {"fingerprint": fingerprint(read, plan)}


def read_plan(case: Any) -> Plan:
    """The plan of a case whose members are kept elsewhere. Raises InvalidInput for a bad one."""
    return _plan(_read({**case, "members": []}))


def _read(case: Any) -> dict[str, Any]:
    try:
        read: dict[str, Any] = _Case().load(case)
    except ValidationError as error:
        where = ".".join(map(str, _first_wrong(error.messages)))
        raise InvalidInput(
            _("Kasus SHU tidak dapat dibaca: periksa %(where)s.", where=where or "isinya")
        ) from None
    return read


def _first_wrong(messages: Any) -> Iterable[Any]:
    """The way to the first field that is wrong."""
    while isinstance(messages, dict) and messages:
        name, messages = next(iter(messages.items()))
        if name != "_schema":
            yield name


def _plan(read: dict[str, Any]) -> Plan:
    given = Policy(tuple(map(_line, read["policy"])))
    remainder_to = read["remainder_to"]
    if read["other_policy"] is None and remainder_to not in {line.code for line in given.lines}:
        raise InvalidInput(
            _("Sisa pembulatan harus masuk ke salah satu dana yang disebut, bukan %(code)s.",
              code=remainder_to)
        )  # fmt: skip
    return Plan(given, _other(read), remainder_to, read["leavers"], read["payout_unit"])


def _line(line: Mapping[str, Any]) -> PolicyLine:
    cap = line["cap"]
    return PolicyLine(line["code"], line["bp"], line["basis"], None if cap is None else Money(cap))


def _other(read: dict[str, Any]) -> Policy:
    if read["other_policy"] is None:
        return Policy((PolicyLine(read["remainder_to"], WHOLE),))
    return Policy(tuple(PolicyLine(line["code"], line["bp"]) for line in read["other_policy"]))


def _member_part(part: dict[str, Any]) -> Fraction:
    if part["method"] == "fixed":
        return fixed_part(part["bp"])
    return by_sides(Money(part["member"]), Money(part["other"]))


def _written(division: Division) -> dict[str, Any]:
    return {
        "member_surplus": division.pools.member_surplus.amount,
        "other_surplus": division.pools.other_surplus.amount,
        "pools": {code: amount.amount for code, amount in division.pools.amounts.items()},
        "members": [
            {
                "number": share.number,
                "jasa_usaha": share.patronage.amount,
                "jasa_modal": share.capital.amount,
                "total": share.paid.amount,
            }
            for share in division.shares
        ],
        "payout_remainder": division.payout_remainder.amount,
    }


def fingerprint(read: dict[str, Any], plan: Plan) -> str:
    """SHA-256 of everything that decides the division, as canonical JSON.

    What was left out is filled in, policies and members stand in order of code and number, keys
    are sorted and nothing is spaced, so that the same case always has the same fingerprint.
    """
    normal = {
        **read,
        "policy": _normal(plan.member),
        "other_policy": _normal(plan.other),
        "members": sorted(read["members"], key=lambda member: member["number"]),
    }
    text = json.dumps(normal, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _normal(policy: Policy) -> list[dict[str, Any]]:
    return sorted(map(written_line, policy.lines), key=lambda line: str(line["code"]))


def written_line(line: PolicyLine) -> dict[str, Any]:
    """A line of a policy as a case writes it; a cap only where there is one."""
    cap = {} if line.cap is None else {"cap": line.cap.amount}
    return {"code": line.code, "bp": line.points, "basis": line.basis} | cap
