"""What was paid at the counter, as far as taking it back asks: whichever table keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId, TillId
from core.money import ZERO, Money, total
from core.shops import all_shops
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.credit import OpenBon, settle
from members.entries import elsewhere
from members.models import Member
from pos.bon_payments.models import BonPayment
from pos.member_money.models import Direction, MemberMoney
from pos.models import DocumentKind
from pos.reversals.entries import Payment, Shares
from pos.reversals.models import Reversal


def find(session: Session, key: UUID) -> Payment:
    """The deposit, withdrawal or payment of kasbon of that id. Raises NotFound."""
    money = session.get(MemberMoney, key)
    if money is not None:
        signed = money.amount if money.direction is Direction.IN else -money.amount
        return _payment(money, money.account, signed, ZERO)
    bon_payment = session.get(BonPayment, key)
    if bon_payment is None:
        raise NotFound(_("Struk ini tidak ada."))
    return _payment(bon_payment, Account.KASBON, bon_payment.amount, bon_payment.rounding)


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


def home_of(session: Session, member_id: MemberId) -> ShopId:
    """The shop whose books hold a member's savings."""
    return ShopId(session.get_one(Member, member_id).shop_id)


def shares(session: Session, payment: Payment) -> Shares:
    """In which shops the member's account is to be turned.

    Savings follow the member home, a receivable stays with the shop that the payment settled.
    """
    if payment.account is not Account.KASBON:
        return {home_of(session, payment.member_id): payment.amount}
    sources = [elsewhere(payment.source, ShopId(shop.id)) for shop in all_shops(session)]
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.source.in_([payment.source, *sources]))
        .where(Posting.account == CODES[payment.account], Posting.member_id == payment.member_id)
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
    if row.member_id is None:  # a customer's, who is no member
        raise NotFound(_("Struk ini tidak ada."))
    is_bon = isinstance(row, BonPayment)
    return Payment(
        id=row.id,
        kind=DocumentKind.BON_PAYMENT if is_bon else DocumentKind.MEMBER_MONEY,
        number=row.number,
        shop_id=row.shop_id,
        till_id=TillId(row.till_id),
        operator_id=OperatorId(row.operator_id),
        member_id=MemberId(row.member_id),
        account=account,
        amount=amount,
        rounding=rounding,
        tender=row.tender,
        received_at=row.received_at,
    )
