"""What the sheet of an order needs: both parties, and every line by both names."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.ids import PackId
from core.shops import find_coop, get_shop
from inventory.purchasing.matching import price_of
from inventory.purchasing.models import OrderState, PurchaseOrder, PurchaseOrderLine
from inventory.purchasing.order_sheets import OrderSheet, SheetLine
from inventory.purchasing.queries import named
from inventory.suppliers.models import Supplier
from inventory.suppliers.queries import Called, called
from members.cleaning import phone_number

_MARKS = {OrderState.DRAFT: "KONSEP", OrderState.CANCELLED: "DIBATALKAN"}
_UNKNOWN = Called()


def order_sheet(session: Session, order: PurchaseOrder) -> OrderSheet:
    """An order as its supplier reads it."""
    shop, coop = get_shop(session, order.shop_id), find_coop(session)
    supplier = session.get_one(Supplier, order.supplier_id)
    marks = ["CONTOH" if coop and coop.is_demo else "", _MARKS.get(order.state, "")]
    return OrderSheet(
        number=order.number,
        coop=coop.name if coop else "",
        shop=shop.name,
        address=" ".join(shop.address.split()),
        supplier=supplier.name,
        phone=_phone(supplier.phone),
        ordered_on=order.ordered_on,
        expected_on=order.expected_on,
        note=order.note,
        lines=_lines(session, order.id, supplier.id),
        mark=" · ".join(mark for mark in marks if mark),
    )


def _lines(session: Session, order_id: UUID, supplier_id: UUID) -> tuple[SheetLine, ...]:
    lines = session.scalars(
        select(PurchaseOrderLine)
        .where(PurchaseOrderLine.order_id == order_id)
        .order_by(PurchaseOrderLine.position)
    ).all()
    keys = [PackId(line.pack_id) for line in lines]
    ours, theirs = named(session, keys), called(session, supplier_id, keys)
    found = []
    for line in lines:
        goods, name = ours[line.pack_id], theirs.get(line.pack_id, _UNKNOWN)
        found.append(
            SheetLine(
                goods.code, goods.name, goods.unit, name.code, name.name, line.quantity,
                line.price, price_of(line.quantity, line.price),
            )
        )  # fmt: skip
    return tuple(found)


def _phone(typed: str) -> str:
    """A number that takes messages; empty for a telephone that does not."""
    try:
        return phone_number(typed)
    except InvalidInput:
        return ""
