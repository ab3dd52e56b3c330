"""What must always be true of interest; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.interest.models import InterestRun, InterestShare, InterestUndone


@dataclass(slots=True)
class _Sums:
    interest: Money = ZERO
    tax: Money = ZERO
    net: dict[UUID, Money] = field(default_factory=dict)
    """By member."""

    def turned(self) -> _Sums:
        """The same the other way round."""
        return _Sums(-self.interest, -self.tax, {each: -net for each, net in self.net.items()})


def booked(session: Session) -> Iterator[str]:
    """Each month's run is the sum of its shares, and the books say the same of every member.

    One that was taken back moved the same the other way round, no other did.
    """
    said, moved, back = _said(session), _moved(session), _moved(session, "interest_undone")
    taken_back = set(session.scalars(select(InterestUndone.run_id)))
    for run in session.scalars(select(InterestRun).order_by(InterestRun.month)):
        turned = said.get(run.id, _Sums()).turned() if run.id in taken_back else _Sums()
        if back.pop(run.id, _Sums()) != turned:
            yield _("Pembatalan jasa simpanan %(month)s tidak cocok dengan pembukuannya.",
                    month=run.month.strftime("%m/%Y"))  # fmt: skip
        shares, books = said.get(run.id, _Sums()), moved.pop(run.id, _Sums())
        sums = {(each.interest, each.tax) for each in (run, shares, books)}
        if len(sums) != 1 or shares.net != books.net:
            yield _("Jasa simpanan %(month)s tidak cocok dengan pembukuannya.",
                    month=run.month.strftime("%m/%Y"))  # fmt: skip
    for key in sorted(str(each) for each in (*moved, *back)):
        yield _("Jasa simpanan dibukukan tanpa hitungannya: %(key)s.", key=key)


def _said(session: Session) -> dict[UUID, _Sums]:
    found: dict[UUID, _Sums] = {}
    for share in session.scalars(select(InterestShare)):
        sums = found.setdefault(share.run_id, _Sums())
        sums.interest += share.interest
        sums.tax += share.tax
        sums.net[share.member_id] = share.interest - share.tax
    return found


def _moved(session: Session, kind: str = "interest") -> dict[UUID, _Sums]:
    rows = session.execute(
        select(JournalEntry.source, Posting.account, Posting.member_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.source.like(f"shop:%:{kind}:%"))
        .group_by(JournalEntry.source, Posting.account, Posting.member_id)
    )
    found: dict[UUID, _Sums] = {}
    for source, account, member_id, amount in rows:
        sums = found.setdefault(UUID(source.rpartition(":")[2]), _Sums())
        if account == chart.SAVINGS_INTEREST:
            sums.interest += amount
        elif account == chart.TAX_PAYABLE:
            sums.tax -= amount
        elif member_id is not None:
            sums.net[member_id] = sums.net.get(member_id, ZERO) - amount
    return found
