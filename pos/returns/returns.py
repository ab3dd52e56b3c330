"""Booking returns: goods, money, books and patronage together, or nothing.

A return that has happened is never refused; what is odd goes on the manager's list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core.clock import local_day
from core.ids import SaleId, ShopId
from core.money import Money, total
from inventory.models import MoveKind
from inventory.shelves import Cause
from ledger import journal, periods
from members import patronage, standing
from pos.approvals import approvals
from pos.documents import ApprovalAction, Booked
from pos.for_others import together
from pos.member_tenders import customer_of
from pos.models import TenderKind
from pos.printing import jobs
from pos.returns import claims, consigned, rows
from pos.returns.claims import Claims
from pos.returns.documents import ReturnDocument, return_source
from pos.returns.entries import ReturnedGoods, return_entry, return_home_entry
from pos.returns.goods import Item, eligible, items
from pos.returns.matching import Match, match
from pos.returns.models import ReturnFlagKind
from pos.returns.odd import Odd
from pos.returns.remaining import sold_lines
from pos.returns.restocking import take_back
from pos.returns.rows import Lines
from pos.rounding import CashRounding
from pos.settings import counter_rules
from pos.tender_entries import MEMBERS_OWN
from pos.tills import TillView


def book(
    session: Session, till: TillView, document: ReturnDocument, received_at: datetime
) -> Booked:
    """Book a return, note who agreed to it, and queue its paper.

    The intake holds the lock of the shop's journal, so of two tills that take the same goods back
    the second sees what the first has left. Raises Unbookable when it names goods nobody knows.
    """
    checked = claims.check(session, till, document, received_at=received_at)
    matched = _match(session, document, checked)
    rules = counter_rules(session, on=checked.returned_on, shop_id=till.shop_id)
    coming = items(session, document, matched, vat_rate=rules.vat_rate, on=checked.returned_on)
    cause = Cause(MoveKind.RETURN, return_source(document.header.id), document.header.at)
    lines = list(zip(coming, take_back(session, till, coming, cause), strict=True))
    goods = _goods(session, till, document, checked, lines)
    odd = (*checked.odd, *matched.odd, *_more_odd(document, matched, rules.rounding))
    rows.write(session, document, checked, goods, lines, odd=odd, received_at=received_at)
    consigned.note(session, document, goods, coming)
    _record_patronage(session, checked, goods, coming)
    number = _post(session, goods, at=received_at)
    unproven = approvals.note(
        session,
        till,
        document.header,
        document.approvals,
        _needed(till, document, checked, matched),
        subject=document.number,
        requested_by=checked.operator_id,
        received_at=received_at,
    )
    _queue_paper(session, till, document, received_at=received_at)
    answer = {
        "number": document.number,
        "entry": number,
        "flags": [each.kind.value for each in odd],
        "unproven": [action.value for action in unproven],
    }
    cash = -document.refunded(TenderKind.CASH)
    return Booked(answer, document.shift_id, document.number, document.counter, cash)


def shops_of(session: Session, document: ReturnDocument) -> Iterable[ShopId]:
    """The home shop of a member whose savings get something back: its books change, too."""
    if not document.refunded(TenderKind.SAVINGS):
        return ()
    return standing.homes_of(session, claims.member_of(session, document))


def _match(session: Session, document: ReturnDocument, checked: Claims) -> Match:
    if checked.sale is None:
        return match(document, {})
    return match(document, sold_lines(session, SaleId(checked.sale.id)))


def _goods(
    session: Session,
    till: TillView,
    document: ReturnDocument,
    checked: Claims,
    lines: Lines,
) -> ReturnedGoods:
    own = [taken for item, taken in lines if item.trade is None]
    return ReturnedGoods(
        id=document.header.id,
        shop_id=till.shop_id,
        till_id=till.id,
        member_id=checked.member_id,
        number=document.number,
        booked_on=periods.open_day(session, checked.returned_on),
        total=document.total,
        rounding=document.rounding,
        refunds=tuple((kind, document.refunded(kind)) for kind in TenderKind),
        shelved=total(taken.shelved for taken in own),
        settlement=total(taken.settlement for taken in own),
        lost=total(taken.lost for taken in own),
        vat=total(item.vat for item, _taken in lines),
        for_others=together(item.for_other for item, _taken in lines if item.for_other is not None),
        savings_shop_id=next(iter(shops_of(session, document)), None),
        customer_id=customer_of(session, document.sale_id),
    )


def _post(session: Session, goods: ReturnedGoods, *, at: datetime) -> int | None:
    """Book it; returns the number of the entry in the shop, None when nothing moved."""
    away = return_home_entry(goods)
    if away is not None:
        journal.post(session, away, at=at)
    if goods.member_id and any(kind in MEMBERS_OWN and amount for kind, amount in goods.refunds):
        standing.touch(session, goods.member_id, at=at)
    entry = return_entry(goods)
    return journal.post(session, entry, at=at) if entry else None


def _more_odd(document: ReturnDocument, matched: Match, rule: CashRounding) -> Iterator[Odd]:
    yield from claims.rounding_odd(document, rule)
    if document.is_void and not matched.is_all:
        yield Odd(ReturnFlagKind.VOID)


def _needed(
    till: TillView, document: ReturnDocument, checked: Claims, matched: Match
) -> dict[ApprovalAction, Money]:
    """What a clerk may not do alone: pay without a receipt, void a sale of another day."""
    needed = {}
    if matched.unproven:
        needed[ApprovalAction.RETURN] = matched.unproven
    sale = checked.sale
    if document.is_void and sale:
        sold_on = local_day(sale.sold_at, till.time_zone)
        if sold_on != local_day(document.header.at, till.time_zone):
            needed[ApprovalAction.VOID] = document.total
    return needed


def _record_patronage(
    session: Session, checked: Claims, goods: ReturnedGoods, coming: Sequence[Item]
) -> None:
    """A return counts against the year it is booked in, by the rule of the day it was sold."""
    sold_on = checked.sale.sold_on if checked.sale else checked.returned_on
    rules = counter_rules(session, on=sold_on, shop_id=goods.shop_id)
    counted = eligible(coming, consigned_in_full=rules.consigned_in_full)
    if goods.member_id is not None and counted:
        patronage.record(
            session,
            source=return_source(goods.id),
            member_id=goods.member_id,
            shop_id=goods.shop_id,
            booked_on=goods.booked_on,
            amount=-counted,
        )


def _queue_paper(
    session: Session, till: TillView, document: ReturnDocument, *, received_at: datetime
) -> None:
    jobs.queue_paper(
        session,
        till,
        source=return_source(document.header.id),
        happened_at=document.header.at,
        received_at=received_at,
        opens_drawer=bool(document.refunded(TenderKind.CASH)),
    )
