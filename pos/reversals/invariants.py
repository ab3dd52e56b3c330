"""What must always be true of what was taken back; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import CustomerId
from core.money import ZERO, Money
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.debtors import Debtor, DebtorKind, debtor_of
from pos.reversals import payments
from pos.reversals.entries import Payment, account_code
from pos.reversals.models import Reversal
from pos.reversals.remedies import Remedy

KEY_LENGTH = 36
"""Characters of a UUID, with which every source ends."""

Changes = Mapping[tuple[Debtor | None, str], Money]
"""What the accounts of members and customers were credited."""
CREDITED = {*CODES.values(), *(kind.account for kind in DebtorKind)}


def reversals_are_booked(session: Session) -> Iterator[str]:
    """What is taken back is off the payer's account to the rupiah, and on the right one's."""
    booked = _booked(session)
    for row in session.scalars(select(Reversal)):
        found = booked.pop(row.document_id, {})
        try:
            payment = payments.find(session, row.document_id, within=None)
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
    account, payer = payment.account, payment.debtor
    told: dict[tuple[Debtor | None, str], Money] = {
        (payer, account_code(account, payer)): -payment.amount
    }
    to = debtor_of(row.to_member_id, row.to_customer_id)
    if to is not None:
        told[to, account_code(account, to)] = payment.amount
    if row.remedy is Remedy.SAVINGS:
        told[payer, CODES[Account.SUKARELA]] = payment.paid
    return told


def _booked(session: Session) -> dict[UUID, Changes]:
    """What the entries of each reversal credited, in whichever shop's books they stand."""
    rows = session.execute(
        select(
            JournalEntry.source, Posting.member_id, Posting.party_id, Posting.account,
            Posting.amount,
        )
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account.in_(CREDITED))
        .where(Posting.member_id.is_not(None) | Posting.party_id.is_not(None))
        .where(
            JournalEntry.source.startswith("reversal:")
            | JournalEntry.source.like("inter!_shop:%:reversal:%", escape="!")
        )
    )  # fmt: skip
    changes: dict[UUID, dict[tuple[Debtor | None, str], Money]] = {}
    for source, member_id, party_id, account, amount in rows:
        of_source = changes.setdefault(UUID(source[-KEY_LENGTH:]), {})
        key = (debtor_of(member_id, CustomerId(party_id) if party_id else None), account)
        of_source[key] = of_source.get(key, ZERO) - amount
    return dict(changes)
