"""What goods of a receipt cost, where that is not what they cost before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import ProductId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.costing import Cost
from inventory.models import Pack, StockMove
from inventory.purchasing.goods_receipts import source_of
from inventory.purchasing.matching import base_units
from inventory.purchasing.models import GoodsReceipt, GoodsReceiptLine

ONE = Quantity.of(1)
Line = tuple[ProductId, GoodsReceiptLine]


@dataclass(frozen=True, slots=True)
class CostChange:
    """What a product cost before, and now; free goods lower it."""

    before: Cost
    now: Cost

    @property
    def matters(self) -> bool:
        """A base unit costs a rupiah more or less."""
        return self.before.of(ONE) != self.now.of(ONE)


def cost_changes(session: Session, receipt: GoodsReceipt) -> dict[ProductId, CostChange]:
    """The products of a receipt whose cost differs from the receipt before in that shop.

    Where nothing was received before, from what the shelf cost until then.
    """
    lines = session.execute(
        select(Pack.product_id, GoodsReceiptLine)
        .join(Pack, Pack.id == GoodsReceiptLine.pack_id)
        .where(GoodsReceiptLine.receipt_id == receipt.id)
    )
    now = _costs((ProductId(key), line) for key, line in lines)
    before = _on_shelf(session, receipt, now) | _received(session, receipt, now)
    changes = {key: CostChange(before[key], cost) for key, cost in now.items() if key in before}
    return {key: change for key, change in changes.items() if change.matters}


def _costs(lines: Iterable[Line]) -> dict[ProductId, Cost]:
    """What goods cost together on these lines; those that cost nothing are left out."""
    kept: dict[ProductId, Quantity] = defaultdict(lambda: NONE)
    paid: dict[ProductId, Money] = defaultdict(lambda: ZERO)
    for key, line in lines:
        kept[key] += base_units(line.quantity + line.free, line.factor)
        paid[key] += line.amount
    return {key: Cost(kept[key], paid[key]) for key in kept if paid[key]}


def _received(
    session: Session, receipt: GoodsReceipt, products: Collection[ProductId]
) -> dict[ProductId, Cost]:
    """What each product cost the last time it came to the shop before."""
    came = (
        select(Pack.product_id, GoodsReceiptLine, GoodsReceipt.received_at)
        .join(Pack, Pack.id == GoodsReceiptLine.pack_id)
        .join(GoodsReceipt, GoodsReceipt.id == GoodsReceiptLine.receipt_id)
        .where(Pack.product_id.in_(products), GoodsReceipt.shop_id == receipt.shop_id)
        .where(GoodsReceipt.received_at < receipt.received_at, GoodsReceiptLine.amount > ZERO)
    )
    last = (
        came.with_only_columns(
            Pack.product_id, func.max(GoodsReceipt.received_at).label("received_at")
        )
        .group_by(Pack.product_id)
        .subquery()
    )
    rows = session.execute(
        came.join(
            last,
            (last.c.product_id == Pack.product_id)
            & (last.c.received_at == GoodsReceipt.received_at),
        )
    )
    return _costs((ProductId(row[0]), row[1]) for row in rows)


def _on_shelf(
    session: Session, receipt: GoodsReceipt, products: Collection[ProductId]
) -> dict[ProductId, Cost]:
    """What stood on the shelf of each product before the receipt, with its value."""
    moves = session.scalars(
        select(StockMove)
        .where(StockMove.source == source_of(receipt.id), StockMove.shop_id == receipt.shop_id)
        .order_by(StockMove.number.desc())
    )
    found = {}
    for move in moves:
        quantity = move.balance_quantity - move.quantity
        value = move.balance_value - move.value
        if move.product_id in products and quantity > NONE and value > ZERO:
            found[ProductId(move.product_id)] = Cost(quantity, value)
    return found
