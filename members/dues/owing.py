"""What a member is reminded of: what is open of her dues, and of this month before its due is made.

A co-op that has made no dues yet is reminded of this month alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import ZERO, Money
from members import savings
from members.dues import paid
from members.dues.paid import Owed
from members.dues.rules import first_of
from members.models import Member, MemberStatus


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to be paid as simpanan wajib."""

    amount: Money = ZERO
    since: date | None = None
    """The oldest month that is open, when it is not this one."""


NOTHING = Left()


def left_of_everybody(
    session: Session, on: date, monthly: Money, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, Left]:
    """What active members, or those with these ids, have still to pay on a day; who is absent has
    neither dues nor paid anything this month. ``monthly`` is what this month costs."""
    known = paid.owed(session, on, ids)
    behind = [each for each, owed in known.items() if owed.before > owed.paid]
    since = _since(session, on, behind)
    this = savings.wajib_of_everybody(session, on, ids)
    without = {
        each: Left(max(monthly - amount, ZERO)) for each, amount in this.items()
        if each not in known
    }  # fmt: skip
    return without | {
        each: _left(owed, on, monthly, since.get(each)) for each, owed in known.items()
    }


def left_of(session: Session, member: Member, on: date, monthly: Money) -> Left:
    """What one member has still to pay on a day; nothing of who is not active."""
    if member.status is not MemberStatus.ACTIVE:
        return NOTHING
    member_id = MemberId(member.id)
    found = left_of_everybody(session, on, monthly, [member_id])
    return found.get(member_id, Left(monthly))


def _left(owed: Owed, on: date, monthly: Money, since: date | None) -> Left:
    """With this month, also where its due is not made yet."""
    asked = owed.asked if owed.last >= first_of(on) else owed.asked + monthly
    return Left(max(asked - owed.paid, ZERO), since)


def _since(session: Session, on: date, behind: list[MemberId]) -> Mapping[MemberId, date | None]:
    found: dict[MemberId, date | None] = {}
    for first in range(0, len(behind), _AT_ONCE):
        for each, card in paid.cards(session, on, behind[first : first + _AT_ONCE]).items():
            late = card.arrears(on)
            found[each] = late[0].month if late else None
    return found


_AT_ONCE = 1_000
"""Members whose months are read together."""
