"""What must always be true of the slips of the office; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.money import ZERO, Money
from ledger.models import JournalEntry, Posting
from members.balances import CODES
from members.office.models import OfficeMoney, OfficeMoneyUndone
from members.ways import Direction

_BOOKED, _UNDONE = "office_money:", "office_money_undone:"


def booked(session: Session) -> Iterator[str]:
    """What each slip says is what the books moved on the member's account, and no slip is missing.

    A slip that was taken back moved the same the other way round; any other took nothing back.
    """
    moved, undone = _moved(session, _BOOKED), _moved(session, _UNDONE)
    taken_back = set(session.scalars(select(OfficeMoneyUndone.of_id)))
    for slip in session.scalars(select(OfficeMoney).order_by(OfficeMoney.counter)):
        change = slip.amount if slip.direction is Direction.IN else -slip.amount
        back = -change if slip.id in taken_back else ZERO
        which = (slip.member_id, CODES[slip.account])
        first = moved.pop(slip.id, {}).get(which, ZERO)
        second = undone.pop(slip.id, {}).get(which, ZERO)
        if (first, second) != (change, back):
            yield _("Bukti %(number)s tidak cocok dengan pembukuannya.", number=slip.number)
    for key in sorted(str(each) for each in (*moved, *undone)):
        yield _("Uang anggota dibukukan tanpa bukti: %(key)s.", key=key)


def _moved(session: Session, prefix: str) -> dict[UUID, dict[Any, Money]]:
    """By slip: what each account of each member grew by, in all shops."""
    rows = session.execute(
        select(
            JournalEntry.source, Posting.member_id, Posting.account, func.sum(Posting.amount)
        )
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(or_(JournalEntry.source.startswith(prefix),
                   JournalEntry.source.like(f"inter_shop:%:{prefix}%")),
               Posting.member_id.is_not(None))
        .group_by(JournalEntry.source, Posting.member_id, Posting.account)
    )  # fmt: skip
    found: dict[UUID, dict[Any, Money]] = {}
    for source, member_id, account, amount in rows:
        of_slip = found.setdefault(UUID(source.rpartition(":")[2]), {})
        which = (member_id, account)
        of_slip[which] = of_slip.get(which, ZERO) - amount
    return found
