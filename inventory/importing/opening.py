"""The import of opening stock: how much of a product a shop began with, and what it cost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from core import format as formats
from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _, lazy
from core.ids import ProductId, ShopId
from core.imports import RowStatus, SheetRow
from core.models import Shop, ShopKind
from core.money import ZERO, Money
from core.permissions import Permission
from core.quantity import MILLI, Quantity
from core.shops import all_shops
from inventory import stock
from inventory.cleaning import clean_money, clean_quantity
from inventory.importing.columns import OPENING, Field
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
from inventory.importing.openings import enter
from inventory.importing.products.goods import Goods
from inventory.importing.products.store import load_packs
from inventory.importing.reports import Progress, RowReport, reported, stages
from inventory.models import ProductKind
from inventory.stock import Arrival

_ON_SHELVES = frozenset({ProductKind.GOODS, ProductKind.CONTAINER})


@dataclass(slots=True)
class _Known:
    """What the rows are compared with, and what they want so far."""

    goods: Goods
    target: ImportTarget
    shops: list[Shop]
    opened: dict[ShopId, set[ProductId]]
    rows: dict[tuple[ShopId, object], int] = field(default_factory=dict)
    wanted: dict[ShopId, list[tuple[int, Arrival]]] = field(
        default_factory=lambda: defaultdict(list)
    )


@dataclass(frozen=True, slots=True)
class _Openings:
    wanted: dict[ShopId, list[tuple[int, Arrival]]]

    def write(self, session: Session, writing: Writing) -> list[Made]:
        """Enter the stock shop by shop, always in the same order."""
        made: list[Made] = []

        def fill(shop_id: ShopId) -> None:
            made.extend(enter(session, self.wanted[shop_id], shop_id, writing))

        steps = [partial(fill, shop_id) for shop_id in sorted(self.wanted)]
        stages(writing.progress, steps)
        return made


def plan(session: Session, file: ImportFile, target: ImportTarget, progress: Progress) -> Planned:
    """Say what a file of opening stock would do."""
    shops = [
        shop
        for shop in all_shops(session)
        if shop.kind is ShopKind.SHOP and target.within in (None, shop.id)
    ]
    opened = {ShopId(shop.id): stock.opened_products(session, ShopId(shop.id)) for shop in shops}
    known = _Known(load_packs(session), target, shops, opened)
    rows = reported(file.sheet, lambda row: _take(known, row), progress)
    return Planned(rows, _Openings(known.wanted))


def _take(known: _Known, row: SheetRow) -> RowReport:
    found = find(known.goods, row)
    shop_id = _shop(known, row)
    _check_kind(found)
    packs = clean_quantity(row.get(Field.STOCK))
    name = f"{found.product.name} ({found.pack.unit})"
    if not packs:
        note = _("Jumlahnya kosong, jadi tidak diisi.")
        return RowReport(row.number, RowStatus.SAME, name, found.called, notes=(note,))
    if found.product.id in known.opened[shop_id]:
        note = _("Stok awal sudah pernah diisi; baris ini tidak dipakai.")
        return RowReport(row.number, RowStatus.SAME, name, found.called, notes=(note,))
    _claim(known, row.number, shop_id, found)
    arrival = Arrival(found.product.id, _quantity(found, packs), _value(found, row, packs))
    known.wanted[shop_id].append((row.number, arrival))
    return RowReport(
        row.number, RowStatus.NEW, name, found.called,
        changes=_changes(known, found, shop_id, packs, arrival.value),
        notes=(*found.notes, *_doubt(found, arrival.value)),
    )  # fmt: skip


def _shop(known: _Known, row: SheetRow) -> ShopId:
    shop_id = shop_named(known.shops, row.get(Field.SHOP), known.target.shop_id)
    if shop_id is None:
        raise InvalidInput(_("Tokonya belum jelas: tulis kodenya di kolom toko."), field="shop")
    return shop_id


def _check_kind(found: Found) -> None:
    if found.product.is_consigned:
        raise InvalidInput(
            _("%(name)s barang titipan; catat di Titip jual.", name=found.product.name),
            field="code",
        )
    if found.product.kind not in _ON_SHELVES:
        raise InvalidInput(
            _("%(name)s tidak punya stok sendiri.", name=found.product.name), field="code"
        )


def _claim(known: _Known, number: int, shop_id: ShopId, found: Found) -> None:
    before = known.rows.setdefault((shop_id, found.pack.id), number)
    if before != number:
        raise InvalidInput(
            _("%(name)s sudah ada di baris %(number)s.", name=found.product.name, number=before),
            field="code",
        )


def _quantity(found: Found, packs: Quantity) -> Quantity:
    quantity = Quantity(packs.milli * found.pack.factor.milli // MILLI)
    if not found.product.fractions and quantity.milli % MILLI:
        raise InvalidInput(
            _("Stok barang ini harus bulat dalam %(unit)s.", unit=found.product.base_unit),
            field="stock",
        )
    return quantity


def _value(found: Found, row: SheetRow, packs: Quantity) -> Money:
    """What all of it cost: as it stands there, else the cost of one pack so many times."""
    value, cost = clean_money(row.get(Field.VALUE)), clean_money(row.get(Field.COST))
    if found.product.kind is ProductKind.CONTAINER:
        return ZERO
    by_cost = None if cost is None else cost.portion(packs.units)
    if value is not None and by_cost is not None and abs((value - by_cost).amount) > packs.units:
        raise InvalidInput(
            _("Nilai %(value)s tidak cocok dengan %(packs)s × %(cost)s = %(total)s.",
              value=rupiah(value), packs=formats.quantity(packs), cost=rupiah(cost or ZERO),
              total=rupiah(by_cost)),
            field="value",
        )  # fmt: skip
    return value if value is not None else by_cost or ZERO


def _doubt(found: Found, value: Money) -> tuple[str, ...]:
    if value or found.product.kind is ProductKind.CONTAINER:
        return ()
    return (_("Harga beli kosong, jadi nilai stoknya nol."),)


def _changes(
    known: _Known, found: Found, shop_id: ShopId, packs: Quantity, value: Money
) -> tuple[str, ...]:
    said = _(
        "stok awal %(packs)s %(unit)s senilai %(value)s",
        packs=formats.quantity(packs), unit=found.pack.unit, value=rupiah(value),
    )  # fmt: skip
    others = [shop.code for shop in known.shops if shop.id == shop_id != known.target.shop_id]
    return (said, *others)


KIND = Kind(
    name=RunKind.OPENING,
    permission=Permission.ENTER_STOCK,
    action="stock.imported",
    vocabulary=OPENING,
    sample=Sample(
        (
            lazy("kode"), lazy("barcode"), lazy("nama"), lazy("satuan"), lazy("stok"),
            lazy("harga beli"), lazy("nilai"), lazy("toko"),
        ),
        (("", "8995522000015", "Mie goreng instan", "pcs", "40", "2750", "", ""),),
    ),
    plan=plan,
)  # fmt: skip
