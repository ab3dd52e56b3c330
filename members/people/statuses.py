"""What a member was on a day: candidate, active, left … by the board's dated decisions.

The surplus, the dues and the meeting ask about a day; only lists and tills ask about today.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Select, Subquery, func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId
from members.models import Member, MemberStatus
from members.people.models import StatusChange

GONE = (MemberStatus.LEFT, MemberStatus.EXPELLED, MemberStatus.DECEASED)
"""Members no more."""
_FROM: Mapping[MemberStatus, tuple[MemberStatus, ...]] = {
    MemberStatus.CANDIDATE: (MemberStatus.ACTIVE, *GONE),
    MemberStatus.ACTIVE: GONE,
    MemberStatus.LEFT: (MemberStatus.ACTIVE,),
    MemberStatus.EXPELLED: (MemberStatus.ACTIVE,),
    MemberStatus.DECEASED: (),
}
"""What may follow on what: who left may be taken in again, under the same number."""


@dataclass(frozen=True, slots=True)
class NewStatus:
    """What the board decided of a member."""

    status: MemberStatus
    holds_from: date
    reason: str = ""
    decided_by: str = ""
    """Who of the board, or which minutes."""


def begin(session: Session, member: Member, first: NewStatus, *, at: datetime,
          by: OperatorId | None) -> None:  # fmt: skip
    """Write down what a new member is from the start. ``register.admit`` calls it."""
    member.status = first.status
    _write(session, member, first, at=at, by=by)


def change(
    session: Session, member: Member, new: NewStatus, *, today: date, at: datetime,
    by: OperatorId | None,
) -> None:  # fmt: skip
    """Let a member be something else from a day on, today at the latest.

    Raises InvalidInput when the status cannot follow on the one before, or a later change stands.
    """
    if new.holds_from > today:
        raise InvalidInput(_("Tanggal status tidak boleh di masa depan."), field="holds_from")
    newest = history(session, MemberId(member.id))[0]
    if new.holds_from < newest.holds_from:
        raise InvalidInput(_("Sudah ada perubahan status sesudah tanggal itu."), field="holds_from")
    if new.status not in _FROM[newest.status]:
        raise InvalidInput(_("Status ini tidak dapat menyusul status sekarang."), field="status")
    member.status, member.changed_at = new.status, at
    _write(session, member, new, at=at, by=by)
    audit.record(session, "member.status", at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number), status=new.status.value)  # fmt: skip


def take_back(session: Session, member: Member, *, reason: str, at: datetime,
              by: OperatorId | None) -> StatusChange:  # fmt: skip
    """Let hold again, from the same day, what held before the newest change; returns that change.

    What was decided stays on record. Raises InvalidInput when nothing was before it.
    """
    newest, *before = history(session, MemberId(member.id))
    if not before:
        raise InvalidInput(_("Keadaan pertama tidak dapat dibatalkan."), field="reason")
    old = NewStatus(before[0].status, newest.holds_from, reason, newest.decided_by)
    member.status, member.changed_at = old.status, at
    _write(session, member, old, at=at, by=by)
    audit.record(session, "member.status_taken_back", at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number), status=old.status.value)  # fmt: skip
    return before[0]


def following(status: MemberStatus) -> tuple[MemberStatus, ...]:
    """What may follow on a status."""
    return _FROM[status]


def history(session: Session, member_id: MemberId) -> list[StatusChange]:
    """Everything a member has been, newest first."""
    changes = select(StatusChange).where(StatusChange.member_id == member_id)
    newest = (StatusChange.holds_from.desc(), StatusChange.recorded_at.desc(),
              StatusChange.id.desc())  # fmt: skip
    return list(session.scalars(changes.order_by(*newest)))


def on_day(
    session: Session, day: date, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, MemberStatus]:
    """What everybody, or those with these ids, was on a day; who was not yet known is absent."""
    rank = func.row_number().over(
        partition_by=StatusChange.member_id,
        order_by=(StatusChange.holds_from.desc(), StatusChange.recorded_at.desc(),
                  StatusChange.id.desc()),
    )  # fmt: skip
    changes: Select[MemberId, MemberStatus, int] = select(
        StatusChange.member_id, StatusChange.status, rank.label("rank")
    ).where(StatusChange.holds_from <= day)
    if ids is not None:
        changes = changes.where(StatusChange.member_id.in_(ids))
    ranked = changes.subquery()
    rows = session.execute(select(ranked.c.member_id, ranked.c.status).where(ranked.c.rank == 1))
    return {MemberId(row.member_id): row.status for row in rows}


def spans() -> Subquery:
    """What everybody was from which day to before which other, and what before that.

    Without ``until`` it holds still; without ``before`` it is the first. Of one day only what was
    recorded last counts.
    """
    rank = func.row_number().over(
        partition_by=(StatusChange.member_id, StatusChange.holds_from),
        order_by=(StatusChange.recorded_at.desc(), StatusChange.id.desc()),
    )
    ranked = select(
        StatusChange.member_id, StatusChange.status, StatusChange.holds_from, rank.label("rank")
    ).subquery()
    one = ranked.c
    until = func.lead(one.holds_from, type_=Date()).over(
        partition_by=one.member_id, order_by=one.holds_from
    )
    before = func.lag(one.status, type_=one.status.type).over(
        partition_by=one.member_id, order_by=one.holds_from
    )
    return (
        select(one.member_id, one.status, one.holds_from, until.label("until"),
               before.label("before"))
        .where(one.rank == 1)
        .subquery("span")
    )  # fmt: skip


def left_between(session: Session, first: date, last: date) -> frozenset[MemberId]:
    """Who was a member at some time and is none on the last of these days, having stopped in them.

    Who left and came back within them did not leave.
    """
    rows = session.scalars(
        select(StatusChange.member_id)
        .distinct()
        .where(StatusChange.status.in_(GONE), StatusChange.holds_from.between(first, last))
    )
    stopped = [MemberId(found) for found in rows]
    then = on_day(session, last, stopped)
    return frozenset(each for each in stopped if then[each] in GONE)


def _write(
    session: Session, member: Member, new: NewStatus, *, at: datetime, by: OperatorId | None
) -> None:
    session.add(
        StatusChange(
            member_id=MemberId(member.id),
            status=new.status,
            holds_from=new.holds_from,
            reason=new.reason.strip(),
            decided_by=new.decided_by.strip(),
            recorded_at=at,
            recorded_by=by,
        )
    )
    session.flush()
