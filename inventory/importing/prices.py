"""The import of prices: a pack, its list, one shop or all, and the day it begins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.format import day as shown_day
from core.format import rupiah
from core.i18n import _, lazy
from core.ids import ProductId, ShopId
from core.imports import RowStatus, SheetRow
from core.models import Shop, table_of
from core.money import Money
from core.permissions import Permission
from core.quantity import NONE
from core.shops import all_shops
from inventory import prices
from inventory.changes import change_time
from inventory.cleaning import clean_money, clean_quantity
from inventory.costing import UNKNOWN_COST, Cost
from inventory.importing import cells
from inventory.importing.columns import PRICES, Field
from inventory.importing.kind import (
    ImportFile,
    ImportTarget,
    Kind,
    Made,
    Planned,
    Sample,
    Writing,
)
from inventory.importing.known import Found, find, shop_named
from inventory.importing.models import RunKind
from inventory.importing.price_writing import put_prices, standing_prices
from inventory.importing.products.goods import Goods
from inventory.importing.products.store import load_packs
from inventory.importing.reports import Progress, RowReport, reported, stages
from inventory.margins.averages import averages
from inventory.models import Price, PriceList, Product
from inventory.price_changes.proposing import is_below
from inventory.prices import NewPrice, Place


@dataclass(slots=True)
class _Known:
    """What the rows are compared with, and what they want so far."""

    session: Session
    target: ImportTarget
    goods: Goods
    shops: list[Shop]
    standing: dict[Place, list[Price]]
    costs: dict[ShopId | None, dict[ProductId, Cost]] = field(default_factory=dict)
    rows: dict[tuple[Place, date], int] = field(default_factory=dict)
    wanted: list[tuple[int, NewPrice, date, ProductId]] = field(default_factory=list)

    def cost(self, shop_id: ShopId | None, product_id: ProductId) -> Cost:
        """What the goods cost on the dearest of these shelves."""
        if shop_id not in self.costs:
            self.costs[shop_id] = averages(self.session, set(self.goods.products), shop_id)
        return self.costs[shop_id].get(product_id, UNKNOWN_COST)

    def price(self, place: Place, on: date) -> Money | None:
        """What holds there on a day: the one that began last."""
        held = [
            row.amount
            for row in self.standing.get(place, ())
            if row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
        ]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class _Prices:
    wanted: list[tuple[int, NewPrice, date, ProductId]]

    def write(self, session: Session, writing: Writing) -> list[Made]:
        """Set the prices day by day, and let the tills fetch their goods again."""
        by_day: dict[date, list[tuple[int, NewPrice]]] = defaultdict(list)
        for row, price, first, _product_id in self.wanted:
            by_day[first].append((row, price))
        made: list[Made] = []

        def put(first: date) -> None:
            made.extend(put_prices(session, by_day[first], first, writing))

        stages(writing.progress, [partial(put, first) for first in sorted(by_day)])
        touch(session, {product_id for *_rest, product_id in self.wanted}, writing)
        return made


def touch(session: Session, products: set[ProductId], writing: Writing) -> None:
    """Note that these goods changed, so that tills fetch them."""
    table, changed_at = table_of(Product), change_time(session, writing.at)
    if products:
        session.execute(
            update(table)
            .where(table.c.id == bindparam("of_product"))
            .values(changed_at=changed_at),
            [{"of_product": product_id} for product_id in sorted(products)],
        )
        session.expire_all()


def plan(session: Session, file: ImportFile, target: ImportTarget, progress: Progress) -> Planned:
    """Say what a file of prices would do."""
    goods = load_packs(session)
    packs = {pack.id for product in goods.products.values() for pack in product.packs.values()}
    known = _Known(
        session, target, goods, _shops(session, target),
        standing_prices(session, packs, target.on),
    )  # fmt: skip
    rows = reported(file.sheet, lambda row: _take(known, row), progress)
    return Planned(rows, _Prices(known.wanted))


def _shops(session: Session, target: ImportTarget) -> list[Shop]:
    return [shop for shop in all_shops(session) if target.within in (None, shop.id)]


def _take(known: _Known, row: SheetRow) -> RowReport:
    found = find(known.goods, row)
    price, first = _price(known, found, row), _first(known, row)
    _check_ceiling(found, price)
    _claim(known, row.number, price.place, first)
    before = known.price(price.place, first)
    is_same = before == price.amount
    if not is_same:
        known.wanted.append((row.number, price, first, found.product.id))
    cost = known.cost(price.shop_id, found.product.id)
    loses = is_below(price.amount, found.pack.factor, cost)
    return RowReport(
        row.number,
        RowStatus.SAME if is_same else RowStatus.CHANGED if before else RowStatus.NEW,
        f"{found.product.name} ({found.pack.unit})",
        found.called,
        changes=() if is_same else _changes(known, price, first, before),
        notes=(*found.notes, *_loss(price, cost.of(found.pack.factor), loses=loses)),
        is_below_cost=loses and not is_same,
    )


def _price(known: _Known, found: Found, row: SheetRow) -> NewPrice:
    amount = clean_money(row.get(Field.PRICE))
    if amount is None:
        raise InvalidInput(_("Harganya kosong."), field="price")
    price_list = cells.price_list(row.get(Field.LIST))
    return NewPrice(
        found.pack.id, amount, price_list,
        shop_named(known.shops, row.get(Field.SHOP), known.target.shop_id),
        clean_quantity(row.get(Field.LEAST)) or NONE
        if price_list is PriceList.WHOLESALE else NONE,
    )  # fmt: skip


def _first(known: _Known, row: SheetRow) -> date:
    first = cells.day(row.get(Field.FIRST), field="valid_from") or known.target.on
    if first < known.target.on:
        raise InvalidInput(
            _("Harga tidak dapat mulai di hari yang sudah lewat: %(day)s.", day=shown_day(first)),
            field="valid_from",
        )
    return first


def _check_ceiling(found: Found, price: NewPrice) -> None:
    ceiling = prices.ceiling_of(found.product.ceiling, found.pack.factor)
    if ceiling is not None and price.amount > ceiling:
        raise InvalidInput(
            _("Harga eceran tertinggi (HET) %(ceiling)s.", ceiling=rupiah(ceiling)), field="price"
        )


def _claim(known: _Known, number: int, place: Place, first: date) -> None:
    before = known.rows.setdefault((place, first), number)
    if before != number:
        raise InvalidInput(
            _("Harga ini sudah ada di baris %(number)s.", number=before), field="price"
        )


def _changes(known: _Known, price: NewPrice, first: date, before: Money | None) -> tuple[str, ...]:
    was = f"{rupiah(before)} → " if before else ""
    said = [f"{_CALLED[price.list]} {was}{rupiah(price.amount)}"]
    said += [shop.code for shop in known.shops if shop.id == price.shop_id]
    if first > known.target.on:
        said.append(_("mulai %(day)s", day=shown_day(first)))
    return tuple(said)


_CALLED = {
    PriceList.GENERAL: lazy("harga"),
    PriceList.MEMBER: lazy("harga anggota"),
    PriceList.WHOLESALE: lazy("harga grosir"),
    PriceList.CREDIT: lazy("harga tempo"),
}


def _loss(price: NewPrice, cost: Money, *, loses: bool) -> tuple[str, ...]:
    if not loses:
        return ()
    return (
        _("%(price)s di bawah harga pokok %(cost)s.",
          price=rupiah(price.amount), cost=rupiah(cost)),
    )  # fmt: skip


KIND = Kind(
    name=RunKind.PRICES,
    permission=Permission.SET_PRICES,
    action="price.imported",
    vocabulary=PRICES,
    sample=Sample(
        (
            lazy("kode"), lazy("barcode"), lazy("nama"), lazy("satuan"), lazy("daftar harga"),
            lazy("toko"), lazy("mulai"), lazy("paling sedikit"), lazy("harga"),
        ),
        (
            ("", "8995522000015", "Mie goreng instan", "pcs", "umum", "", "", "", "3600"),
            ("101", "", "", "pcs", "grosir", "", "", "12", "3400"),
        ),
    ),
    plan=plan,
)  # fmt: skip
