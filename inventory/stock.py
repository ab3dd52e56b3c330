"""Goods on and off the shelves of a shop; every move keeps the balance it left behind.

Every sale passes here, so it costs one select and at most three writes whatever the number of
lines. Stock may go below zero; the next receipt settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId, new_id
from core.money import ZERO, Money, total
from core.quantity import NONE, Quantity
from inventory import containers, costing, ownership
from inventory.costing import Cost, Holding, Receipt
from inventory.entries import GoodsIn, goods_entry
from inventory.models import MoveKind, StockMove
from inventory.shelves import Cause, put_back, take_down
from ledger import chart, journal

Goods = tuple[ProductId, Quantity]
"""A product and how much of it, in base units."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued line: what the goods cost, and what the shop held of them after."""

    cost: Money
    balance: Quantity
    ran_out: bool = False
    """The line took the shelf below zero, of goods that had been booked in. What a shop sells
    before it ever entered its stock, or goes on selling below zero, is no news."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What setting a shelf right was worth."""

    shelved: Money = ZERO
    """What the shelf's value changed by: more +, less -."""
    settlement: Money = ZERO
    """What earlier issues below zero should have cost more (+) or less (-)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Goods coming in: base units, and what all of them cost together."""

    product_id: ProductId
    quantity: Quantity
    value: Money


@dataclass(frozen=True, slots=True)
class ComingBack:
    """Sold goods that came back, in base units."""

    product_id: ProductId
    quantity: Quantity
    cost: Money | None
    """What they cost when they were sold; None: as much as they cost today."""
    fit: bool
    """They can be sold again; else they are a loss and no shelf sees them."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What goods that came back were worth, and where that went."""

    cost: Money
    shelved: Money = ZERO
    """What the shelf's value rose by."""
    settlement: Money = ZERO
    """What earlier issues below zero should have cost more (+) or less (-)."""
    lost: Money = ZERO
    """The cost of goods that cannot be sold again."""


@dataclass(frozen=True, slots=True)
class KnownCost:
    """What a product costs that the shop has never had, from a price list."""

    product_id: ProductId
    cost: Cost


def take_out(
    session: Session, cause: Cause, goods: Sequence[Goods], *, shop_id: ShopId
) -> list[Issued]:
    """Take goods off the shelves, in base units, and tell what each line cost.

    The caller has locked the shop's journal and books the cost. A line too small to be counted
    (less than a thousandth of the base unit) moves nothing.
    """
    shelves = take_down(session, shop_id, {product_id for product_id, _quantity in goods})
    issued = []
    for product_id, quantity in goods:
        before = shelves.holding(product_id)
        if not quantity:
            issued.append(Issued(ZERO, before.quantity))
            continue
        gone = costing.issue(before, quantity)
        had_some = before.quantity >= NONE and shelves.has_moved(product_id)
        ran_out = had_some and gone.holding.quantity < NONE
        shelves.move(product_id, gone.holding, cause)
        issued.append(Issued(gone.cost, gone.holding.quantity, ran_out))
    put_back(session, shelves)
    return issued


def put_in(
    session: Session, cause: Cause, arrivals: Sequence[Arrival], *, shop_id: ShopId
) -> list[Receipt]:
    """Put goods on the shelves and tell what that was worth, line by line.

    The caller has locked the shop's journal and books it; always value = shelved + settlement.
    Empties and consigned goods come in at no value, whatever was typed.
    """
    worthless = containers.worthless_ids(session)
    shelves = take_down(session, shop_id, {arrival.product_id for arrival in arrivals})
    received = []
    for arrival in arrivals:
        _check(arrival)
        value = ZERO if arrival.product_id in worthless else arrival.value
        came = costing.receive(shelves.holding(arrival.product_id), arrival.quantity, value)
        shelves.move(arrival.product_id, came.holding, cause)
        received.append(came)
    put_back(session, shelves)
    return received


def adjust(
    session: Session, cause: Cause, differences: Sequence[Goods], *, shop_id: ShopId
) -> list[Adjusted]:
    """Set shelves right by what somebody found: more (+) or less (-), at what the goods cost now.

    The caller has locked the shop's journal and books it.
    """
    shelves = take_down(session, shop_id, {product_id for product_id, _quantity in differences})
    adjusted = []
    for product_id, difference in differences:
        before = shelves.holding(product_id)
        if difference > NONE:
            came = costing.receive(before, difference, costing.worth(before, difference))
            shelves.move(product_id, came.holding, cause)
            adjusted.append(Adjusted(came.shelved, came.settlement))
        elif difference < NONE:
            gone = costing.issue(before, -difference)
            shelves.move(product_id, gone.holding, cause)
            adjusted.append(Adjusted(-gone.cost))
        else:
            adjusted.append(Adjusted())
    put_back(session, shelves)
    return adjusted


def worth_today(
    session: Session, shop_id: ShopId, goods: Sequence[tuple[ProductId, Quantity]]
) -> list[Money]:
    """What so many base units of each product would cost if they left the shelves now."""
    shelves = take_down(session, shop_id, {product_id for product_id, _quantity in goods})
    return [costing.worth(shelves.holding(product_id), quantity) for product_id, quantity in goods]


def take_back(
    session: Session, cause: Cause, goods: Sequence[ComingBack], *, shop_id: ShopId
) -> list[TakenBack]:
    """Put goods that came back on the shelves, and tell what each line was worth.

    The caller has locked the shop's journal and books it; always cost = shelved + settlement
    + lost.
    """
    shelves = take_down(session, shop_id, {item.product_id for item in goods})
    taken = []
    for item in goods:
        before = shelves.holding(item.product_id)
        cost = costing.worth(before, item.quantity) if item.cost is None else item.cost
        if not item.fit:
            taken.append(TakenBack(cost, lost=cost))
        elif not item.quantity:
            taken.append(TakenBack(cost, settlement=cost))
        else:
            came = costing.take_back(before, item.quantity, cost)
            shelves.move(item.product_id, came.holding, cause)
            taken.append(TakenBack(cost, came.shelved, came.settlement))
    put_back(session, shelves)
    return taken


def receive(
    session: Session,
    arrivals: Sequence[Arrival],
    *,
    shop_id: ShopId,
    source: str,
    booked_on: date,
    description: str,
    at: datetime,
    credited: str = chart.PAYABLES,
) -> Money:
    """Put bought goods on the shelves and book them against an account; returns their cost.

    ``source`` is unique; ``credited`` is the supplier, the safe or the bank.
    """
    journal.lock_shop(session, shop_id)
    goods = _shelve(
        session,
        arrivals,
        MoveKind.RECEIPT,
        GoodsIn(source, shop_id, booked_on, description, ZERO, ZERO),
        at=at,
    )
    _book(session, goods, credited=credited, at=at)
    return goods.shelved + goods.settlement


def enter_opening(
    session: Session,
    arrivals: Sequence[Arrival],
    *,
    shop_id: ShopId,
    booked_on: date,
    at: datetime,
    by: OperatorId | None,
    source: str = "",
) -> Money:
    """Book what a shop had on its shelves when it began; returns its value.

    Each product once per shop. Goods sold before the opening was entered are settled by it.
    Raises InvalidInput for a product that has its opening stock.
    """
    journal.lock_shop(session, shop_id)
    if opened_products(session, shop_id) & {arrival.product_id for arrival in arrivals}:
        raise InvalidInput(
            _("Stok awal barang ini sudah pernah diisi di toko ini."), field="quantity"
        )
    ownership.check_all_own(session, {one.product_id for one in arrivals}, field="quantity")
    source = source or f"opening:{new_id()}"
    goods = _shelve(
        session,
        arrivals,
        MoveKind.OPENING,
        GoodsIn(source, shop_id, booked_on, _("Stok awal"), ZERO, ZERO),
        at=at,
    )
    _book(session, goods, credited=chart.OPENING_BALANCE, at=at)
    value = goods.shelved + goods.settlement
    audit.record(
        session,
        "stock.opened",
        at=at,
        by=by,
        shop_id=shop_id,
        subject=source,
        products=len(arrivals),
        value=value.amount,
    )
    return value


def opened_products(session: Session, shop_id: ShopId) -> set[ProductId]:
    """The products whose opening stock the shop has entered, and not taken back."""
    return set(
        session.scalars(
            select(StockMove.product_id)
            .where(StockMove.shop_id == shop_id, StockMove.kind == MoveKind.OPENING)
            .group_by(StockMove.product_id)
            .having(func.sum(StockMove.quantity) != NONE)
        )
    )


def note_costs(session: Session, costs: Iterable[KnownCost], *, shop_id: ShopId) -> None:
    """Keep what products cost that the shop never had, for selling them before they are booked in.

    A product that has moved keeps the cost it was bought at.
    """
    worthless = containers.worthless_ids(session)
    wanted = {known.product_id: known.cost for known in costs if known.product_id not in worthless}
    shelves = take_down(session, shop_id, wanted)
    for product_id, cost in wanted.items():
        if not shelves.has_moved(product_id):
            shelves.hold(product_id, Holding(last_cost=cost))
    put_back(session, shelves)


def _shelve(
    session: Session, arrivals: Sequence[Arrival], kind: MoveKind, event: GoodsIn, *, at: datetime
) -> GoodsIn:
    """Move the arrivals onto the shelves; returns the event with what that was worth."""
    if not arrivals:
        raise BusinessError(_("Tidak ada barang yang masuk."))
    cause = Cause(kind, event.source, at)
    received = put_in(session, cause, arrivals, shop_id=event.shop_id)
    return replace(
        event,
        shelved=total(receipt.shelved for receipt in received),
        settlement=total(receipt.settlement for receipt in received),
    )


def _check(arrival: Arrival) -> None:
    if arrival.quantity <= NONE:
        raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="quantity")
    if arrival.value < ZERO:
        raise InvalidInput(_("Harga beli tidak boleh negatif."), field="cost")


def _book(session: Session, goods: GoodsIn, *, credited: str, at: datetime) -> None:
    entry = goods_entry(goods, credited=credited)
    if entry is not None:
        journal.post(session, entry, at=at)
