"""Consigned goods that leave the shelf unsold: taken home, spoilt, or gone without being rung up.

Whether the producer is owed for them all the same was agreed with the producer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.ids import OperatorId, ProductId
from core.money import Money
from core.quantity import Quantity
from inventory import products
from inventory.consignment.consigned_sales import SoldEvent
from inventory.consignment.models import Ending, EndingKind


@dataclass(frozen=True, slots=True)
class Ended:
    """So much of a product, in base units, and what its producer is owed for it."""

    product_id: ProductId
    kind: EndingKind
    quantity: Quantity
    owed: Money


def keep(
    session: Session,
    event: SoldEvent,
    ended: Iterable[Ended],
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Note what ended; the caller has moved the shelves and books what is owed."""
    for one in ended:
        consignor_id = products.get(session, one.product_id).consignor_id
        if consignor_id is None:
            raise ValueError(f"no consigned goods: {one}")
        session.add(
            Ending(
                shop_id=event.shop_id,
                consignor_id=consignor_id,
                product_id=one.product_id,
                kind=one.kind,
                source=event.source,
                quantity=one.quantity,
                owed=one.owed,
                ended_on=event.booked_on,
                ended_at=at,
                ended_by=by,
            )
        )
    session.flush()
