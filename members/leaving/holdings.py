"""What a member has, account by account and shop by shop, on the day she leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import MemberId, PartyId, ShopId
from core.money import ZERO, Money, total
from core.settings import read
from ledger.models import JournalEntry, Posting
from members import credit
from members.balances import ACCOUNTS, CODES, Account
from members.credit import OpenBon
from members.leaving.entries import Holding
from members.leaving.models import Settlement
from members.leaving.rules import Outcome, Owned, settle
from members.leaving.settings import EXIT_FEE
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.statuses import GONE
from members.pots.models import Pot

SETTLED = (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.POTS, Account.SURPLUS)
"""What is hers and ends with her membership; participation capital follows its agreement."""


@dataclass(frozen=True, slots=True)
class PotPart:
    """What she has in a pot."""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Everything that is settled, before it is."""

    owned: Owned
    outcome: Outcome
    holdings: Sequence[Holding]
    bons: Sequence[OpenBon]
    settled: Sequence[tuple[OpenBon, Money]]
    """Which bons are paid by it, and how much of each."""
    pots: Sequence[PotPart]
    participation: Money
    """Named only: it is paid back as its agreement says."""

    @property
    def is_empty(self) -> bool:
        """Whether she has nothing at all; kasbon alone needs no settlement."""
        return not self.holdings


def reckoning(session: Session, member: Member, *, on: date) -> Reckoning:
    """What would be settled with a member on a day; what comes in later costs no fee again."""
    member_id = MemberId(member.id)
    every = _sums(session, member_id)
    holdings = [held for held in every if held.account in SETTLED or _is_overpaid(held)]
    owned = Owned(
        pokok=_of(holdings, Account.POKOK),
        wajib=_of(holdings, Account.WAJIB),
        sukarela=_of(holdings, Account.SUKARELA),
        pots=_of(holdings, Account.POTS),
        shu=_of(holdings, Account.SURPLUS),
        owed=-total(held.amount for held in every if _is_owed(held)),
        overpaid=total(held.amount for held in every if _is_overpaid(held)),
    )
    outcome = settle(owned, _fee(session, member, on))
    bons = credit.open_bons(session, member_id)
    return Reckoning(
        owned, outcome, holdings, bons, credit.settle(bons, outcome.paid),
        _pots(session, holdings), _of(every, Account.PARTICIPATION),
    )  # fmt: skip


def is_settled(session: Session, member: Member) -> bool:
    """Whether she is a member no more and was settled with since that was decided."""
    if member.status not in GONE:
        return False
    decided = statuses.history(session, MemberId(member.id))[0].recorded_at
    made = select(Settlement.id).where(
        Settlement.member_id == member.id, Settlement.recorded_at >= decided
    )
    return session.scalar(made.limit(1)) is not None


def _sums(session: Session, member_id: MemberId) -> list[Holding]:
    """Every balance of hers that is not zero: owned +, owed -."""
    rows = session.execute(
        select(Posting.account, JournalEntry.shop_id, Posting.party_id,
               func.sum(Posting.amount).label("amount"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.member_id == member_id, Posting.account.in_(_ASKED))
        .group_by(Posting.account, JournalEntry.shop_id, Posting.party_id)
        .order_by(Posting.account, JournalEntry.shop_id, Posting.party_id)
    )  # fmt: skip
    return [
        Holding(ACCOUNTS[row.account], ShopId(row.shop_id), -row.amount,
                PartyId(row.party_id) if row.party_id else None)
        for row in rows
        if row.amount
    ]  # fmt: skip


_ASKED = tuple(CODES[account] for account in (*SETTLED, Account.KASBON, Account.PARTICIPATION))


def _is_owed(held: Holding) -> bool:
    return held.account is Account.KASBON and held.amount < ZERO


def _is_overpaid(held: Holding) -> bool:
    return held.account is Account.KASBON and held.amount > ZERO


def _of(holdings: Sequence[Holding], account: Account) -> Money:
    return total(held.amount for held in holdings if held.account is account)


def _fee(session: Session, member: Member, on: date) -> Money:
    if member.status is MemberStatus.CANDIDATE or is_settled(session, member):
        return ZERO
    return read(session, EXIT_FEE, on=on, shop_id=ShopId(member.shop_id))


def _pots(session: Session, holdings: Sequence[Holding]) -> list[PotPart]:
    parts = [held for held in holdings if held.account is Account.POTS]
    names = {
        row.id: row.name
        for row in session.execute(
            select(Pot.id, Pot.name).where(Pot.id.in_([held.party_id for held in parts]))
        )
    }
    return [PotPart(names.get(held.party_id, ""), held.amount) for held in parts]
