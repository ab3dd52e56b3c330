"""How what was paid at the counter is taken back: event → what moves in which shop. Pure.

The payer's side turns where it stands, the money's side where it changed hands. The drawer is
not touched, as it is counted by what tills sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.ids import OperatorId, ShopId, TillId
from core.money import ZERO, Money
from ledger import chart
from ledger.entry import Line, credit, debit
from members.balances import CODES, Account
from members.debtors import Debtor
from members.entries import Part
from pos.models import DocumentKind, TenderKind
from pos.reversals.remedies import Remedy
from pos.tender_entries import tender_line

Shares = Mapping[ShopId, Money]
"""How much of an amount stands in the books of each shop."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A deposit, a withdrawal or a payment of kasbon, as far as taking it back asks."""

    id: UUID
    kind: DocumentKind
    number: str
    shop_id: ShopId
    """Where it was paid."""
    till_id: TillId
    operator_id: OperatorId
    debtor: Debtor
    """On whom it is booked: a member, or a customer who paid kasbon."""
    account: Account
    amount: Money
    """What the account was credited: a deposit and a payment +, a withdrawal -."""
    rounding: Money
    """What rounding took (-) or added (+)."""
    tender: TenderKind
    received_at: datetime

    @property
    def source(self) -> str:
        """Under which it is booked."""
        return f"{self.kind.value}:{self.id}"

    @property
    def paid(self) -> Money:
        """What changed hands, signed like the amount."""
        return self.amount + self.rounding


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What the books need to know of a reversal."""

    payment: Payment
    remedy: Remedy
    home_shop_id: ShopId
    """Where the savings belong of whom it was booked on."""
    taken: Shares
    """The payer's account, as the payment had changed it."""
    to: Debtor | None = None
    given: Shares | None = None
    """The right one's account, as the payment should have changed it."""


def reversal_source(source: str) -> str:
    """The one name under which something is taken back."""
    return f"reversal:{source}"


def account_code(account: Account, debtor: Debtor) -> str:
    """Where such an account stands in the books: a customer's kasbon is no member's."""
    return debtor.kind.account if account is Account.KASBON else CODES[account]


def reversal_parts(back: TakenBack) -> Iterator[Part]:
    """The opposite of what was booked on the payer, and where the money really is."""
    payment = back.payment
    yield from _changed(payment.account, payment.debtor, back.taken, sign=-1)
    if back.to is not None and back.given is not None:
        yield from _changed(payment.account, back.to, back.given, sign=1)
        return
    rounding = payment.rounding
    yield Part(payment.shop_id, debit(chart.ROUNDING_LOSS, min(rounding, ZERO)))
    yield Part(payment.shop_id, credit(chart.ROUNDING_GAIN, -max(rounding, ZERO)))
    at_home = back.remedy is Remedy.SAVINGS
    yield Part(back.home_shop_id if at_home else payment.shop_id, _money(payment, back.remedy))


def _changed(account: Account, debtor: Debtor, by: Shares, *, sign: int) -> Iterator[Part]:
    code = account_code(account, debtor)
    for shop_id, amount in by.items():
        yield Part(shop_id, debtor.debit(code, amount * -sign))


def _money(payment: Payment, remedy: Remedy) -> Line:
    """The other side of what is taken back, when it is nobody else's money."""
    match remedy:
        case Remedy.SAFE:
            return debit(chart.SAFE, -payment.paid)
        case Remedy.BANK:
            return debit(chart.BANK, -payment.paid)
        case Remedy.COUNT:
            short = payment.paid > ZERO
            return debit(chart.CASH_SHORT if short else chart.CASH_OVER, -payment.paid)
        case _:
            member_id = payment.debtor.keys["member_id"]
            return tender_line(
                payment.tender, -payment.paid, member_id=member_id, till_id=payment.till_id
            )
