"""What the lines of a return put back on the shelves, and what each of them was worth.

A package puts back its parts, a service nothing: what it cost comes back from the provider or is
lost. A container's deposit is money that was owed and has no cost: an empty comes in for it. Who
brings back a full one without asking for a deposit gets an empty, as before it was exchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.ids import ProductId
from core.money import ZERO, Money, allocate, total
from core.quantity import MILLI, Quantity
from inventory import containers, stock
from inventory.models import ProductKind
from inventory.stock import ComingBack, TakenBack
from pos import sale_terms
from pos.returns.goods import Item
from pos.sale_terms import Parts
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class Cause:
    """Which return it is, and when it happened."""

    source: str
    moved_at: datetime


def take_back(
    session: Session, till: TillView, items: Sequence[Item], cause: Cause
) -> list[TakenBack]:
    """Put the goods of every line back; the caller has locked the shop's journal."""
    parts = sale_terms.parts(session, [item.pack.product_id for item in items if _is_package(item)])
    coming = [
        (position, goods)
        for position, item in enumerate(items)
        for goods in _goods(session, till, item, parts)
    ]
    taken = stock.take_back(
        session,
        shop_id=till.shop_id,
        source=cause.source,
        moved_at=cause.moved_at,
        goods=[goods for _position, goods in coming],
    )
    _count_empties(session, till, items, cause)
    by_line: list[list[TakenBack]] = [[] for _item in items]
    for (position, _goods_back), back in zip(coming, taken, strict=True):
        by_line[position].append(back)
    return [_line(item, backs) for item, backs in zip(items, by_line, strict=True)]


def _count_empties(session: Session, till: TillView, items: Sequence[Item], cause: Cause) -> None:
    fit = [item for item in items if item.is_fit]
    empties = Counter[ProductId]()
    for item in fit:
        if item.kind is ProductKind.CONTAINER:
            empties[item.pack.product_id] += item.base_quantity.milli
        elif item.pack.container_id:
            empties[item.pack.container_id] -= item.base_quantity.milli
    counted = containers.named(session, empties.keys())
    containers.move(
        session,
        shop_id=till.shop_id,
        source=cause.source,
        moved_at=cause.moved_at,
        empties={key: Quantity(empties[key]) for key in counted},
    )


def _is_package(item: Item) -> bool:
    return item.kind is ProductKind.PACKAGE


def _goods(
    session: Session, till: TillView, item: Item, parts: Mapping[ProductId, Parts]
) -> Iterator[ComingBack]:
    if item.kind is ProductKind.GOODS:
        yield ComingBack(item.pack.product_id, item.base_quantity, item.cost_then, item.is_fit)
    elif _is_package(item):
        inside = [
            (product_id, Quantity(item.base_quantity.milli * each.milli // MILLI))
            for product_id, each in parts.get(item.pack.product_id, ())
        ]
        costs = _costs(session, till, item, inside)
        for (product_id, quantity), cost in zip(inside, costs, strict=True):
            yield ComingBack(product_id, quantity, cost, item.is_fit)


def _costs(
    session: Session, till: TillView, item: Item, inside: Sequence[tuple[ProductId, Quantity]]
) -> Sequence[Money | None]:
    """The package's cost then, split by what its parts cost today."""
    if item.cost_then is None or not inside:
        return [None] * len(inside)
    weights = [cost.amount for cost in stock.worth_today(session, till.shop_id, inside)]
    return allocate(item.cost_then, weights if any(weights) else [1] * len(inside))


def _line(item: Item, backs: Sequence[TakenBack]) -> TakenBack:
    """The parts of a line together; what a package cost that has no parts any more is settled."""
    if item.kind is ProductKind.SERVICE:
        cost = item.cost_then or ZERO
        return TakenBack(cost, lost=ZERO if item.is_fit else cost)
    cost = total(back.cost for back in backs)
    rest = (item.cost_then or ZERO) - cost if not backs else ZERO
    return TakenBack(
        cost + rest,
        total(back.shelved for back in backs),
        total(back.settlement for back in backs) + rest,
        total(back.lost for back in backs),
    )
