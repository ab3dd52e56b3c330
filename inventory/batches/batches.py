"""Batches: noted when goods come in, and ended where somebody knows that they are gone.

What remains of one is computed, never written (``inventory.batches.expiry``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.format import quantity as shown
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.quantity import NONE, Quantity
from inventory.batches.models import Batch, BatchEnd
from inventory.models import Product
from ledger import journal

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class NewBatch:
    """Goods that came in with a date on them: base units."""

    product_id: ProductId
    expires_on: date
    quantity: Quantity
    code: str = ""
    """What the maker printed beside the date."""

    def __post_init__(self) -> None:
        if self.quantity <= NONE:
            raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="quantity")
        if len(self.code) > LONGEST_CODE:
            raise InvalidInput(_("Kode batch terlalu panjang."), field="batch")


def note(
    session: Session, arrivals: Iterable[NewBatch], *, shop_id: ShopId, source: str, at: datetime
) -> None:
    """Keep the dates of goods that came in; ``source`` is that of their stock moves.

    Goods that expired already are taken as they are: the list shows them at once.
    """
    session.add_all(
        Batch(shop_id=shop_id, product_id=new.product_id, expires_on=new.expires_on,
              code=new.code, quantity=new.quantity, source=source, noted_at=at)
        for new in arrivals
    )  # fmt: skip
    session.flush()


def note_on_shelf(
    session: Session, new: NewBatch, *, shop_id: ShopId, at: datetime, by: OperatorId | None
) -> None:
    """Keep the date of goods that stand on the shelf already, read by somebody from the pack."""
    note(session, [new], shop_id=shop_id, source="shelf", at=at)
    product = session.get_one(Product, new.product_id)
    audit.record(session, "batch.noted", at=at, by=by, shop_id=shop_id, subject=product.code,
                 name=product.name, expires=new.expires_on.isoformat(),
                 quantity=shown(new.quantity))  # fmt: skip


def end(
    session: Session,
    batch: Batch,
    quantity: Quantity,
    *,
    reason: str,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Say that so much of a batch is gone: written off, or not found on the shelf.

    It moves no goods: what leaves the shelf has a paper of its own. Raises InvalidInput for more
    than came in.
    """
    journal.lock_shop(session, batch.shop_id)
    if not NONE < quantity <= batch.quantity - ended(session, batch):
        raise InvalidInput(_("Sebanyak itu tidak ada dalam batch ini."), field="quantity")
    session.add(
        BatchEnd(batch_id=batch.id, quantity=quantity, reason=reason, ended_at=at, ended_by=by)
    )
    session.flush()
    product = session.get_one(Product, batch.product_id)
    audit.record(session, "batch.ended", at=at, by=by, shop_id=batch.shop_id, subject=product.code,
                 name=product.name, expires=batch.expires_on.isoformat(),
                 quantity=shown(quantity), reason=reason)  # fmt: skip


def ended(session: Session, batch: Batch) -> Quantity:
    """How much of a batch is known to be gone."""
    found = session.scalar(select(func.sum(BatchEnd.quantity)).where(BatchEnd.batch_id == batch.id))
    return found or NONE


def get(session: Session, key: UUID, shop_id: ShopId) -> Batch:
    """The batch with this key in a shop. Raises NotFound."""
    found = session.get(Batch, key)
    if found is None or found.shop_id != shop_id:
        raise NotFound(_("Batch tidak ditemukan."))
    return found
