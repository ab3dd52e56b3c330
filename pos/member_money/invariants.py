"""What must always be true of members' money over the counter; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.money import ZERO, Money
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.debtors import DebtorKind
from members.savings import SHARES
from members.ways import Direction
from pos.bon_payments.models import BonPayment
from pos.member_money.models import MemberMoney

KEY_LENGTH = 36
"""Characters of a UUID, with which every source ends."""

DEBTS = [kind.account for kind in DebtorKind]
SAVED = [CODES[account] for account in (*SHARES, Account.SURPLUS)]


def payments_are_booked(session: Session) -> Iterator[str]:
    """Every kasbon payment took so much off what is owed, and nothing else did as one."""
    rows = session.execute(select(BonPayment.id, BonPayment.number, BonPayment.amount))
    paid = {payment_id: (number, amount) for payment_id, number, amount in rows}
    yield from _differences(paid, _booked(session, "bon_payment:", DEBTS))


def money_is_booked(session: Session) -> Iterator[str]:
    """Every deposit and withdrawal moved its member's account by so much."""
    rows = session.execute(
        select(MemberMoney.id, MemberMoney.number, MemberMoney.direction, MemberMoney.amount)
    )
    moved = {
        money_id: (number, amount if direction is Direction.IN else -amount)
        for money_id, number, direction, amount in rows
    }
    yield from _differences(moved, _booked(session, "member_money:", SAVED))


def _booked(session: Session, prefix: str, codes: Collection[str]) -> Mapping[UUID, Money]:
    """What the entries of each document credited, in whichever shop's books they stand."""
    rows = session.execute(
        select(JournalEntry.source, Posting.amount)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account.in_(codes))
        .where(~JournalEntry.source.contains("reversal:"))
        .where(
            JournalEntry.source.startswith(prefix)
            | JournalEntry.source.like(f"inter!_shop:%:{prefix.replace('_', '!_')}%", escape="!")
        )
    )
    sums: dict[UUID, Money] = {}
    for source, amount in rows:
        key = UUID(source[-KEY_LENGTH:])
        sums[key] = sums.get(key, ZERO) - amount
    return sums


def _differences(
    told: Mapping[UUID, tuple[str, Money]], booked: Mapping[UUID, Money]
) -> Iterator[str]:
    for key, (number, amount) in told.items():
        found = booked.get(key, ZERO)
        if found != amount:
            yield _(
                "Struk %(number)s: tercatat %(told)s, dibukukan %(booked)s.",
                number=number,
                told=rupiah(amount),
                booked=rupiah(found),
            )
    for key in booked.keys() - told.keys():
        yield _("Pembukuan menyebut uang anggota dari kiriman %(key)s yang tidak ada.", key=key)
