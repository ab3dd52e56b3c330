"""What is on its way to a shop: ordered and not come, sent by another shop and not arrived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId
from core.quantity import NONE, Quantity
from inventory.models import Pack
from inventory.purchasing.matching import base_units
from inventory.purchasing.models import (
    GoodsReceipt,
    GoodsReceiptLine,
    OrderState,
    PurchaseOrder,
    PurchaseOrderLine,
)
from inventory.transfers.models import Transfer, TransferLine, TransferStep, TransferStepLine

_OPEN = (OrderState.DRAFT, OrderState.SENT)
"""Drafts too: what stands on one need not be suggested again."""


def coming(session: Session, shop_id: ShopId) -> dict[ProductId, Quantity]:
    """Base units of every product that are on their way to a shop."""
    found: dict[ProductId, Quantity] = defaultdict(lambda: NONE)
    for product_id, quantity in (*_ordered(session, shop_id), *_sent(session, shop_id)):
        found[product_id] += quantity
    return found


def _ordered(session: Session, shop_id: ShopId) -> Iterator[tuple[ProductId, Quantity]]:
    """What open orders still wait for, line by line."""
    is_open = (PurchaseOrder.shop_id == shop_id, PurchaseOrder.state.in_(_OPEN))
    came = session.execute(
        select(GoodsReceipt.order_id, GoodsReceiptLine.pack_id, func.sum(GoodsReceiptLine.quantity))
        .join(GoodsReceipt, GoodsReceipt.id == GoodsReceiptLine.receipt_id)
        .join(PurchaseOrder, PurchaseOrder.id == GoodsReceipt.order_id)
        .where(*is_open)
        .group_by(GoodsReceipt.order_id, GoodsReceiptLine.pack_id)
    )
    arrived = {(order_id, pack_id): quantity for order_id, pack_id, quantity in came}
    lines = session.execute(
        select(PurchaseOrderLine, Pack.product_id, Pack.factor)
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseOrderLine.order_id)
        .join(Pack, Pack.id == PurchaseOrderLine.pack_id)
        .where(*is_open)
    )
    for line, product_id, factor in lines:
        missing = line.quantity - arrived.get((line.order_id, line.pack_id), NONE)
        if missing > NONE:
            yield ProductId(product_id), base_units(missing, factor)


def _sent(session: Session, shop_id: ShopId) -> Iterator[tuple[ProductId, Quantity]]:
    """What other shops sent, less what arrived or was lost."""
    is_open = (Transfer.to_shop_id == shop_id, Transfer.closed_at.is_(None))
    lines = session.execute(
        select(TransferLine.product_id, TransferLine.quantity)
        .join(Transfer, Transfer.id == TransferLine.transfer_id)
        .where(*is_open)
    )
    yield from ((ProductId(key), quantity) for key, quantity in lines)
    gone = session.execute(
        select(TransferLine.product_id, TransferStepLine.quantity)
        .join(TransferStep, TransferStep.id == TransferStepLine.step_id)
        .join(Transfer, Transfer.id == TransferStep.transfer_id)
        .join(
            TransferLine,
            (TransferLine.transfer_id == Transfer.id)
            & (TransferLine.position == TransferStepLine.position),
        )
        .where(*is_open)
    )
    yield from ((ProductId(key), -quantity) for key, quantity in gone)
