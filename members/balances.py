"""What a member owns and owes: the one place where it is added up, whoever looks.

Every balance is the sum of postings that carry the member; there is no other figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.models import table_of
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting


class Account(StrEnum):
    """A member's accounts: share money (domain §2), credit, and what else is hers."""

    POKOK = "pokok"
    WAJIB = "wajib"
    SUKARELA = "sukarela"
    KASBON = "kasbon"
    PARTICIPATION = "penyertaan"
    """By written agreement; a programme may own some, too, and then no member is named."""
    POTS = "titipan"
    """Purpose pots; which one, the posting's party says."""
    SURPLUS = "shu"
    """Her shares of past years, not paid out yet."""
    LEAVING = "keluar"
    """What is still to be paid to one who left, or to her heir."""


CODES: Mapping[Account, str] = {
    Account.POKOK: chart.SHARE_CAPITAL,
    Account.WAJIB: chart.MANDATORY_SAVINGS,
    Account.SUKARELA: chart.VOLUNTARY_SAVINGS,
    Account.KASBON: chart.MEMBER_CREDIT,
    Account.PARTICIPATION: chart.PARTICIPATION,
    Account.POTS: chart.POTS,
    Account.SURPLUS: chart.SURPLUS_PAYABLE,
    Account.LEAVING: chart.LEAVERS_PAYABLE,
}
"""Where each stands in the chart of accounts."""
ACCOUNTS: Mapping[str, Account] = {code: account for account, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Balances:
    """What the member owns in each kind of savings, and owes (``credit``); all normally >= 0."""

    pokok: Money = ZERO
    wajib: Money = ZERO
    sukarela: Money = ZERO
    credit: Money = ZERO
    """Open kasbon, debt +."""
    participation: Money = ZERO
    pots: Money = ZERO
    surplus: Money = ZERO
    leaving: Money = ZERO

    def of(self, account: Account) -> Money:
        """One account's balance: savings +, debt +."""
        return self._by_account()[account]

    def _by_account(self) -> Mapping[Account, Money]:
        return {
            Account.POKOK: self.pokok,
            Account.WAJIB: self.wajib,
            Account.SUKARELA: self.sukarela,
            Account.KASBON: self.credit,
            Account.PARTICIPATION: self.participation,
            Account.POTS: self.pots,
            Account.SURPLUS: self.surplus,
            Account.LEAVING: self.leaving,
        }


NOTHING = Balances()

_posting, _entry = table_of(Posting), table_of(JournalEntry)
_SUMS = (
    select(_posting.c.member_id, _posting.c.account, func.sum(_posting.c.amount).label("amount"))
    .where(_posting.c.account.in_(tuple(ACCOUNTS)), _posting.c.member_id.is_not(None))
    .group_by(_posting.c.member_id, _posting.c.account)
)
_OF_MEMBER = _SUMS.where(_posting.c.member_id == bindparam("of_member"))
_UNTIL = _OF_MEMBER.join(_entry, _entry.c.id == _posting.c.entry_id).where(
    _entry.c.recorded_at <= bindparam("until")
)


def balances(session: Session, member_id: MemberId, *, until: datetime | None = None) -> Balances:
    """A member's balances, over all shops; ``until`` is when an entry was written at the latest."""
    asked = {"of_member": member_id}
    if until is None:
        rows = session.execute(_OF_MEMBER, asked)
    else:
        rows = session.execute(_UNTIL, asked | {"until": until})
    return _balances({row.account: row.amount for row in rows})


MOST_NAMED = 10_000
"""Members named one by one in a question; of more, everybody's are read. (PostgreSQL takes 65,535
values in one statement.)"""


def every_balance(
    session: Session, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, Balances]:
    """The balances of everybody who ever had any, or of those with these ids."""
    is_many = ids is None or len(ids) > MOST_NAMED
    asked = _SUMS if is_many else _SUMS.where(_posting.c.member_id.in_(ids or ()))
    wanted = set(ids) if is_many and ids is not None else None
    sums: dict[MemberId, dict[str, Money]] = {}
    for row in session.execute(asked):
        if wanted is None or row.member_id in wanted:
            sums.setdefault(MemberId(row.member_id), {})[row.account] = row.amount
    return {member_id: _balances(of_member) for member_id, of_member in sums.items()}


def _balances(sums: Mapping[str, Money]) -> Balances:
    def owned(account: Account) -> Money:
        return -sums.get(CODES[account], ZERO)

    return Balances(
        owned(Account.POKOK),
        owned(Account.WAJIB),
        owned(Account.SUKARELA),
        sums.get(CODES[Account.KASBON], ZERO),
        owned(Account.PARTICIPATION),
        owned(Account.POTS),
        owned(Account.SURPLUS),
        owned(Account.LEAVING),
    )
