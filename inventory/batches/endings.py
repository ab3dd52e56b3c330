"""Batches that a paper says are gone: thrown away for their date, or not found by a count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from core.ids import OperatorId, ProductId, ShopId
from core.quantity import NONE, Quantity
from inventory.batches.expiry import Held, thrown_away
from inventory.batches.models import Batch, BatchEnd
from inventory.models import Stock


@dataclass(frozen=True, slots=True)
class Paper:
    """What says that goods of a shop are gone."""

    shop_id: ShopId
    source: str
    """The same as of its stock moves."""
    number: str
    at: datetime
    by: OperatorId | None


@dataclass(frozen=True, slots=True)
class EndedDate:
    """So much of what expires on a day."""

    expires_on: date
    code: str
    quantity: Quantity


def throw_away(
    session: Session, paper: Paper, goods: Iterable[tuple[ProductId, Quantity]], *, on: date
) -> None:
    """End the batches of goods that expired; called before they leave the shelf."""
    for product_id, quantity in goods:
        batches = [held for held, _noted in _held(session, paper.shop_id, product_id)]
        row = session.get(Stock, (paper.shop_id, product_id))
        on_hand = row.quantity if row else NONE
        _end(session, paper, thrown_away(batches, on_hand=on_hand, quantity=quantity, on=on))


def none_left(session: Session, paper: Paper, goods: Mapping[ProductId, datetime]) -> None:
    """End every batch of goods of which there were none at an instant; later ones stay."""
    for product_id, counted_at in goods.items():
        held = _held(session, paper.shop_id, product_id)
        _end(session, paper, {of.key: of.quantity for of, noted in held if noted <= counted_at})


def ended_by(session: Session, source: str) -> dict[ProductId, list[EndedDate]]:
    """What a paper ended, by product, the first expired first."""
    rows = session.execute(
        select(Batch.product_id, Batch.expires_on, Batch.code, BatchEnd.quantity)
        .join(Batch, Batch.id == BatchEnd.batch_id)
        .where(BatchEnd.source == source)
        .order_by(Batch.expires_on, Batch.id)
    )
    found: dict[ProductId, list[EndedDate]] = defaultdict(list)
    for product_id, expires_on, code, quantity in rows:
        found[product_id].append(EndedDate(expires_on, code, quantity))
    return found


def _held(
    session: Session, shop_id: ShopId, product_id: ProductId
) -> Collection[tuple[Held, datetime]]:
    """Batches that are not known to be gone, and when each was noted."""
    ended = (
        select(cast(func.sum(type_coerce(BatchEnd.quantity, BigInteger)), BigInteger))
        .where(BatchEnd.batch_id == Batch.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Batch.id, Batch.expires_on, Batch.quantity, func.coalesce(ended, 0), Batch.noted_at)
        .where(Batch.shop_id == shop_id, Batch.product_id == product_id)
        .where(type_coerce(Batch.quantity, BigInteger) > func.coalesce(ended, 0))
    )
    return [
        (Held(key, expires_on, quantity - Quantity(gone)), noted_at)
        for key, expires_on, quantity, gone, noted_at in rows
    ]


def _end(session: Session, paper: Paper, gone: Mapping[UUID, Quantity]) -> None:
    session.add_all(
        BatchEnd(batch_id=key, quantity=quantity, source=paper.source, reason=paper.number,
                 ended_at=paper.at, ended_by=paper.by)
        for key, quantity in gone.items()
    )  # fmt: skip
    session.flush()
