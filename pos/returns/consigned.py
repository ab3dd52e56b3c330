"""What came back of producers' goods, as consignment keeps it: the same fee is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from core.money import ZERO
from inventory.consignment import consigned_sales, endings
from inventory.consignment.consigned_sales import ConsignedLine, SoldEvent
from inventory.consignment.endings import Ended
from inventory.consignment.models import EndingKind
from pos.returns.documents import ReturnDocument, return_source
from pos.returns.entries import ReturnedGoods
from pos.returns.goods import Item


def note(
    session: Session, document: ReturnDocument, goods: ReturnedGoods, items: Sequence[Item]
) -> None:
    """Take back what was noted as sold; what nobody can sell again is spoilt."""
    lines = list(_lines(items))
    if not lines:
        return
    event = SoldEvent(return_source(goods.id), goods.shop_id, goods.booked_on)
    consigned_sales.note(session, event, lines)
    endings.keep(session, event, _spoilt(items), at=document.header.at, by=None)


def _lines(items: Sequence[Item]) -> Iterator[ConsignedLine]:
    for position, item in enumerate(items):
        if item.consignor_id is not None:
            yield ConsignedLine(
                position,
                item.consignor_id,
                item.pack.product_id,
                -item.base_quantity,
                -item.matched.amount,
                -(item.cost_then or ZERO),
            )


def _spoilt(items: Sequence[Item]) -> Iterator[Ended]:
    for item in items:
        part = item.for_other
        if part is not None and part.party_id is not None and not item.is_fit:
            yield Ended(item.pack.product_id, EndingKind.SPOILT, item.base_quantity, part.kept)
