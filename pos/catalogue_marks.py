"""How new a till's catalogue is: so that it is told only what has changed since.

Rows carry the time they changed. Two sales at once may be noted in another order than they were
committed in, so what changed shortly before is always sent again; and while the server's clock is
behind what it has noted, every answer is a newer one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.ids import MemberId, ProductId
from core.models import AuditRecord, Coop
from inventory.models import Product
from members.models import Member

OVERLAP = timedelta(minutes=5)
MOST_CHANGES = 2_000
"""Products or members; beyond this the whole catalogue is quicker to send and to read."""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one kind of rows has come."""

    newest: int
    """Microseconds since 1970 of the last change."""
    recent: int
    """How many changed shortly before it: one more was committed late."""

    @property
    def at(self) -> datetime:
        return _BEGINNING + timedelta(microseconds=self.newest)


@dataclass(frozen=True, slots=True)
class Marks:
    """The version of a catalogue; as text it is what the till hands back."""

    epoch: str
    """Another one after a restore: then nothing that was known before is certain."""
    goods: Mark
    members: Mark
    rest: str
    """A hash of everything that is always sent."""

    def __str__(self) -> str:
        marks = (self.goods.newest, self.goods.recent, self.members.newest, self.members.recent)
        return ".".join([self.epoch, *(f"{number:x}" for number in marks), self.rest])


@dataclass(frozen=True, slots=True)
class Changed:
    """What a till has to take anew, or to forget."""

    products: frozenset[ProductId]
    members: frozenset[MemberId]


def parse(text: str) -> Marks | None:
    """The marks in a till's version; None when it is of another make."""
    parts = text.split(".")
    if len(parts) != 6:
        return None
    epoch, *numbers, rest = parts
    try:
        goods, goods_recent, members, members_recent = (int(number, 16) for number in numbers)
    except ValueError:
        return None
    return Marks(epoch, Mark(goods, goods_recent), Mark(members, members_recent), rest)


def now(session: Session, rest: Any, *, month: str, at: datetime) -> Marks:
    """The marks of this moment; ``month`` is the shop's, as every member's due changes with it."""
    restored = session.scalar(
        select(func.max(AuditRecord.at)).where(AuditRecord.action == "data.restored")
    )
    founded = session.scalar(select(Coop.id))
    return Marks(
        _hash((founded, restored, month))[:8],
        _mark(session, Product.changed_at, at),
        _mark(session, Member.changed_at, at),
        _hash(rest),
    )


def changed(session: Session, since: Marks, latest: Marks) -> Changed | None:
    """What changed between; None when the whole has to be sent."""
    went_back = since.goods.newest > latest.goods.newest or (
        since.members.newest > latest.members.newest
    )
    if since.epoch != latest.epoch or went_back:
        return None
    products = _changed(session, Product.id, Product.changed_at, since.goods, latest.goods)
    members = _changed(session, Member.id, Member.changed_at, since.members, latest.members)
    if max(len(products), len(members)) > MOST_CHANGES:
        return None
    return Changed(frozenset(map(ProductId, products)), frozenset(map(MemberId, members)))


def _mark(session: Session, changed_at: InstrumentedAttribute[datetime], at: datetime) -> Mark:
    newest = min(session.scalar(select(func.max(changed_at))) or _BEGINNING, at)
    recent = session.scalar(select(func.count()).where(changed_at >= newest - OVERLAP))
    return Mark((newest - _BEGINNING) // _MICROSECOND, recent or 0)


def _changed(
    session: Session,
    key: ColumnElement[Any] | InstrumentedAttribute[Any],
    changed_at: InstrumentedAttribute[datetime],
    since: Mark,
    latest: Mark,
) -> list[Any]:
    if since == latest:
        return []
    found = select(key).where(changed_at >= since.at - OVERLAP).limit(MOST_CHANGES + 1)
    return list(session.scalars(found))


def _hash(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
