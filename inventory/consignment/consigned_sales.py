"""What was sold of producers' goods, told by the counter line by line.

The terms are frozen in what the producer is owed; a statement built once, since sales pass here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.ids import PartyId, ProductId, ShopId
from core.models import table_of
from core.money import Money
from core.quantity import Quantity
from inventory.consignment.models import ConsignedSale

_INSERT = insert(table_of(ConsignedSale))


@dataclass(frozen=True, slots=True)
class SoldEvent:
    """Where and on which day lines were sold, or came back."""

    source: str
    """The same as of its journal entry."""
    shop_id: ShopId
    booked_on: date


@dataclass(frozen=True, slots=True)
class ConsignedLine:
    """A sold line; of one that came back everything is negative."""

    position: int
    consignor_id: PartyId
    product_id: ProductId
    quantity: Quantity
    """Base units."""
    amount: Money
    payable: Money


def note(session: Session, event: SoldEvent, lines: Iterable[ConsignedLine]) -> None:
    """Keep what was sold, or came back."""
    session.execute(
        _INSERT,
        [
            {
                "source": event.source,
                "position": line.position,
                "shop_id": event.shop_id,
                "consignor_id": line.consignor_id,
                "product_id": line.product_id,
                "booked_on": event.booked_on,
                "quantity": line.quantity,
                "amount": line.amount,
                "payable": line.payable,
            }
            for line in lines
        ],
    )
