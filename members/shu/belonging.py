"""Who was a member on no day of a year, and so has no part in its surplus (domain §3.8).

Whoever was only waiting to be admitted, and whoever had left before the year began: what still
stands on her accounts, or was bought with an old card, weighs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId
from members.models import MemberStatus
from members.people.models import StatusChange
from members.people.statuses import GONE

Change = tuple[date, MemberStatus]
"""What somebody was from a day on."""


def was_member(changes: Sequence[Change], first: date, last: date) -> bool:
    """Whether somebody was a member on one of these days; ``changes`` oldest first. Pure.

    Who was written down as one who has left was a member before; since when, nobody knows.
    """
    begun = changes[0]
    if begun[1] in GONE and first <= begun[0] <= last:
        return True
    ends = (*(following[0] for _this, following in pairwise(changes)), date.max)
    return any(
        status is MemberStatus.ACTIVE and since <= last and max(since, first) < end
        for (since, status), end in zip(changes, ends, strict=True)
    )


def outsiders(session: Session, first: date, last: date) -> frozenset[MemberId]:
    """Who is known in the register, and was a member on none of these days."""
    others = select(StatusChange.member_id).where(StatusChange.status != MemberStatus.ACTIVE)
    rows = session.execute(
        select(StatusChange.member_id, StatusChange.holds_from, StatusChange.status)
        .where(StatusChange.member_id.in_(others))
        .order_by(StatusChange.holds_from, StatusChange.recorded_at, StatusChange.id)
    )
    changes: dict[MemberId, list[Change]] = defaultdict(list)
    for member_id, since, status in rows:
        changes[member_id].append((since, status))
    return frozenset(each for each, known in changes.items() if not was_member(known, first, last))
