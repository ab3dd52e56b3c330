"""The queue of labels: made when a price changes, cleared when the new label is up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from core import audit
from core.ids import OperatorId, PackId, ShopId
from core.models import Shop, ShopKind
from inventory.labels.models import LabelRequest

_DAY = timedelta(days=1)
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Change:
    """A price of a pack that begins or ends; without ``shop_id`` in every shop."""

    pack_id: PackId
    shop_id: ShopId | None
    first: date
    """The first day on which the old label is wrong."""
    last: date | None = None
    """The last day of a price that gives way again."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days from which a new label is due."""
        return (self.first,) if self.last is None else (self.first, self.last + _DAY)


def ask(session: Session, changes: Iterable[Change], *, at: datetime) -> None:
    """Queue the labels that these changes make wrong; those queued already stay once."""
    every = [ShopId(key) for key in session.scalars(select(Shop.id).where(_SELLS))]
    wanted = {
        (shop_id, change.pack_id, day)
        for change in changes
        for shop_id in (every if change.shop_id is None else [change.shop_id])
        for day in change.days
    }
    missing = wanted - _queued(session, {pack_id for _shop, pack_id, _day in wanted})
    if missing:
        session.execute(
            insert(LabelRequest),
            [
                {"shop_id": shop_id, "pack_id": pack_id, "due_on": day, "asked_at": at}
                for shop_id, pack_id, day in missing
            ],
        )


_SELLS = (Shop.kind == ShopKind.SHOP) & Shop.active


def _queued(session: Session, packs: Collection[PackId]) -> set[tuple[ShopId, PackId, date]]:
    found: set[tuple[ShopId, PackId, date]] = set()
    for some in _in_parts(packs):
        rows = session.execute(
            select(LabelRequest.shop_id, LabelRequest.pack_id, LabelRequest.due_on).where(
                LabelRequest.pack_id.in_(some)
            )
        )
        found |= {(row[0], row[1], row[2]) for row in rows}
    return found


def put_up(
    session: Session,
    wanted: Iterable[tuple[PackId, date]],
    *,
    shop_id: ShopId,
    at: datetime,
    by: OperatorId | None,
) -> int:
    """Take labels that hang on their shelves off the queue, with those due before them."""
    taken = 0
    for pack_id, day in wanted:
        gone = session.execute(
            delete(LabelRequest)
            .where(LabelRequest.shop_id == shop_id, LabelRequest.pack_id == pack_id)
            .where(LabelRequest.due_on <= day)
            .returning(LabelRequest.due_on)
        ).all()
        taken += bool(gone)
    if taken:
        audit.record(session, "labels.put_up", at=at, by=by, shop_id=shop_id, labels=taken)
    return taken


def _in_parts(packs: Collection[PackId]) -> Iterator[list[PackId]]:
    every = sorted(packs)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]
