"""What became of consigned goods, and what producers are owed, for screens, papers and checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.ids import PartyId, ProductId, ShopId
from core.money import ZERO, Money
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
    """By the shop that is looked at."""
    active: bool
    can_repeat: bool
    """Has brought goods there, so that the same may be taken again."""


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A producer's product in a shop."""

    product_id: ProductId
    code: str
    name: str
    unit: str
    fractions: bool
    active: bool
    standing: Standing


def consignor_page(
    session: Session, *, words: str, shop_id: ShopId, number: int
) -> Page[ConsignorRow]:
    """Producers by name, with what a shop owes them."""
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
    keys = [PartyId(one.id) for one in found]
    owed_to, brought = _owed_to(session, keys, shop_id), _have_brought(session, keys, shop_id)
    rows = (
        ConsignorRow(one.number, one.name, one.phone, owed_to.get(one.id, ZERO), one.active,
                     one.active and one.id in brought)
        for one in found
    )  # fmt: skip
    return Page(tuple(rows), number, count)


def _owed_to(session: Session, consignors: Sequence[PartyId], shop_id: ShopId) -> dict[UUID, Money]:
    rows = session.execute(
        select(Posting.party_id, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(
            Posting.party_id.in_(consignors),
            Posting.account == chart.CONSIGNMENT_PAYABLES,
            JournalEntry.shop_id == shop_id,
        )
        .group_by(Posting.party_id)
    )
    return {party: -amount for party, amount in rows if party is not None}


def _have_brought(session: Session, consignors: Sequence[PartyId], shop_id: ShopId) -> set[PartyId]:
    found = select(Intake.consignor_id).where(
        Intake.consignor_id.in_(consignors), Intake.shop_id == shop_id
    )
    return set(session.scalars(found.distinct()))


def goods_of(session: Session, shop_id: ShopId, consignor_id: PartyId) -> list[GoodsRow]:
    """A producer's products by name, with what became of each in a shop.

    Of retired ones only those of which some still stand there.
    """
    known = standings(session, shop_id=shop_id, consignor_id=consignor_id)
    found = session.scalars(
        select(Product)
        .where(Product.consignor_id == consignor_id)
        .order_by(func.lower(Product.name))
    )
    rows = [
        GoodsRow(ProductId(one.id), one.code, one.name, one.base_unit, one.fractions, one.active,
                 known.get((shop_id, one.id), Standing()))
        for one in found
    ]  # fmt: skip
    return [row for row in rows if row.active or row.standing.on_hand]


def retired_of(session: Session, consignor_id: PartyId) -> list[Product]:
    """A producer's products that are taken in no more, by name."""
    return list(
        session.scalars(
            select(Product)
            .where(Product.consignor_id == consignor_id, ~Product.active)
            .order_by(func.lower(Product.name))
        )
    )


def recent_settlements(
    session: Session, shop_id: ShopId, consignor_id: PartyId
) -> list[Settlement]:
    """The newest settlements of a producer in a shop."""
    return list(
        session.scalars(
            select(Settlement)
            .where(Settlement.consignor_id == consignor_id, Settlement.shop_id == shop_id)
            .order_by(Settlement.number.desc())
            .limit(10)
        )
    )


def recent_intakes(session: Session, shop_id: ShopId, consignor_id: PartyId) -> list[Intake]:
    """The newest intake notes of a producer in a shop."""
    return list(
        session.scalars(
            select(Intake)
            .where(Intake.consignor_id == consignor_id, Intake.shop_id == shop_id)
            .order_by(Intake.number.desc())
            .limit(10)
        )
    )


def papers_of(session: Session, intakes: Collection[UUID]) -> dict[UUID, Paper]:
    """The intake notes behind moves of goods."""
    rows = session.execute(select(Intake.id, Intake.number).where(Intake.id.in_(intakes)))
    return {
        row.id: Paper(row.number, "inventory.consignment_papers.intake", {"number": row.number})
        for row in rows
    }
