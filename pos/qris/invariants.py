"""What must always hold of settled QRIS; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.money import ZERO, Money
from ledger.chart import QRIS_RECEIVABLE
from ledger.models import JournalEntry, Posting
from pos.qris.entries import settlement_source
from pos.qris.models import QrisMatch, QrisSettlement

_PREFIX = "qris_settlement:"


def settlements_are_booked(session: Session) -> Iterator[str]:
    """Every accepted row is booked for its amount, and nothing else is booked as one."""
    booked = _booked(session)
    accepted = session.scalars(
        select(QrisSettlement).join(QrisMatch, QrisMatch.settlement_id == QrisSettlement.id)
    )
    for row in accepted:
        amount = booked.pop(settlement_source(row.id), ZERO)
        if amount != row.gross:
            yield _(
                "Mutasi QRIS %(file)s baris %(n)s: %(told)s, dibukukan %(booked)s.",
                file=row.file_name,
                n=row.row_number,
                told=rupiah(row.gross),
                booked=rupiah(amount),
            )
    for source in booked:
        yield _("Entri %(source)s membukukan mutasi QRIS yang tidak disetujui.", source=source)


def _booked(session: Session) -> dict[str, Money]:
    """What each entry took off the receivable, by its source."""
    rows = session.execute(
        select(JournalEntry.source, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.source.startswith(_PREFIX), Posting.account == QRIS_RECEIVABLE)
        .group_by(JournalEntry.source)
    )
    return {source: -amount for source, amount in rows}
