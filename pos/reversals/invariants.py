"""What must always be true of what was taken back; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId
from core.money import ZERO, Money
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from pos.reversals import payments
from pos.reversals.entries import Payment
from pos.reversals.models import Reversal
from pos.reversals.remedies import Remedy

KEY_LENGTH = 36
"""Characters of a UUID, with which every source ends."""

Changes = Mapping[tuple[MemberId | None, str], Money]
"""What members' accounts were credited."""


def reversals_are_booked(session: Session) -> Iterator[str]:
    """What is taken back is off the member's account to the rupiah, and on the right member's."""
    booked = _booked(session)
    for row in session.scalars(select(Reversal)):
        found = booked.pop(row.document_id, {})
        try:
            payment = payments.find(session, row.document_id)
        except NotFound:
            yield _("Koreksi dari kiriman %(key)s yang tidak ada.", key=row.document_id)
            continue
        if found != _told(payment, row):
            yield _(
                "Koreksi struk %(number)s: %(told)s, dibukukan lain.",
                number=payment.number,
                told=rupiah(payment.amount),
            )
    for key in booked:
        yield _("Pembukuan menyebut koreksi dari kiriman %(key)s yang tidak ada.", key=key)


def _told(payment: Payment, row: Reversal) -> Changes:
    code = CODES[payment.account]
    told: dict[tuple[MemberId | None, str], Money] = {(payment.member_id, code): -payment.amount}
    if row.to_member_id is not None:
        told[row.to_member_id, code] = payment.amount
    if row.remedy is Remedy.SAVINGS:
        told[payment.member_id, CODES[Account.SUKARELA]] = payment.paid
    return told


def _booked(session: Session) -> dict[UUID, Changes]:
    """What the entries of each reversal credited, in whichever shop's books they stand."""
    rows = session.execute(
        select(JournalEntry.source, Posting.member_id, Posting.account, Posting.amount)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account.in_(tuple(CODES.values())), Posting.member_id.is_not(None))
        .where(
            JournalEntry.source.startswith("reversal:")
            | JournalEntry.source.like("inter!_shop:%:reversal:%", escape="!")
        )
    )
    changes: dict[UUID, dict[tuple[MemberId | None, str], Money]] = {}
    for source, member_id, account, amount in rows:
        of_source = changes.setdefault(UUID(source[-KEY_LENGTH:]), {})
        key = (member_id, account)
        of_source[key] = of_source.get(key, ZERO) - amount
    return dict(changes)
