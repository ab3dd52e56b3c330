"""What must always be true of settlements; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.leaving.entries import settlement_source, transfer_source
from members.leaving.models import Settlement, SettlementTransfer
from members.leaving.settlements import shown
from members.models import Member
from members.people.statuses import GONE

KEPT = (Account.POKOK, Account.WAJIB, Account.SUKARELA)
"""What only members have."""


def settled(session: Session) -> Iterator[str]:
    """What a settlement says is what was booked of it, account by account, and it adds up."""
    booked = _booked(session)
    for made in session.scalars(select(Settlement).order_by(Settlement.number)):
        if _said(made) != booked.get(settlement_source(made.id), {}) or not _adds_up(made):
            yield _("Penyelesaian %(number)s tidak cocok dengan pembukuannya.",
                    number=shown(made.number))  # fmt: skip
    for given in session.scalars(select(SettlementTransfer).order_by(SettlementTransfer.id)):
        moved = booked.get(transfer_source(given.id), {})
        if moved != {chart.LEAVERS_PAYABLE: given.amount, chart.VOLUNTARY_SAVINGS: -given.amount}:
            yield _("Bagian ahli waris %(key)s tidak cocok dengan pembukuannya.",
                    key=str(given.id))  # fmt: skip


def nobody_gone_has_savings(session: Session) -> Iterator[str]:
    """Who was settled with has no pokok, wajib or sukarela left; what came in since comes next.

    What a till sent late is booked whenever it comes, so only what was there before counts. With
    whom nobody has settled yet is no mistake but work, and stands on the page of leavers.
    """
    since = (
        select(Settlement.member_id, func.max(Settlement.recorded_at).label("at"))
        .group_by(Settlement.member_id)
        .subquery()
    )
    rows = session.execute(
        select(Member.number, func.sum(Posting.amount).label("amount"))
        .join(Posting, Posting.member_id == Member.id)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(since, since.c.member_id == Member.id)
        .where(Member.status.in_(GONE), JournalEntry.recorded_at <= since.c.at)
        .where(Posting.account.in_([CODES[account] for account in KEPT]))
        .group_by(Member.number, Posting.account)
        .order_by(Member.number)
    )
    left: dict[int, Money] = {}
    for row in rows:
        left[row.number] = left.get(row.number, ZERO) + _size(row.amount)
    for number, amount in left.items():
        if amount:
            yield _("Anggota nomor %(number)s sudah diselesaikan, tetapi simpanannya %(amount)s.",
                    number=number, amount=rupiah(amount))  # fmt: skip


def _size(amount: Money) -> Money:
    """So that too much of one does not hide too little of another."""
    return max(amount, -amount)


def _said(made: Settlement) -> Mapping[str, Money]:
    """What each account moved by, as the settlement says: debits +."""
    moved = {
        chart.SHARE_CAPITAL: made.pokok,
        chart.MANDATORY_SAVINGS: made.wajib,
        chart.VOLUNTARY_SAVINGS: made.sukarela,
        chart.POTS: made.pots,
        chart.SURPLUS_PAYABLE: made.shu,
        chart.EXIT_FEES: -made.fee,
        chart.LEAVERS_PAYABLE: -max(made.net, ZERO),
        chart.MEMBER_CREDIT: max(-made.net, ZERO) - made.credit,
    }
    return {account: amount for account, amount in moved.items() if amount}


def _adds_up(made: Settlement) -> bool:
    owned = made.pokok + made.wajib + made.sukarela + made.pots + made.shu
    return owned - made.credit - made.fee == made.net


def _booked(session: Session) -> Mapping[str, Mapping[str, Money]]:
    """By the source of the event, what each account of a member moved by, in all shops' books."""
    found: dict[str, dict[str, Money]] = {}
    for row in session.execute(_moved()):
        sums = found.setdefault(_event(row.source), {})
        sums[row.account] = sums.get(row.account, ZERO) + row.amount
    return {
        source: {account: amount for account, amount in sums.items() if amount}
        for source, sums in found.items()
    }


def _moved() -> Any:
    return (
        select(JournalEntry.source, Posting.account, func.sum(Posting.amount).label("amount"))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(
            or_(
                JournalEntry.source.startswith("settlement:"),
                JournalEntry.source.startswith("settlement_transfer:"),
                JournalEntry.source.like("inter_shop:%:settlement%"),
            ),
            Posting.account != chart.INTER_SHOP,
        )
        .group_by(JournalEntry.source, Posting.account)
    )


def _event(source: str) -> str:
    """``inter_shop:<shop>:settlement:<id>`` is the other shop's half of ``settlement:<id>``."""
    kind, _colon, key = source.rpartition(":")
    return f"{kind.rpartition(':')[2]}:{UUID(key)}"
