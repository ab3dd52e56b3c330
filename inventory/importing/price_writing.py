"""Prices that an import sets, with those each took the place of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.ids import PackId
from inventory import prices
from inventory.importing.kind import Made, Writing
from inventory.importing.models import MadeKind
from inventory.models import Price
from inventory.prices import NewPrice, Period, Place

_AT_ONCE = 5_000


def put_prices(
    session: Session, new: Sequence[tuple[int, NewPrice]], first: date, writing: Writing
) -> list[Made]:
    """Let prices, each with its row, hold from a day on."""
    standing = standing_prices(session, {price.pack_id for _row, price in new}, first)
    before = {price.place: _kept(standing.get(price.place, ()), first) for _row, price in new}
    period = Period(first)
    prices.put(session, [price for _row, price in new], period, at=writing.at, by=writing.by)
    return [
        Made(row, MadeKind.PRICE, price.pack_id, {"prices": before[price.place]},
             _after(price, first))
        for row, price in new
    ]  # fmt: skip


def standing_prices(
    session: Session, packs: Iterable[PackId], first: date
) -> dict[Place, list[Price]]:
    """The prices of packs that hold on a day or after it at every place, the earliest first."""
    found: dict[Place, list[Price]] = defaultdict(list)
    for some in _in_parts(sorted(packs)):
        rows = session.scalars(
            select(Price)
            .where(Price.pack_id.in_(some))
            .where(or_(Price.valid_to.is_(None), Price.valid_to >= first))
            .order_by(Price.valid_from)
        )
        for row in rows:
            found[PackId(row.pack_id), row.list, row.shop_id, row.least].append(row)
    return found


def _kept(standing: Sequence[Price], first: date) -> list[dict[str, Any]]:
    """What a new price ends or takes the place of."""
    return [
        {
            "amount": row.amount.amount,
            "until": row.valid_to.isoformat() if row.valid_to else None,
        }
        for row in standing
        if row.valid_from == first or (row.valid_from < first and row.valid_to is None)
    ]


def _after(price: NewPrice, first: date) -> dict[str, Any]:
    return {
        "amount": price.amount.amount,
        "list": price.list.value,
        "shop": price.shop_id.hex if price.shop_id else None,
        "least": price.least.milli,
        "first": first.isoformat(),
    }


def _in_parts(packs: Sequence[PackId]) -> Iterator[Sequence[PackId]]:
    for start in range(0, len(packs), _AT_ONCE):
        yield packs[start : start + _AT_ONCE]
