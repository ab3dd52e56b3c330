"""What must always be true of the dues; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, extract, func, literal, or_, select
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.i18n import _
from core.money import ZERO
from members.dues.models import Due, DueRelief
from members.models import Member


def sound(session: Session) -> Iterator[str]:
    """A due is asked for a whole month, of more than nothing, and let off at most once over."""
    relief = (
        select(DueRelief.member_id, DueRelief.month, func.sum(DueRelief.amount).label("amount"))
        .group_by(DueRelief.member_id, DueRelief.month)
        .subquery()
    )
    zero = literal(ZERO, MoneyColumn())
    rows = session.execute(
        select(Member.number, Due.month)
        .join(Member, Member.id == Due.member_id)
        .outerjoin(relief, and_(relief.c.member_id == Due.member_id, relief.c.month == Due.month))
        .where(
            or_(Due.amount <= zero, relief.c.amount > Due.amount, extract("day", Due.month) != 1)
        )
        .order_by(Member.number, Due.month)
    )
    for number, month in rows:
        yield _("Wajib anggota nomor %(number)s untuk %(month)s tidak masuk akal.",
                number=number, month=month.strftime("%m/%Y"))  # fmt: skip
    yield from _lost(session)


def _lost(session: Session) -> Iterator[str]:
    """Nobody is let off a due that was never made."""
    rows = session.execute(
        select(Member.number, DueRelief.month)
        .join(Member, Member.id == DueRelief.member_id)
        .outerjoin(
            Due, and_(Due.member_id == DueRelief.member_id, Due.month == DueRelief.month)
        )
        .where(Due.member_id.is_(None))
        .order_by(Member.number, DueRelief.month)
    )  # fmt: skip
    for number, month in rows:
        yield _("Keringanan anggota nomor %(number)s untuk %(month)s tidak punya tagihan.",
                number=number, month=month.strftime("%m/%Y"))  # fmt: skip
