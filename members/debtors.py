"""Who owes for goods: a member, or a customer under her own name. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from core.ids import CustomerId, MemberId, PartyId
from core.money import Money
from ledger import chart
from ledger.entry import Line, debit


class DebtorKind(StrEnum):
    """The value is the column of a bon that names such a debtor."""

    MEMBER = "member_id"
    CUSTOMER = "customer_id"

    @property
    def of_posting(self) -> str:
        """The column of a posting that names such a debtor."""
        return "member_id" if self is DebtorKind.MEMBER else "party_id"

    @property
    def account(self) -> str:
        """Where such debts stand in the books."""
        return chart.MEMBER_CREDIT if self is DebtorKind.MEMBER else chart.OTHER_CREDIT


class DebtorKeys(TypedDict):
    """The two columns of a debtor; one is empty."""

    member_id: MemberId | None
    customer_id: CustomerId | None


NOBODY: DebtorKeys = {"member_id": None, "customer_id": None}
"""What the columns hold where nobody is named."""


@dataclass(frozen=True, slots=True)
class Debtor:
    """Somebody who owes, or may."""

    kind: DebtorKind
    id: UUID

    @classmethod
    def member(cls, member_id: MemberId) -> Debtor:
        return cls(DebtorKind.MEMBER, member_id)

    @classmethod
    def customer(cls, customer_id: CustomerId) -> Debtor:
        return cls(DebtorKind.CUSTOMER, customer_id)

    @property
    def keys(self) -> DebtorKeys:
        is_member = self.kind is DebtorKind.MEMBER
        return {
            "member_id": MemberId(self.id) if is_member else None,
            "customer_id": None if is_member else CustomerId(self.id),
        }

    def owes(self, amount: Money) -> Line:
        """So much more is owed (+), or less (-)."""
        return self.debit(self.kind.account, amount)

    def debit(self, account: str, amount: Money) -> Line:
        """A line that names who it is; a negative amount lands on the right."""
        if self.kind is DebtorKind.MEMBER:
            return debit(account, amount, member_id=MemberId(self.id))
        return debit(account, amount, party_id=PartyId(self.id))


def debtor_of(member_id: MemberId | None, customer_id: CustomerId | None) -> Debtor | None:
    """Whoever is named; None for nobody. A member comes first."""
    if member_id is not None:
        return Debtor.member(member_id)
    return Debtor.customer(customer_id) if customer_id is not None else None
