"""Documents of tills that could not be booked: finding them, reading them, having dealt with them.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError, NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from pos import intake
from pos.models import HeldDocument, Till

LONGEST_VALUE = 40
"""Letters of a value that is shown by itself; a longer one stays in the body."""
LONGEST_BODY = 20_000
"""Letters of a body on the page; the whole of it can be downloaded."""


@dataclass(frozen=True, slots=True)
class Held:
    """A held document as its card shows it."""

    id: UUID
    till: str
    time_zone: str
    received_at: datetime
    problem: str
    key: str
    """The idempotency key it came with, as sent."""
    body: str
    """For a manager's eyes; cut when it is very long."""
    contents: dict[str, Any]
    """``kind``, ``number``, ``total`` and ``lines``, as far as they can be read."""
    cleared_at: datetime | None
    cleared_by: str | None
    note: str


def documents(session: Session, *, cleared: bool, within: ShopId | None, page: int) -> Page[Held]:
    """The held documents that wait for somebody, or those that are dealt with; newest first."""
    conditions = _conditions(cleared, within)
    rows = session.execute(
        _rows()
        .where(*conditions)
        .order_by(HeldDocument.received_at.desc(), HeldDocument.id.desc())
        .limit(SIZE)
        .offset(offset(page))
    )
    found = tuple(_held(*row) for row in rows)
    return Page(found, page, _count(session, conditions))


def waiting(session: Session, *, within: ShopId | None) -> int:
    """How many wait for somebody."""
    return _count(session, _conditions(cleared=False, within=within))


def clear(
    session: Session,
    held_id: UUID,
    *,
    note: str,
    within: ShopId | None,
    at: datetime,
    by: OperatorId,
) -> None:
    """Note that somebody dealt with it, and how. Raises NotFound, also for another shop's."""
    if find(session, held_id, within=within).cleared_at is not None:
        raise BusinessError(_("Kiriman ini sudah ditandai selesai oleh orang lain."))
    intake.clear_held(session, held_id, note=note, at=at, by=by)


def find(session: Session, held_id: UUID, *, within: ShopId | None) -> HeldDocument:
    """One held document. Raises NotFound, also for another shop's."""
    row = session.execute(
        select(HeldDocument, Till.shop_id)
        .join(Till, Till.id == HeldDocument.till_id)
        .where(HeldDocument.id == held_id)
    ).one_or_none()
    if row is None or within not in (None, row.shop_id):
        raise NotFound(_("Kiriman yang ditahan ini tidak ada."))
    found: HeldDocument = row.HeldDocument
    return found


def readable(body: bytes) -> str:
    """A body for a manager's eyes: indented when it is JSON, else as text; any bytes will do."""
    try:
        text = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        text = body.decode("utf-8", "replace")
    sound = text.encode("utf-8", "replace").decode()
    return sound if len(sound) <= LONGEST_BODY else f"{sound[:LONGEST_BODY]}…"


def contents_of(body: bytes) -> dict[str, Any]:
    """What a manager asks first of a body; empty when it cannot be read."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(read, dict):
        return {}
    lines = read.get("lines")
    short = {key: read[key] for key in ("kind", "number") if _is_short(read.get(key))}
    if type(read.get("total")) is int:
        short["total"] = Money(read["total"])
    return short | ({"lines": len(lines)} if isinstance(lines, list) else {})


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_VALUE


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(HeldDocument, Shop, Till.name, Operator.name)
        .join(Till, Till.id == HeldDocument.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .outerjoin(Operator, Operator.id == HeldDocument.cleared_by)
    )


def _conditions(cleared: bool, within: ShopId | None) -> list[ColumnElement[bool]]:
    state = HeldDocument.cleared_at.is_not(None) if cleared else HeldDocument.cleared_at.is_(None)
    return [state, Till.shop_id == within] if within else [state]


def _count(session: Session, conditions: list[ColumnElement[bool]]) -> int:
    counted = select(func.count(HeldDocument.id)).join(Till, Till.id == HeldDocument.till_id)
    return session.scalar(counted.where(*conditions)) or 0


def _held(row: HeldDocument, shop: Shop, till: str, cleared_by: str | None) -> Held:
    return Held(
        id=row.id,
        till=f"{shop.code}-{till}",
        time_zone=shop.time_zone,
        received_at=row.received_at,
        problem=row.problem,
        key=row.document_key,
        body=readable(row.body),
        contents=contents_of(row.body),
        cleared_at=row.cleared_at,
        cleared_by=cleared_by,
        note=row.cleared_note,
    )
