"""What has expired off the shelf: one press puts it onto a paper, which somebody completes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId, new_id
from core.models import Shop
from core.quantity import NONE, Quantity
from core.shops import today_in
from inventory.batches import queries
from inventory.models import Product
from inventory.write_offs import write_offs
from inventory.write_offs.models import WriteOff, WriteOffKind, WriteOffLine, WriteOffStatus
from inventory.write_offs.write_offs import NewWriteOff
from ledger import journal


def take_off(
    session: Session, shop: Shop, product: Product, *, at: datetime, by: OperatorId
) -> WriteOff:
    """Put all of a product that has expired onto this person's open paper, or onto a new one.

    Goods that are on it already stay as they are. Raises BusinessError when nothing has expired.
    """
    journal.lock_shop(session, ShopId(shop.id))
    quantity = _expired(session, shop, product, at)
    if quantity <= NONE:
        raise BusinessError(
            _("Menurut catatan tidak ada %(name)s yang kedaluwarsa.", name=product.name)
        )
    paper = _open_paper(session, shop, by) or write_offs.begin(
        session, shop, NewWriteOff(new_id(), WriteOffKind.EXPIRED), at=at, by=by
    )
    if session.get(WriteOffLine, (paper.id, ProductId(product.id))) is None:
        write_offs.put_line(session, paper, product, quantity, by=by)
    return paper


def _expired(session: Session, shop: Shop, product: Product, at: datetime) -> Quantity:
    today = today_in(shop, at)
    rows = queries.of_product(session, ShopId(shop.id), ProductId(product.id), on=today)
    return Quantity(sum(row.quantity.milli for row in rows if row.is_expired))


def _open_paper(session: Session, shop: Shop, by: OperatorId) -> WriteOff | None:
    return session.scalars(
        select(WriteOff)
        .where(WriteOff.shop_id == shop.id, WriteOff.written_by == by)
        .where(WriteOff.kind == WriteOffKind.EXPIRED, WriteOff.status == WriteOffStatus.DRAFT)
        .order_by(WriteOff.written_at.desc())
        .limit(1)
    ).one_or_none()
