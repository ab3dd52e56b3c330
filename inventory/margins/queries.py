"""What the packs of a product bring above what they cost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from inventory.costing import UNKNOWN_COST
from inventory.margins.averages import averages
from inventory.margins.margin import Margin, margin
from inventory.models import Product
from inventory.queries import PackView


@dataclass(frozen=True, slots=True)
class PackMargins:
    """What a pack brings at the usual price and at the members'."""

    general: Margin | None
    member: Margin | None


def pack_margins(
    session: Session, product: Product, packs: Collection[PackView], shop_id: ShopId | None
) -> dict[PackId, PackMargins]:
    """What the packs of a product bring; nothing for goods that are somebody else's."""
    if product.consignor_id is not None:
        return {}
    key = ProductId(product.id)
    average = averages(session, [key], shop_id).get(key, UNKNOWN_COST)
    return {
        pack.id: PackMargins(
            margin(pack.price, pack.factor, average) if pack.price else None,
            margin(pack.member_price, pack.factor, average) if pack.member_price else None,
        )
        for pack in packs
    }
