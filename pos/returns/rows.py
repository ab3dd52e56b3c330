"""The rows a return leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core.ids import SaleId
from core.money import total
from inventory.stock import TakenBack
from pos.returns.claims import Claims
from pos.returns.documents import ReturnDocument
from pos.returns.entries import ReturnedGoods
from pos.returns.goods import Item
from pos.returns.models import Return, ReturnFlag, ReturnLine, ReturnRefund
from pos.returns.odd import Odd

Lines = Sequence[tuple[Item, TakenBack]]


def write(
    session: Session,
    document: ReturnDocument,
    checked: Claims,
    goods: ReturnedGoods,
    lines: Lines,
    *,
    odd: Sequence[Odd],
    received_at: datetime,
) -> None:
    """Write the return, its lines, what was given for them, and what was odd."""
    session.add(_return(document, checked, goods, lines, received_at=received_at))
    session.flush()
    session.add_all(_lines(document, checked, lines))
    session.add_all(_refunds(document))
    session.add_all(_flags(document, odd))
    session.flush()


def _return(
    document: ReturnDocument,
    checked: Claims,
    goods: ReturnedGoods,
    lines: Lines,
    *,
    received_at: datetime,
) -> Return:
    return Return(
        id=goods.id,
        shop_id=goods.shop_id,
        till_id=goods.till_id,
        shift_id=document.shift_id,
        operator_id=checked.operator_id,
        sale_id=SaleId(checked.sale.id) if checked.sale else None,
        member_id=goods.member_id,
        number=document.number,
        series=document.header.series,
        counter=document.counter,
        returned_at=document.header.at,
        returned_on=checked.returned_on,
        booked_on=goods.booked_on,
        received_at=received_at,
        total=goods.total,
        rounding=goods.rounding,
        vat=goods.vat,
        cost=total(taken.cost for _item, taken in lines),
        reason=document.reason,
        is_void=document.is_void,
    )


def _lines(document: ReturnDocument, checked: Claims, lines: Lines) -> Iterator[ReturnLine]:
    for position, (item, taken) in enumerate(lines):
        matched = item.matched
        yield ReturnLine(
            return_id=document.header.id,
            position=position,
            sale_id=SaleId(checked.sale.id) if checked.sale and matched.sold else None,
            sale_position=matched.sold.position if matched.sold else None,
            product_id=item.pack.product_id,
            pack_id=matched.line.pack_id,
            name=item.name,
            unit=item.unit,
            quantity=matched.quantity,
            base_quantity=item.base_quantity,
            amount=matched.amount,
            share=item.share,
            cost=taken.cost,
            vat=item.vat,
            consignor_id=item.consignor_id,
            kind=item.kind,
            back_on_shelf=matched.line.back_on_shelf,
            counts_for_patronage=item.counts_for_patronage,
        )


def _refunds(document: ReturnDocument) -> Iterator[ReturnRefund]:
    for position, refund in enumerate(document.refunds):
        yield ReturnRefund(
            return_id=document.header.id,
            position=position,
            kind=refund.kind,
            amount=refund.amount,
            reference=refund.reference,
        )


def _flags(document: ReturnDocument, odd: Sequence[Odd]) -> Iterator[ReturnFlag]:
    for position, each in enumerate(odd):
        yield ReturnFlag(
            return_id=document.header.id,
            position=position,
            kind=each.kind,
            details=each.details,
        )
