"""What became of consigned goods, and what producers are owed, for screens, papers and checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.ids import PartyId, ShopId
from core.money import ZERO, Money
from core.quantity import Quantity
from inventory.consignment.models import ConsignedSale, Ending, EndingKind, Intake, IntakeLine
from inventory.consignment.standing import Standing
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
