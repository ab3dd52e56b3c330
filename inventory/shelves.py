"""Stock rows taken down, moved and put back: the only writer of ``stock`` and ``stock_move``.

With Core statements, because every sale passes here (docs/adr/0004-core-inserts-for-sales.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId
from core.models import table_of
from inventory.costing import Cost, Holding
from inventory.models import MoveKind, Stock, StockMove

_STOCK = table_of(Stock)
_MOVE = table_of(StockMove)
_NOTHING = Holding()
_AT_ONCE = 5_000
"""Products asked for in one statement: engines limit the number of parameters."""

_SELECT = (
    select(
        _STOCK.c.product_id,
        _STOCK.c.quantity,
        _STOCK.c.value,
        _STOCK.c.cost_quantity,
        _STOCK.c.cost_value,
        _STOCK.c.moves,
    )
    .where(_STOCK.c.shop_id == bindparam("of_shop"))
    .where(_STOCK.c.product_id.in_(bindparam("of_products", expanding=True)))
    .order_by(_STOCK.c.product_id)
    .with_for_update()
)
_INSERT, _INSERT_MOVES = insert(_STOCK), insert(_MOVE)
_UPDATE = (
    update(_STOCK)
    .where(_STOCK.c.shop_id == bindparam("of_shop"), _STOCK.c.product_id == bindparam("of_product"))
    .values(
        {
            name: bindparam(name)
            for name in ("quantity", "value", "cost_quantity", "cost_value", "moves")
        }
    )
)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why goods moved; ``source`` is the same as of the journal entry."""

    kind: MoveKind
    source: str
    moved_at: datetime


@dataclass(slots=True)
class Shelves:
    """Some products of a shop, taken out of the database while they change."""

    shop_id: ShopId
    holdings: dict[ProductId, Holding]
    numbers: dict[ProductId, int]
    """Of the last move; 0 for a product that never moved."""
    known: frozenset[ProductId]
    """Products that have a row already."""
    changed: set[ProductId] = field(default_factory=set)
    moves: list[dict[str, Any]] = field(default_factory=list)

    def holding(self, product_id: ProductId) -> Holding:
        """What is held now; nothing for a product the shop never had."""
        return self.holdings.get(product_id, _NOTHING)

    def has_moved(self, product_id: ProductId) -> bool:
        return self.numbers.get(product_id, 0) > 0

    def hold(self, product_id: ProductId, holding: Holding) -> None:
        """Keep a holding that no goods moved for: only its known cost may be new."""
        self.holdings[product_id] = holding
        self.numbers.setdefault(product_id, 0)
        self.changed.add(product_id)

    def move(self, product_id: ProductId, after: Holding, cause: Cause) -> None:
        """Note that goods moved, and what is held after."""
        before = self.holding(product_id)
        self.hold(product_id, after)
        self.numbers[product_id] += 1
        self.moves.append(
            {
                "shop_id": self.shop_id,
                "product_id": product_id,
                "number": self.numbers[product_id],
                "kind": cause.kind,
                "source": cause.source,
                "moved_at": cause.moved_at,
                "quantity": after.quantity - before.quantity,
                "value": after.value - before.value,
                "balance_quantity": after.quantity,
                "balance_value": after.value,
            }
        )


def take_down(session: Session, shop_id: ShopId, product_ids: Collection[ProductId]) -> Shelves:
    """Read and lock the products' rows, in order of product so that nobody waits in a circle."""
    holdings: dict[ProductId, Holding] = {}
    numbers: dict[ProductId, int] = {}
    for some in _in_parts(sorted(product_ids)):
        rows = session.execute(_SELECT, {"of_shop": shop_id, "of_products": some})
        for product_id, quantity, value, cost_quantity, cost_value, moves in rows:
            holdings[product_id] = Holding(quantity, value, Cost(cost_quantity, cost_value))
            numbers[product_id] = moves
    return Shelves(shop_id, holdings, numbers, frozenset(holdings))


def put_back(session: Session, shelves: Shelves) -> None:
    """Write what changed: new rows, changed rows and the moves, each in one statement."""
    changed = sorted(shelves.changed)
    fresh = [product_id for product_id in changed if product_id not in shelves.known]
    stale = [product_id for product_id in changed if product_id in shelves.known]
    if fresh:
        session.execute(
            _INSERT,
            [
                {"shop_id": shelves.shop_id, "product_id": product_id, **_held(shelves, product_id)}
                for product_id in fresh
            ],
        )
    if stale:
        session.execute(
            _UPDATE,
            [
                {"of_shop": shelves.shop_id, "of_product": product_id, **_held(shelves, product_id)}
                for product_id in stale
            ],
        )
    if shelves.moves:
        session.execute(_INSERT_MOVES, shelves.moves)


def _held(shelves: Shelves, product_id: ProductId) -> dict[str, Any]:
    holding = shelves.holdings[product_id]
    return {
        "quantity": holding.quantity,
        "value": holding.value,
        "cost_quantity": holding.last_cost.quantity,
        "cost_value": holding.last_cost.value,
        "moves": shelves.numbers[product_id],
    }


def _in_parts(product_ids: list[ProductId]) -> Iterator[list[ProductId]]:
    for start in range(0, len(product_ids), _AT_ONCE):
        yield product_ids[start : start + _AT_ONCE]
