"""Opening stock that an import enters, under a source of its own for each shop."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.ids import ShopId
from core.shops import get_shop, today_in
from inventory import stock
from inventory.importing.kind import Made, Writing
from inventory.importing.models import MadeKind
from inventory.stock import Arrival


def enter(
    session: Session, arrivals: Sequence[tuple[int, Arrival]], shop_id: ShopId, writing: Writing
) -> list[Made]:
    """Enter what a shop had when it began, each product with its row."""
    if not arrivals:
        return []
    shop = get_shop(session, shop_id)
    source = f"opening:{writing.run_id}:{shop.code}"
    stock.enter_opening(
        session, [arrival for _row, arrival in arrivals], shop_id=shop_id,
        booked_on=today_in(shop, writing.at), at=writing.at, by=writing.by, source=source,
    )  # fmt: skip
    after = {"shop": shop_id.hex, "source": source}
    return [Made(row, MadeKind.OPENING, arrival.product_id, {}, after) for row, arrival in arrivals]
