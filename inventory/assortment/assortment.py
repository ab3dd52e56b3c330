"""What a shop carries, and of what it watches that it does not run out."""

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
from inventory.changes import note
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
    row = _row(session, shop_id, ProductId(product.id))
    if least == row.least:
        return
    if product.kind is not ProductKind.GOODS:
        raise InvalidInput(_("Hanya barang biasa yang punya stok minimum."), field="least")
    before, row.least = row.least, least
    _keep(session, row)
    audit.record(
        session, "product.minimum_set", at=at, by=by, subject=product.code, shop_id=shop_id,
        before=quantity(before), after=quantity(least),
    )  # fmt: skip


def set_hidden(
    session: Session,
    product: Product,
    hidden: bool,
    *,
    shop_id: ShopId,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Let a shop carry a product or not; its tills fetch or forget it.

    What a till sold before it heard of it is a sale like every other.
    """
    row = _row(session, shop_id, ProductId(product.id))
    if hidden == row.hidden:
        return
    row.hidden = hidden
    _keep(session, row)
    action = "product.hidden" if hidden else "product.shown"
    note(session, action, product, at=at, by=by, shop_id=shop_id, name=product.name)


def _row(session: Session, shop_id: ShopId, product_id: ProductId) -> Assortment:
    """What is kept, or a row that says nothing yet."""
    kept = session.get(Assortment, (shop_id, product_id))
    return kept or Assortment(shop_id=shop_id, product_id=product_id, least=NONE)


def _keep(session: Session, row: Assortment) -> None:
    """Keep a row that says something; one that says nothing is no row."""
    if row.least or row.hidden:
        session.add(row)
    elif row in session:
        session.delete(row)
    session.flush()
