"""What became of consigned goods, and what producers are owed, for screens, papers and checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import PartyId, ProductId, ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from core.quantity import Quantity
from inventory.consignment.models import (
    ConsignedSale,
    Consignor,
    Ending,
    EndingKind,
    Intake,
    IntakeLine,
    Settlement,
    SettlementPart,
)
from inventory.consignment.standing import Standing
from inventory.models import Product
from inventory.papers import Paper
from ledger import chart
from ledger.models import JournalEntry, Posting

Standings = Mapping[tuple[UUID, UUID], Standing]
"""By shop and product."""

_FIELDS = {
    EndingKind.TAKEN_HOME: "taken_home",
    EndingKind.SPOILT: "spoilt",
    EndingKind.LOST: "lost",
}


def standings(
    session: Session, *, shop_id: ShopId | None = None, consignor_id: PartyId | None = None
) -> Standings:
    """What became of every consigned product, in a shop or all, of a producer or all."""
    received = select(Intake.shop_id, IntakeLine.product_id, func.sum(IntakeLine.quantity)).join(
        IntakeLine, IntakeLine.intake_id == Intake.id
    )
    sold = select(ConsignedSale.shop_id, ConsignedSale.product_id, func.sum(ConsignedSale.quantity))
    ended = select(Ending.shop_id, Ending.product_id, func.sum(Ending.quantity), Ending.kind)
    found: dict[tuple[UUID, UUID], Standing] = defaultdict(Standing)

    def add(statement: Select[*tuple[Any, ...]], table: Any, name: str = "") -> None:
        if shop_id:
            statement = statement.where(table.shop_id == shop_id)
        if consignor_id:
            statement = statement.where(table.consignor_id == consignor_id)
        for shop, product, quantity, *kind in session.execute(statement):
            changed: dict[str, Quantity] = {name or _FIELDS[kind[0]]: quantity}
            found[shop, product] = replace(found[shop, product], **changed)

    add(received.group_by(Intake.shop_id, IntakeLine.product_id), Intake, "received")
    add(sold.group_by(ConsignedSale.shop_id, ConsignedSale.product_id), ConsignedSale, "sold")
    add(ended.group_by(Ending.shop_id, Ending.product_id, Ending.kind), Ending)
    return found


def owed(session: Session, shop_id: ShopId, consignor_id: PartyId) -> Money:
    """What a shop's books say a producer is to be paid; less than nothing after returns."""
    balance = session.scalar(
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.party_id == consignor_id,
            Posting.account == chart.CONSIGNMENT_PAYABLES,
            JournalEntry.shop_id == shop_id,
        )
    )
    return -(balance or ZERO)


@dataclass(frozen=True, slots=True)
class ConsignorRow:
    """A producer as lists show one."""

    number: int
    name: str
    phone: str
    owed: Money
    """By all shops in reach."""


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A producer's product in a shop."""

    product_id: ProductId
    code: str
    name: str
    unit: str
    fractions: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class SlipLine:
    """What was sold of a product in the days of a settlement."""

    name: str
    quantity: Quantity
    amount: Money
    payable: Money

    @property
    def fee(self) -> Money:
        return self.amount - self.payable


@dataclass(frozen=True, slots=True)
class Slip:
    """A settlement as the producer reads it."""

    settlement: Settlement
    consignor: Consignor
    shop: Shop
    by: str
    parts: tuple[SettlementPart, ...]
    first: date
    """The first day of the sold lines; the last is the day it was paid."""
    lines: tuple[SlipLine, ...]

    @property
    def paid(self) -> Money:
        return total(part.amount for part in self.parts)

    @property
    def remaining(self) -> Money:
        return self.settlement.owed - self.paid


def consignor_page(
    session: Session, *, words: str, shops: Sequence[ShopId], number: int
) -> Page[ConsignorRow]:
    """Producers by name, with what these shops owe them."""
    name = func.lower(Consignor.name)
    conditions = [name.contains(word, autoescape=True) for word in words.lower().split()]
    count = session.scalar(select(func.count(Consignor.id)).where(*conditions)) or 0
    found = session.scalars(
        select(Consignor)
        .where(*conditions)
        .order_by(Consignor.active.desc(), name, Consignor.number)
        .offset(offset(number))
        .limit(SIZE)
    ).all()
    owed_to = _owed_to(session, [PartyId(one.id) for one in found], shops)
    rows = (
        ConsignorRow(one.number, one.name, one.phone, owed_to.get(one.id, ZERO)) for one in found
    )
    return Page(tuple(rows), number, count)


def _owed_to(
    session: Session, consignors: Sequence[PartyId], shops: Sequence[ShopId]
) -> dict[UUID, Money]:
    rows = session.execute(
        select(Posting.party_id, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.party_id.in_(consignors),
            Posting.account == chart.CONSIGNMENT_PAYABLES,
            JournalEntry.shop_id.in_(shops),
        )
        .group_by(Posting.party_id)
    )
    return {party: -amount for party, amount in rows if party is not None}


def goods_of(session: Session, shop_id: ShopId, consignor_id: PartyId) -> list[GoodsRow]:
    """A producer's products that are sold, by name, with what became of each in a shop."""
    known = standings(session, shop_id=shop_id, consignor_id=consignor_id)
    found = session.scalars(
        select(Product)
        .where(Product.consignor_id == consignor_id, Product.active)
        .order_by(func.lower(Product.name))
    )
    return [
        GoodsRow(ProductId(one.id), one.code, one.name, one.base_unit, one.fractions,
                 known.get((shop_id, one.id), Standing()))
        for one in found
    ]  # fmt: skip


def recent_settlements(
    session: Session, shop_id: ShopId, consignor_id: PartyId
) -> list[Settlement]:
    """The newest settlements of a producer in a shop."""
    return list(
        session.scalars(
            select(Settlement)
            .where(Settlement.consignor_id == consignor_id, Settlement.shop_id == shop_id)
            .order_by(Settlement.id.desc())
            .limit(10)
        )
    )


def slip(session: Session, number: str) -> Slip:
    """A settlement with what was sold since the day of the one before. Raises NotFound."""
    row = session.execute(
        select(Settlement, Consignor, Shop, Operator.name)
        .join(Consignor, Consignor.id == Settlement.consignor_id)
        .join(Shop, Shop.id == Settlement.shop_id)
        .outerjoin(Operator, Operator.id == Settlement.paid_by)
        .where(Settlement.number == number.upper())
    ).one_or_none()
    if row is None:
        raise NotFound(_("Pelunasan %(number)s tidak ada.", number=number))
    paid, consignor, shop, by = row
    parts = session.scalars(
        select(SettlementPart).where(SettlementPart.settlement_id == paid.id)
        .order_by(SettlementPart.way)
    ).all()  # fmt: skip
    first = _first_day(session, paid)
    return Slip(paid, consignor, shop, by or "", tuple(parts), first, _sold(session, paid, first))


def _first_day(session: Session, paid: Settlement) -> date:
    before = session.scalar(
        select(func.max(Settlement.paid_on)).where(
            Settlement.consignor_id == paid.consignor_id,
            Settlement.shop_id == paid.shop_id,
            Settlement.paid_on < paid.paid_on,
        )
    )
    if before is not None:
        return before + timedelta(days=1)
    oldest = session.scalar(
        select(func.min(ConsignedSale.booked_on)).where(
            ConsignedSale.consignor_id == paid.consignor_id,
            ConsignedSale.shop_id == paid.shop_id,
        )
    )
    return oldest or paid.paid_on


def _sold(session: Session, paid: Settlement, first: date) -> tuple[SlipLine, ...]:
    rows = session.execute(
        select(
            Product.name,
            func.sum(ConsignedSale.quantity),
            func.sum(ConsignedSale.amount),
            func.sum(ConsignedSale.payable),
        )
        .join(Product, Product.id == ConsignedSale.product_id)
        .where(
            ConsignedSale.consignor_id == paid.consignor_id,
            ConsignedSale.shop_id == paid.shop_id,
            ConsignedSale.booked_on.between(first, paid.paid_on),
        )
        .group_by(Product.id, Product.name)
        .order_by(func.lower(Product.name))
    )
    return tuple(SlipLine(*row) for row in rows)


def papers_of(session: Session, intakes: Collection[UUID]) -> dict[UUID, Paper]:
    """The intake notes behind moves of goods."""
    rows = session.execute(
        select(Intake.id, Intake.number, Consignor.number.label("consignor"))
        .join(Consignor, Consignor.id == Intake.consignor_id)
        .where(Intake.id.in_(intakes))
    )
    return {
        row.id: Paper(row.number, "inventory.consignment.show", {"number": str(row.consignor)})
        for row in rows
    }
