"""Prices taken back: they end, and what they took the place of holds again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import PackId, ShopId
from core.money import Money
from core.quantity import Quantity
from inventory import prices
from inventory.importing.kind import Made as MadeOne
from inventory.importing.models import ImportRun, MadeKind
from inventory.importing.price_writing import standing_prices
from inventory.importing.undo.hindrances import Hindrance, Made, Part, Undoing
from inventory.labels import requests
from inventory.models import Pack, Price, PriceList, Product
from inventory.prices import ON_LABELS, NewPrice, Period, Place

_DAY = timedelta(days=1)


def check(session: Session, run: ImportRun, made: Made) -> Iterator[Hindrance]:
    """Prices that somebody set again, ended, or set anew for a later day."""
    standing = _standing(session, made)
    for one in made:
        ours = _ours(standing, one)
        later = [row for row in standing.get(_place(one), ()) if row.set_at > run.at]
        if ours is None or later:
            pack = session.get_one(Pack, one.key)
            name = session.get_one(Product, pack.product_id).name
            yield Hindrance(one.row, _("harga %(name)s sudah diubah lagi sejak itu", name=name))


def take_back(session: Session, undoing: Undoing, made: Made) -> None:
    """End the prices, and let those they took the place of hold from today on."""
    standing = _standing(session, made)
    firsts, again = _firsts(made), defaultdict[Period, list[NewPrice]](list)
    for one in made:
        ours = _ours(standing, one)
        if ours is not None:
            start = max(undoing.today, ours.valid_from)
            _end(session, ours, start)
            for period, price in _before(one, start, is_first=firsts[_place(one)] == _first(one)):
                again[period].append(price)
    session.flush()
    for period, several in again.items():
        prices.put(session, several, period, at=undoing.at, by=undoing.by)
    changes = [
        requests.Change(PackId(one.key), _place(one)[2], undoing.today)
        for one in made
        if not one.before["prices"] and _place(one)[1] in ON_LABELS
    ]
    requests.ask(session, changes, at=undoing.at)


PRICES = Part(frozenset({MadeKind.PRICE}), check, take_back)


def _end(session: Session, ours: Price, start: date) -> None:
    if ours.valid_from >= start:
        session.delete(ours)
    else:
        ours.valid_to = start - _DAY


def _before(one: MadeOne, start: date, *, is_first: bool) -> Iterator[tuple[Period, NewPrice]]:
    """What holds again; of several prices of a file at one place the first knows what was open."""
    pack_id, price_list, shop_id, least = _place(one)
    for kept in one.before["prices"]:
        until = date.fromisoformat(kept["until"]) if kept["until"] else None
        if (until is None and is_first) or (until is not None and until >= start):
            price = NewPrice(pack_id, Money(kept["amount"]), price_list, shop_id, least)
            yield Period(start, until), price


def _firsts(made: Made) -> dict[Place, date]:
    """The day of the earliest price of the file at every place."""
    found: dict[Place, date] = {}
    for one in made:
        found[_place(one)] = min(_first(one), found.get(_place(one), date.max))
    return found


def _standing(session: Session, made: Made) -> dict[Place, list[Price]]:
    first = min(_first(one) for one in made)
    return standing_prices(session, {PackId(one.key) for one in made}, first)


def _ours(standing: dict[Place, list[Price]], one: MadeOne) -> Price | None:
    amount = Money(one.after["amount"])
    for row in standing.get(_place(one), ()):
        if row.valid_from == _first(one) and row.amount == amount:
            return row
    return None


def _place(one: MadeOne) -> Place:
    shop, after = one.after["shop"], one.after
    return (
        PackId(one.key), PriceList(after["list"]), ShopId(UUID(shop)) if shop else None,
        Quantity(after["least"]),
    )  # fmt: skip


def _first(one: MadeOne) -> date:
    return date.fromisoformat(one.after["first"])


def products_of(session: Session, made: Made) -> set[UUID]:
    """The products whose tills have to fetch them again."""
    keys = [one.key for one in made]
    found: set[UUID] = set()
    for start in range(0, len(keys), 5_000):
        some = keys[start : start + 5_000]
        found |= set(session.scalars(select(Pack.product_id).where(Pack.id.in_(some))))
    return found
