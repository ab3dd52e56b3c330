"""What must always hold of grants and participation capital; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.programmes.entries import participation_source, return_source
from members.programmes.models import Grant, GrantRelease, Participation, ParticipationReturn
from members.programmes.words import participation_number


def grants_are_owed(session: Session) -> Iterator[str]:
    """What is left of each restricted grant is what the books owe for it, and never below zero."""
    owed = _owed(session)
    rows = session.execute(
        select(Grant, func.sum(GrantRelease.amount))
        .outerjoin(GrantRelease, GrantRelease.grant_id == Grant.id)
        .group_by(Grant.id)
        .order_by(Grant.number)
    )
    for grant, released in rows:
        left = grant.amount - (released or ZERO) if grant.restricted else ZERO
        booked = owed.pop(grant.id, ZERO)
        if left < ZERO:
            yield _("Hibah nomor %(number)s dilepas lebih dari yang diterima.",
                    number=grant.number)  # fmt: skip
        if booked != left:
            yield _("Hibah nomor %(number)s: sisanya %(left)s, di buku %(booked)s.",
                    number=grant.number, left=rupiah(left), booked=rupiah(booked))  # fmt: skip


def participations_are_booked(session: Session) -> Iterator[str]:
    """Each participation and each return stands in the books, and no more comes back than came."""
    returned: dict[UUID, Money] = {}
    booked = _booked(session)
    for row in session.scalars(select(ParticipationReturn)):
        key = row.participation_id
        returned[key] = returned.get(key, ZERO) + row.amount
        if booked.get(return_source(row.id)) != -row.amount:
            yield _("Pengembalian modal penyertaan %(key)s tidak cocok dengan pembukuan.",
                    key=row.id)  # fmt: skip
    for found in session.scalars(select(Participation).order_by(Participation.number)):
        number = participation_number(found.number)
        if booked.get(participation_source(found.id)) != found.amount:
            yield _("Modal penyertaan %(number)s tidak cocok dengan pembukuan.", number=number)
        if returned.get(found.id, ZERO) > found.amount:
            yield _("Modal penyertaan %(number)s dikembalikan lebih dari yang masuk.",
                    number=number)  # fmt: skip


def _owed(session: Session) -> dict[UUID, Money]:
    """What the books owe for each grant."""
    rows = session.execute(
        select(Posting.party_id, func.sum(Posting.amount))
        .where(Posting.account == chart.PROGRAMME_FUNDS, Posting.party_id.is_not(None))
        .group_by(Posting.party_id)
    )
    return {UUID(str(party)): -amount for party, amount in rows}


def _booked(session: Session) -> dict[str, Money]:
    """What each entry of participation put into 3-1040, under its source."""
    kinds: tuple[ColumnElement[bool], ...] = (
        JournalEntry.source.startswith("participation:"),
        JournalEntry.source.startswith("participation_return:"),
    )
    rows = session.execute(
        select(JournalEntry.source, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.PARTICIPATION, or_(*kinds))
        .group_by(JournalEntry.source)
    )
    return {source: -amount for source, amount in rows}
