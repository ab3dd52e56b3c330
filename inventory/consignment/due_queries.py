"""What has to be done today: producers whose turn it is to be paid, goods that stood too long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import Money
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory.consignment.models import (
    Agreement,
    ConsignedSale,
    Consignor,
    Ending,
    Intake,
    IntakeLine,
)
from inventory.consignment.standing import due_on, oldest
from inventory.models import Product, Stock
from ledger import chart
from ledger.models import JournalEntry, Posting

Row = TypeVar("Row")

_WINDOW = timedelta(days=400)
"""What is older than that is older than every cycle, so nobody asks how old."""


@dataclass(frozen=True, slots=True)
class Due:
    """A producer who is to be paid by now."""

    number: int
    name: str
    owed: Money
    due_on: date


@dataclass(frozen=True, slots=True)
class Stale:
    """Goods of which some have stood longer than agreed."""

    consignor_number: int
    consignor: str
    code: str
    name: str
    unit: str
    quantity: Quantity
    """So many of those that are left."""
    since: date
    """When the oldest of them came."""
    shelf_days: int


def due_page(session: Session, shop_id: ShopId, *, on: date, number: int) -> Page[Due]:
    """Producers whose cycle is over, those who have waited longest first."""
    return _paged(due(session, shop_id, on=on), number)


def due(session: Session, shop_id: ShopId, *, on: date) -> list[Due]:
    """Everybody who is to be paid by a shop by now."""
    owed = _owed(session, shop_id)
    days = _booked_by_day(session, shop_id, list(owed), since=on - _WINDOW)
    rows = session.execute(
        select(Consignor.id, Consignor.number, Consignor.name, Agreement.cycle_days)
        .outerjoin(Agreement, _holds(on))
        .where(Consignor.id.in_(owed))
        .order_by(Consignor.number)
    )
    found = []
    for key, number, name, cycle in rows:
        lots = sorted(days[key].items(), reverse=True)
        since = oldest(lots, owed[key].amount) or on - _WINDOW
        if (when := due_on(since, cycle or 1)) <= on:
            found.append(Due(number, name, owed[key], when))
    return sorted(found, key=lambda row: (row.due_on, row.name.casefold()))


def stale_page(session: Session, shop_id: ShopId, *, on: date, number: int) -> Page[Stale]:
    """Goods past their days on the shelf, the oldest first."""
    return _paged(stale(session, shop_id, on=on), number)


def stale(session: Session, shop_id: ShopId, *, on: date) -> list[Stale]:
    """All goods past their days on a shop's shelf; what came first is thought to go first."""
    rows = session.execute(
        select(Product, Consignor.number, Consignor.name, Agreement.shelf_days, Stock.quantity)
        .join(Stock, and_(Stock.product_id == Product.id, Stock.shop_id == shop_id))
        .join(Consignor, Consignor.id == Product.consignor_id)
        .join(Agreement, _holds(on))
        .where(Stock.quantity > NONE)
    ).all()
    came = _brought_by_day(session, shop_id, [row[0].id for row in rows], since=on - _WINDOW)
    found = []
    for product, number, name, shelf_days, left in rows:
        lots = came[product.id]
        if shelf_days is None:
            continue
        fresh = sum(many for day, many in lots.items() if day > on - timedelta(days=shelf_days))
        if (many := Quantity(left.milli - fresh)) > NONE:
            since = oldest(sorted(lots.items(), reverse=True), left.milli) or on - _WINDOW
            found.append(Stale(number, name, product.code, product.name, product.base_unit,
                               many, since, shelf_days))  # fmt: skip
    return sorted(found, key=lambda row: (row.since, row.name.casefold()))


def _paged(rows: list[Row], number: int) -> Page[Row]:
    first = offset(number)
    return Page(tuple(rows[first : first + SIZE]), number, len(rows))


def _owed(session: Session, shop_id: ShopId) -> dict[UUID, Money]:
    """What a shop owes each producer, where it owes anything."""
    rows = session.execute(
        select(Posting.party_id, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.account == chart.CONSIGNMENT_PAYABLES,
            Posting.party_id.is_not(None),
            JournalEntry.shop_id == shop_id,
        )
        .group_by(Posting.party_id)
    )
    return {party: -amount for party, amount in rows if party and amount.amount < 0}


def _booked_by_day(
    session: Session, shop_id: ShopId, parties: list[UUID], *, since: date
) -> dict[UUID, dict[date, int]]:
    """What became owed to producers on each day, in rupiah."""
    days: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for table, amount, day in (
        (ConsignedSale, ConsignedSale.payable, ConsignedSale.booked_on),
        (Ending, Ending.owed, Ending.ended_on),
    ):
        rows = session.execute(
            select(table.consignor_id, day, func.sum(amount))
            .where(table.consignor_id.in_(parties), table.shop_id == shop_id, day >= since)
            .group_by(table.consignor_id, day)
        )
        for party, on, booked in rows:
            days[party][on] += booked.amount
    return days


def _brought_by_day(
    session: Session, shop_id: ShopId, goods: list[UUID], *, since: date
) -> dict[UUID, dict[date, int]]:
    """How much of products came on each day, in thousandths."""
    rows = session.execute(
        select(IntakeLine.product_id, Intake.taken_on, func.sum(IntakeLine.quantity))
        .join(Intake, Intake.id == IntakeLine.intake_id)
        .where(IntakeLine.product_id.in_(goods), Intake.shop_id == shop_id)
        .where(Intake.taken_on >= since)
        .group_by(IntakeLine.product_id, Intake.taken_on)
    )
    days: dict[UUID, dict[date, int]] = defaultdict(dict)
    for product_id, day, quantity in rows:
        days[product_id][day] = quantity.milli
    return days


def _holds(on: date) -> ColumnElement[bool]:
    return and_(
        Agreement.consignor_id == Consignor.id,
        Agreement.valid_from <= on,
        or_(Agreement.valid_to.is_(None), Agreement.valid_to >= literal(on, Date)),
    )
