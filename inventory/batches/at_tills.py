"""What tills know of dates, so that they warn before something expired is sold.

What is read stays small however long a shop has been open: goods that expired longer ago than
``LOOK_BACK`` are found by the list and by counting, not by a till.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from core.ids import ProductId, ShopId
from inventory.batches.models import Batch, BatchEnd
from inventory.batches.queries import candidates
from inventory.models import PackagePart

LOOK_BACK = timedelta(days=180)
LOOK_AHEAD = timedelta(days=31)
"""A till that hears nothing from the server for longer warns of nothing more."""

_OTHER = aliased(Batch)
_NEAR = (
    select(_OTHER.product_id)
    .where(_OTHER.shop_id == bindparam("of_shop"), _OTHER.expires_on >= bindparam("since"))
    .where(_OTHER.expires_on <= bindparam("until"))
)
"""Goods of which something expires until a day."""


def _first_last_days(*wanted: ColumnElement[bool]) -> Select[ProductId, date]:
    """The first last day until then of what remains, by product."""
    left = candidates(
        Batch.shop_id == bindparam("of_shop"), Batch.expires_on >= bindparam("since"), *wanted
    ).subquery()
    days = select(left.c.product_id, func.min(left.c.expires_on))
    return days.where(left.c.expires_on <= bindparam("until")).group_by(left.c.product_id)


_EXPIRING = _first_last_days(Batch.product_id.in_(_NEAR))
_SOLD = _first_last_days(
    Batch.product_id.in_(bindparam("products", expanding=True)),
    _NEAR.where(_OTHER.product_id == Batch.product_id).exists(),
)


def mark(session: Session, shop_id: ShopId, *, on: date, at: datetime) -> tuple[str, ...]:
    """Another one whenever ``expiring`` may give something else; costs the same every time.

    Dates change it at once. What is sold changes it with the hour: until then a till may warn of
    goods whose last piece just left.
    """
    near = session.scalar(_NEAR.limit(1), _until(shop_id, on, LOOK_AHEAD))
    if near is None:
        return ()
    newest = (select(of.id).order_by(of.id.desc()).limit(1) for of in (Batch, BatchEnd))
    return (*(str(session.scalar(key)) for key in newest), on.isoformat(), at.isoformat()[:13])


def expiring(session: Session, shop_id: ShopId, *, on: date) -> dict[ProductId, date]:
    """The first last day among what the shelf holds, of goods that expire near a day.

    A package has that of its parts.
    """
    rows = session.execute(_EXPIRING, _until(shop_id, on, LOOK_AHEAD))
    found = {row[0]: row[1] for row in rows}
    if not found:
        return {}
    together = dict(found)
    parts = select(PackagePart.package_id, PackagePart.product_id)
    for package_id, product_id in session.execute(parts):
        if product_id in found:
            together[package_id] = min(together.get(package_id, date.max), found[product_id])
    return together


def expired(
    session: Session, shop_id: ShopId, goods: Collection[ProductId], *, on: date
) -> Mapping[ProductId, date]:
    """Which of these goods should still be on the shelf though their last day is over."""
    if not goods:
        return {}
    yesterday = _until(shop_id, on, -timedelta(days=1))
    rows = session.execute(_SOLD, yesterday | {"products": sorted(goods)})
    return {row[0]: row[1] for row in rows}


def _until(shop_id: ShopId, on: date, ahead: timedelta) -> dict[str, Any]:
    return {"of_shop": shop_id, "since": on - LOOK_BACK, "until": on + ahead}
