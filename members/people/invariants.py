"""What must always be true of what members are and were."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.i18n import _
from members.models import Member
from members.people.models import StatusChange


def statuses_agree(session: Session) -> Iterator[str]:
    """What a member is today is what her newest change says; everybody has one."""
    rank = func.row_number().over(
        partition_by=StatusChange.member_id,
        order_by=(
            StatusChange.holds_from.desc(),
            StatusChange.recorded_at.desc(),
            StatusChange.id.desc(),
        ),
    )
    ranked = select(StatusChange.member_id, StatusChange.status, rank.label("rank")).subquery()
    newest = select(ranked).where(ranked.c.rank == 1).subquery()
    wrong = session.execute(
        select(Member.number, Member.status, newest.c.status.label("decided"))
        .outerjoin(newest, newest.c.member_id == Member.id)
        .where(or_(newest.c.status.is_(None), newest.c.status != Member.status))
        .order_by(Member.number)
    )
    for row in wrong:
        yield _(
            "Anggota nomor %(number)s tertulis %(status)s, padahal keputusan terakhirnya "
            "%(decided)s.",
            number=row.number,
            status=row.status.value,
            decided=row.decided.value if row.decided else _("tidak ada"),
        )
