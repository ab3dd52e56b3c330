"""Watch what runs out in a shop: a least quantity for each product, or none."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.format import quantity
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.quantity import NONE, Quantity
from inventory.assortment.models import Assortment
from inventory.models import Product, ProductKind


def least_of(session: Session, shop_id: ShopId, product_id: ProductId) -> Quantity:
    """What a shop wants of a product at least; zero when nobody watches it."""
    row = session.get(Assortment, (shop_id, product_id))
    return row.least if row else NONE


def set_least(
    session: Session,
    product: Product,
    least: Quantity,
    *,
    shop_id: ShopId,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Let a shop want so much of a product at least; zero: it is watched no more."""
    if least < NONE:
        raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field="least")
    if product.kind is not ProductKind.GOODS:
        raise InvalidInput(_("Hanya barang biasa yang punya stok minimum."), field="least")
    before = least_of(session, shop_id, ProductId(product.id))
    row = session.get(Assortment, (shop_id, product.id))
    if row is None and least:
        session.add(Assortment(shop_id=shop_id, product_id=ProductId(product.id), least=least))
    elif row is not None and least:
        row.least = least
    elif row is not None:
        session.delete(row)
    session.flush()
    audit.record(
        session, "product.minimum_set", at=at, by=by, subject=product.code, shop_id=shop_id,
        before=quantity(before), after=quantity(least),
    )  # fmt: skip
