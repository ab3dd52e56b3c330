"""What must always hold of the provider's deposit; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.format import day, rupiah
from core.i18n import _
from core.money import ZERO, Money
from ledger.chart import PROVIDER_DEPOSIT
from ledger.models import JournalEntry, Posting
from pos.provider.entries import check_source, top_up_source
from pos.provider.models import ProviderCheck, TopUp


def deposit_is_booked(session: Session) -> Iterator[str]:
    """Every top-up and every adjusted check is booked for its amount, once."""
    booked = _booked(session)
    for top_up in session.scalars(select(TopUp)):
        yield from _differs(booked.get(top_up_source(top_up.id), ZERO), top_up.amount,
                            _("Isi deposit %(day)s", day=day(top_up.paid_on)))  # fmt: skip
    for check in session.scalars(select(ProviderCheck)):
        due = check.stated - check.booked if check.adjusted else ZERO
        what = _("Pemeriksaan deposit %(day)s", day=day(check.checked_at.date()))
        yield from _differs(booked.get(check_source(check.id), ZERO), due, what)


def _differs(booked: Money, due: Money, what: str) -> Iterator[str]:
    if booked != due:
        yield _("%(what)s: %(due)s, dibukukan %(booked)s.", what=what, due=rupiah(due),
                booked=rupiah(booked))  # fmt: skip


def _booked(session: Session) -> dict[str, Money]:
    rows = session.execute(
        select(JournalEntry.source, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.source.startswith("provider_"), Posting.account == PROVIDER_DEPOSIT)
        .group_by(JournalEntry.source)
    )
    return {row[0]: row[1] for row in rows}
