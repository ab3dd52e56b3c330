"""The member's own money in a sale: bought on credit, paid from savings, change put into savings.

A sale is never refused: what goes over the limit or the balance becomes a flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import CustomerId, MemberId, ShopId
from core.money import ZERO, Money
from core.settings import read
from ledger import journal
from members import credit, standing
from members.debtors import debtor_of
from members.debts.blocking import blocked_since
from members.instalments import Plan, later
from members.settings import CREDIT_BLOCKED_AFTER, CREDIT_DAYS, CREDIT_INSTALMENTS_MOST
from members.standing import Borrower, Standing
from pos.documents import ApprovalAction, SaleDocument, TenderDocument
from pos.entries import SoldGoods, sale_home_entry, sale_source
from pos.models import FlagKind, SaleTender, TenderKind
from pos.review import Flag
from pos.settings import cash_rounding
from pos.tender_entries import MEMBERS_OWN, Tendered


def are_used(document: SaleDocument) -> bool:
    """Whether a sale touches what its member owns or owes; most do not."""
    return bool(document.kept.savings) or any(
        tender.kind in MEMBERS_OWN for tender in document.tenders
    )


def shops_of(session: Session, document: SaleDocument) -> Iterable[ShopId]:
    """The home shop of a member whose savings a sale touches: its books change, too."""
    touches_savings = document.kept.savings or document.paid(TenderKind.SAVINGS)
    return standing.homes_of(session, document.member_id) if touches_savings else ()


def hold(session: Session, document: SaleDocument, member_id: MemberId | None) -> Standing | None:
    """How the member stands before the sale, kept still; None when the sale does not ask."""
    if member_id is None or not are_used(document):
        return None
    return standing.locked(session, member_id)


def borrower(session: Session, document: SaleDocument, member: Standing | None) -> Borrower | None:
    """Who buys on credit, kept still: the member, or the customer who is named; None: nobody."""
    if not document.paid(TenderKind.KASBON):
        return None
    return member.borrower if member else standing.locked_customer(session, document.customer_id)


def customer_of(session: Session, sale_id: UUID | None) -> CustomerId | None:
    """Who owes what of a sale was bought on credit without a member."""
    named = select(SaleTender.customer_id).where(SaleTender.customer_id.is_not(None))
    return session.scalar(named.where(SaleTender.sale_id == sale_id).limit(1))


def flags(
    document: SaleDocument, member: Standing | None, lent_to: Borrower | None
) -> Iterator[Flag]:
    """Credit over the limit, and savings spent that are not there."""
    if document.customer_id and lent_to is None:
        yield Flag(FlagKind.CUSTOMER, {"claimed": str(document.customer_id)})
    lent = document.paid(TenderKind.KASBON)
    if lent_to and lent_to.is_over_limit(lent):
        details = {"used": (lent_to.owed + lent).amount, "allowed": lent_to.limit.amount}
        yield Flag(FlagKind.CREDIT, details)
    if member is None:
        return
    spent = document.paid(TenderKind.SAVINGS)
    saved = member.balances.sukarela
    if spent > saved:
        yield Flag(FlagKind.SAVINGS, {"used": spent.amount, "allowed": saved.amount})


def instalment_flags(
    session: Session, document: SaleDocument, *, on: date, shop_id: ShopId
) -> Iterator[Flag]:
    """A kasbon in more parts than the rule of the day allows."""
    parts = max(tender.instalments for tender in document.tenders)
    if parts == 1:
        return
    most = read(session, CREDIT_INSTALMENTS_MOST, on=on, shop_id=shop_id)
    if parts > most:
        yield Flag(FlagKind.INSTALMENTS, {"used": parts, "allowed": most})


def overdue_flags(
    session: Session, lent_to: Borrower | None, *, on: date, shop_id: ShopId
) -> Iterator[Flag]:
    """Credit to somebody whose older debt is overdue by more days than the rule allows."""
    if lent_to is None or not lent_to.owed:
        return
    after = read(session, CREDIT_BLOCKED_AFTER, on=on, shop_id=shop_id)
    bons = credit.bons_of(session, lent_to.debtor) if after else ()
    since = blocked_since(bons, on, after=after)
    if since:
        yield Flag(FlagKind.OVERDUE, {"since": since.isoformat(), "allowed": after})


def decided(document: SaleDocument, lent_to: Borrower | None) -> Mapping[ApprovalAction, Money]:
    """What the clerk may not decide alone: credit over the limit, with what was bought on it."""
    lent = document.paid(TenderKind.KASBON)
    return {ApprovalAction.CREDIT: lent} if lent_to and lent_to.is_over_limit(lent) else {}


def note(
    session: Session,
    document: SaleDocument,
    sale: SoldGoods,
    member: Standing | None,
    *,
    at: datetime,
) -> None:
    """Note the bon, and book what the sale moves in the books of the member's home shop."""
    lent = document.paid(TenderKind.KASBON)
    note_bon(session, sale, sale_source(sale.id), lent, agreed=_on_credit(document))
    if member is None:
        return
    away = sale_home_entry(sale)
    if away is not None:
        journal.post(session, away, at=at)
    standing.touch(session, member.member_id, at=at)


def note_bon(
    session: Session,
    event: Tendered,
    source: str,
    lent: Money,
    *,
    agreed: TenderDocument | None = None,
) -> None:
    """Note the bon that begins where something was lent; due as agreed, or by the shop's rule."""
    debtor = debtor_of(event.member_id, event.customer_id)
    if lent <= ZERO or debtor is None:
        return
    credit.note_bon(
        session,
        source=source,
        debtor=debtor,
        shop_id=event.shop_id,
        booked_on=event.booked_on,
        plan=_plan(session, event, agreed),
        amount=lent,
    )


def _plan(session: Session, event: Tendered, agreed: TenderDocument | None) -> Plan:
    """What the buyer and the clerk agreed on; the first day by rule where they named none."""
    day, shop_id = event.booked_on, event.shop_id
    if agreed is None or agreed.instalments == 1:
        days = read(session, CREDIT_DAYS, on=day, shop_id=shop_id)
        return Plan((agreed and agreed.due_on) or day + timedelta(days=days))
    unit = cash_rounding(session, on=day, shop_id=shop_id).unit
    first_due = agreed.due_on or later(day, 1, agreed.every)
    return Plan(first_due, agreed.instalments, agreed.every, unit)


def _on_credit(document: SaleDocument) -> TenderDocument | None:
    """The tender that says when kasbon is to be paid: the first that does."""
    of_credit = [tender for tender in document.tenders if tender.kind is TenderKind.KASBON]
    agreed = (tender for tender in of_credit if tender.due_on or tender.instalments > 1)
    return next(agreed, None)
