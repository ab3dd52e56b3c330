"""What must always be true of the members' purchases and of their money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.format import rupiah
from core.i18n import _
from core.models import Shop
from core.money import ZERO, total
from ledger.chart import (
    CONSIGNMENT_PAYABLES,
    LOSS_OF_GOODS,
    MEMBER_COMMISSION,
    MEMBER_CREDIT,
    MEMBER_RETURNS,
    MEMBER_SALES,
    MEMBER_SERVICE_FEES,
    OTHER_CREDIT,
    VAT_PAYABLE,
)
from ledger.models import JournalEntry, Posting
from members import credit
from members.balances import ACCOUNTS, CODES, Account
from members.models import Bon, Customer, Member, Patronage
from members.opening import figures as opening

OWNED = tuple(ACCOUNTS.keys() - {CODES[Account.PARTICIPATION]})
"""The accounts all of whose money is some member's; a programme may own participation capital."""


def purchases(session: Session) -> Iterator[str]:
    """What counts for the SHU was sold to that member in that entry, on that day, in that shop.

    It may be less than what was sold, as some goods do not count, but never more. What was bought
    before a cut-over is what its sheet says.
    """
    taken_over = opening.patronage_taken_over(session)
    zero = literal(ZERO, MoneyColumn())
    sold, passed_on = _sold_by_entry().subquery(), _passed_on_by_entry().subquery()
    over = (
        Patronage.amount
        + func.coalesce(sold.c.amount, zero)
        + func.coalesce(passed_on.c.amount, zero)
    )
    statement = (
        select(Patronage.source, Patronage.amount, Member.number)
        .join(Member, Member.id == Patronage.member_id)
        .outerjoin(
            JournalEntry,
            and_(
                JournalEntry.source == Patronage.source,
                JournalEntry.shop_id == Patronage.shop_id,
                JournalEntry.booked_on == Patronage.booked_on,
            ),
        )
        .outerjoin(
            sold,
            and_(
                sold.c.entry_id == JournalEntry.id,
                sold.c.member_id == Patronage.member_id,
            ),
        )
        .outerjoin(passed_on, passed_on.c.entry_id == JournalEntry.id)
        .where(
            or_(
                and_(Patronage.amount >= zero, over > zero),
                and_(Patronage.amount < zero, over < zero),
            )
        )
        .order_by(Patronage.source)
    )
    for source, amount, number in session.execute(statement):
        if taken_over.get(source) == amount:
            continue
        yield _(
            "Belanja anggota nomor %(number)s dari %(source)s (%(amount)s) tidak ada di pembukuan.",
            number=number,
            source=source,
            amount=rupiah(amount),
        )


EARNED = (MEMBER_SALES, MEMBER_RETURNS, MEMBER_SERVICE_FEES, MEMBER_COMMISSION)
"""What a member's purchase brings the co-op."""
PASSED_ON = (CONSIGNMENT_PAYABLES, VAT_PAYABLE, LOSS_OF_GOODS)
"""What a member pays on top for somebody else: the producer, the state. Of goods that come back
spoilt the producer keeps it, which is then the co-op's loss."""


def _sold_by_entry() -> Select[*tuple[Any, ...]]:
    """What each entry sold to a member; summed first, as joining by member reads all there is."""
    return (
        select(Posting.entry_id, Posting.member_id, func.sum(Posting.amount).label("amount"))
        .where(Posting.account.in_(EARNED))
        .group_by(Posting.entry_id, Posting.member_id)
    )


def _passed_on_by_entry() -> Select[*tuple[Any, ...]]:
    """What of each entry was never the co-op's; it names no member."""
    return (
        select(Posting.entry_id, func.sum(Posting.amount).label("amount"))
        .where(Posting.account.in_(PASSED_ON))
        .group_by(Posting.entry_id)
    )


def money_has_an_owner(session: Session) -> Iterator[str]:
    """Share money and kasbon always name a member who exists: what the members see is all."""
    ownerless = session.execute(
        select(Shop.code, JournalEntry.number, Posting.account)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .outerjoin(Member, Member.id == Posting.member_id)
        .where(Posting.account.in_(OWNED), Member.id.is_(None))
        .order_by(Shop.code, JournalEntry.number)
    )
    for code, number, account in ownerless:
        yield _(
            "Entri %(shop)s %(number)s memakai akun %(account)s tanpa menyebut anggotanya.",
            shop=code,
            number=number,
            account=account,
        )


def credit_has_bons(session: Session) -> Iterator[str]:
    """Nobody owes a shop more than the bons say that were bought there."""
    zero = literal(ZERO, MoneyColumn())
    owed, noted = _owed().subquery(), _noted().subquery()
    statement = (
        select(Member.number, Shop.code, owed.c.amount, noted.c.amount)
        .join(Member, Member.id == owed.c.member_id)
        .join(Shop, Shop.id == owed.c.shop_id)
        .outerjoin(
            noted, and_(noted.c.member_id == owed.c.member_id, noted.c.shop_id == owed.c.shop_id)
        )
        .where(owed.c.amount > func.coalesce(noted.c.amount, zero))
        .order_by(Member.number, Shop.code)
    )
    for number, code, amount, bons in session.execute(statement):
        yield _(
            "Anggota nomor %(number)s terutang %(owed)s di %(shop)s, padahal bonnya %(bons)s.",
            number=number,
            shop=code,
            owed=rupiah(amount),
            bons=rupiah(bons or ZERO),
        )


def customers_owe_their_bons(session: Session) -> Iterator[str]:
    """What is open of each named customer's bons is what 1-1220 says she owes."""
    bons = credit.every_bon_of_customers(session)
    rows = session.execute(
        select(Posting.party_id, Customer.name, func.sum(Posting.amount).label("owed"))
        .outerjoin(Customer, Customer.id == Posting.party_id)
        .where(Posting.account == OTHER_CREDIT, Posting.party_id.is_not(None))
        .group_by(Posting.party_id, Customer.name)
        .order_by(Customer.name, Posting.party_id)
    )
    for row in rows:
        still = total(bon.open for bon in bons.get(row.party_id, ()))
        if not row.name or still != row.owed:
            yield _(
                "Pelanggan %(name)s terutang %(owed)s, padahal bonnya %(bons)s.",
                name=row.name or str(row.party_id),
                owed=rupiah(row.owed),
                bons=rupiah(still),
            )


def _owed() -> Select[*tuple[Any, ...]]:
    return (
        select(Posting.member_id, JournalEntry.shop_id, func.sum(Posting.amount).label("amount"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == MEMBER_CREDIT, Posting.member_id.is_not(None))
        .group_by(Posting.member_id, JournalEntry.shop_id)
    )


def _noted() -> Select[*tuple[Any, ...]]:
    return select(Bon.member_id, Bon.shop_id, func.sum(Bon.amount).label("amount")).group_by(
        Bon.member_id, Bon.shop_id
    )
