"""What was paid at the counter, as far as taking it back asks: whichever table keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId, TillId
from core.money import ZERO, Money, total
from core.shops import all_shops
from ledger.models import JournalEntry, Posting
from members.balances import Account
from members.credit import OpenBon, settle
from members.debtors import Debtor, DebtorKind, debtor_of
from members.entries import elsewhere
from members.models import Member
from members.ways import Direction
from pos.bon_payments.models import BonPayment
from pos.member_money.models import MemberMoney
from pos.models import DocumentKind
from pos.reversals.entries import Payment, Shares, account_code
from pos.reversals.models import Reversal


def find(session: Session, key: UUID, *, within: ShopId | None) -> Payment:
    """The deposit, withdrawal or payment of kasbon of that id. Raises NotFound.

    ``within``: the one shop whose payments are asked for; None: all of them.
    """
    found = _found(session, key)
    if found is None or within not in (None, found.shop_id):
        raise NotFound(_("Struk ini tidak ada."))
    return found


def _found(session: Session, key: UUID) -> Payment | None:
    money = session.get(MemberMoney, key)
    if money is not None:
        signed = money.amount if money.direction is Direction.IN else -money.amount
        return _payment(money, money.account, signed, ZERO)
    paid = session.get(BonPayment, key)
    return _payment(paid, Account.KASBON, paid.amount, paid.rounding) if paid else None


def source_of(session: Session, shop_id: ShopId, number: str) -> str | None:
    """The source of the newest payment with that receipt in a shop; None for no payment."""
    for kind, table in (
        (DocumentKind.MEMBER_MONEY, MemberMoney),
        (DocumentKind.BON_PAYMENT, BonPayment),
    ):
        found = session.scalar(
            select(table.id)
            .where(table.number == number, table.shop_id == shop_id)
            .order_by(table.received_at.desc())
            .limit(1)
        )
        if found is not None:
            return f"{kind.value}:{found}"
    return None


def reversal_of(session: Session, key: UUID) -> Reversal | None:
    """How something was taken back; None while it stands."""
    return session.get(Reversal, key)


def home_of(session: Session, debtor: Debtor, payment: Payment) -> ShopId:
    """The shop whose books hold a member's savings; of a customer, where the payment was made."""
    if debtor.kind is DebtorKind.CUSTOMER:
        return payment.shop_id
    return ShopId(session.get_one(Member, debtor.id).shop_id)


def shares(session: Session, payment: Payment) -> Shares:
    """In which shops the payer's account is to be turned.

    Savings follow the member home, a receivable stays with the shop that the payment settled.
    """
    if payment.account is not Account.KASBON:
        return {home_of(session, payment.debtor, payment): payment.amount}
    code = account_code(payment.account, payment.debtor)
    whose = getattr(Posting, payment.debtor.kind.of_posting) == payment.debtor.id
    sources = [elsewhere(payment.source, ShopId(shop.id)) for shop in all_shops(session)]
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.source.in_([payment.source, *sources]))
        .where(Posting.account == code, whose)
        .group_by(JournalEntry.shop_id)
    )
    return {shop_id: -amount for shop_id, amount in rows}


def settled_shares(bons: Sequence[OpenBon], payment: Payment) -> Shares:
    """Which shops' bons a payment settles, the oldest first; without a bon it is the shop's."""
    settled = settle(bons, payment.amount)
    return _by_shop(
        [
            *((bon.shop_id, part) for bon, part in settled),
            (payment.shop_id, payment.amount - total(part for _bon, part in settled)),
        ]
    )


def _by_shop(parts: Iterable[tuple[ShopId, Money]]) -> Shares:
    sums: dict[ShopId, Money] = defaultdict(lambda: ZERO)
    for shop_id, amount in parts:
        sums[shop_id] += amount
    return sums


def _payment(
    row: MemberMoney | BonPayment, account: Account, amount: Money, rounding: Money
) -> Payment:
    is_bon = isinstance(row, BonPayment)
    return Payment(
        id=row.id,
        kind=DocumentKind.BON_PAYMENT if is_bon else DocumentKind.MEMBER_MONEY,
        number=row.number,
        shop_id=row.shop_id,
        till_id=TillId(row.till_id),
        operator_id=OperatorId(row.operator_id),
        debtor=_debtor(row),
        account=account,
        amount=amount,
        rounding=rounding,
        tender=row.tender,
        received_at=row.received_at,
    )


def _debtor(row: MemberMoney | BonPayment) -> Debtor:
    named = debtor_of(row.member_id, row.customer_id if isinstance(row, BonPayment) else None)
    if named is None:
        raise ValueError(f"{row.id} was paid by nobody")
    return named
