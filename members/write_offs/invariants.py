"""What must always be true of debts given up; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.money import Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.write_offs.entries import provision_source, recovery_source, write_off_source
from members.write_offs.models import DebtProvision, DebtRecovery, WriteOff


def booked(session: Session) -> Iterator[str]:
    """What was approved, set aside or came back moved 1-1290 by just that; nothing else did."""
    moved = dict(_moved(session))
    for source, amount in _said(session).items():
        if moved.pop(source, None) != amount:
            yield _("Penghapusan piutang %(source)s tidak cocok dengan pembukuannya.",
                    source=source)  # fmt: skip
    for source in sorted(moved):
        yield _("Pembukuan tanpa keputusan penghapusan: %(source)s.", source=source)


def _said(session: Session) -> Mapping[str, Money]:
    """By source, what 1-1290 moved by as the papers say: debits +."""
    given_up = session.execute(
        select(WriteOff.id, WriteOff.amount).where(WriteOff.approved.is_(True))
    )
    provided = session.execute(select(DebtProvision.id, DebtProvision.amount))
    back = session.execute(select(DebtRecovery.id, DebtRecovery.amount))
    return (
        {write_off_source(key): amount for key, amount in given_up}
        | {provision_source(key): -amount for key, amount in provided}
        | {recovery_source(key): -amount for key, amount in back}
    )


def _moved(session: Session) -> Iterator[tuple[str, Money]]:
    """The same as it was booked; the half in another shop's books is its own source's."""
    kinds = ("debt_write_off:", "debt_provision:", "debt_recovery:")
    source = JournalEntry.source
    meant = [source.startswith(kind) for kind in kinds]
    rows = session.execute(
        select(source, func.sum(Posting.amount).label("amount"))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(or_(*meant, source.like("inter_shop:%:debt_recovery:%")))
        .where(Posting.account == chart.DOUBTFUL_CREDIT)
        .group_by(source)
    )
    for row in rows:
        kind, _colon, key = row.source.rpartition(":")
        yield f"{kind.rpartition(':')[2]}:{key}", row.amount
