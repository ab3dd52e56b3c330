"""The import of a count sheet that was filled in, into a stock count that is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import local_day
from core.errors import BusinessError, InvalidInput
from core.format import moment, quantity
from core.i18n import _, lazy
from core.ids import ProductId
from core.imports import RowStatus, SheetRow
from core.models import Shop
from core.permissions import Permission
from core.quantity import MILLI, Quantity
from inventory.cleaning import clean_quantity
from inventory.counts import counts, lines, queries, scope
from inventory.counts.forms import LONGEST_SHELF
from inventory.counts.lines import Counted
from inventory.counts.models import CountStatus, StockCount
from inventory.importing import cells
from inventory.importing.columns import COUNTS, Field
from inventory.importing.kind import (
    ImportFile,
    ImportTarget,
    Kind,
    Made,
    Planned,
    Sample,
    Writing,
)
from inventory.importing.known import Found, find
from inventory.importing.models import MadeKind, RunKind
from inventory.importing.products.goods import Goods
from inventory.importing.products.store import load_packs
from inventory.importing.reports import Progress, RowReport, reported
from inventory.importing.runs import taken_before
from inventory.models import Product


@dataclass(slots=True)
class _Known:
    """What the rows are compared with, and what they say so far."""

    goods: Goods
    target: ImportTarget
    time_zone: str
    wanted_products: set[ProductId]
    rows: dict[tuple[object, str], int] = field(default_factory=dict)
    found: list[tuple[int, ProductId, Quantity, str, datetime | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Lines:
    found: list[tuple[int, ProductId, Quantity, str, datetime | None]]

    def write(self, session: Session, writing: Writing) -> list[Made]:
        """Write the entries; the paper is locked and still open."""
        if writing.by is None:
            raise BusinessError(_("Sebutkan siapa yang menghitung."))
        target = writing.target
        paper = counts.by_number(session, target.count, within=target.within)
        _check_open(paper)
        counted = [
            Counted(product_id, amount, shelf, at or target.counted_at or writing.at)
            for _row, product_id, amount, shelf, at in self.found
        ]
        keys = lines.add_all(session, paper, counted, by=writing.by)
        return [
            Made(row, MadeKind.COUNT, key, {}, {"count": paper.id.hex})
            for (row, *_rest), key in zip(self.found, keys, strict=True)
        ]


def plan(session: Session, file: ImportFile, target: ImportTarget, progress: Progress) -> Planned:
    """Say what a filled-in sheet would count. Refuses one that is in the count already."""
    paper = queries.paper(session, target.count, within=target.within)
    _check_open(paper)
    _check_new(session, file, target, paper)
    wanted = set(session.scalars(select(Product.id).where(scope.goods_of(paper))))
    zone = session.get_one(Shop, paper.shop_id).time_zone
    known = _Known(load_packs(session), target, zone, {ProductId(key) for key in wanted})
    return Planned(
        reported(file.sheet, lambda row: _take(known, row), progress), _Lines(known.found)
    )


def _check_open(paper: StockCount) -> None:
    if paper.status is not CountStatus.OPEN:
        raise InvalidInput(
            _("Stok opname %(number)s sudah tidak dihitung.", number=paper.number), field="count"
        )


def _check_new(session: Session, file: ImportFile, target: ImportTarget, paper: StockCount) -> None:
    """What is counted twice adds up, so the same sheet is taken once."""
    before = taken_before(session, RunKind.COUNTS, file, target)
    if before is not None:
        zone = session.get_one(Shop, paper.shop_id).time_zone
        raise InvalidInput(
            _("File ini sudah masuk hitungan %(number)s pada %(when)s.",
              number=paper.number, when=moment(before.at, zone)),
            field="file",
        )  # fmt: skip


def _take(known: _Known, row: SheetRow) -> RowReport:
    found = find(known.goods, row)
    name = f"{found.product.name} ({found.pack.unit})"
    packs = clean_quantity(row.get(Field.STOCK))
    if packs is None:
        note = _("Tidak dihitung.")
        return RowReport(row.number, RowStatus.SAME, name, found.called, notes=(note,))
    if found.product.id not in known.wanted_products:
        raise InvalidInput(
            _("%(name)s tidak termasuk yang dihitung sekarang.", name=found.product.name),
            field="code",
        )
    amount = _quantity(found, packs)
    shelf = cells.text(row.get(Field.SHELF), longest=LONGEST_SHELF, field="shelf")
    at = _counted_at(known, row)
    _claim(known, row.number, found, shelf)
    known.found.append((row.number, found.product.id, amount, shelf, at))
    said = f"{quantity(packs)} {found.pack.unit}"
    when = moment(at, known.time_zone) if at else ""
    changes = tuple(part for part in (said, shelf, when) if part)
    return RowReport(
        row.number, RowStatus.NEW, name, found.called, changes=changes, notes=found.notes
    )


def _quantity(found: Found, packs: Quantity) -> Quantity:
    amount = Quantity(packs.milli * found.pack.factor.milli // MILLI)
    if not found.product.fractions and amount.milli % MILLI:
        raise InvalidInput(_("Isi jumlah yang utuh, misalnya 12 atau 0."), field="quantity")
    if amount > counts.MOST:
        raise InvalidInput(_("Jumlah ini tidak mungkin."), field="quantity")
    return amount


def _counted_at(known: _Known, row: SheetRow) -> datetime | None:
    """When the row was counted; nobody counts what is to come."""
    now, zone = known.target.now, known.time_zone
    today = local_day(now, zone) if now else known.target.on
    at = cells.moment(row.get(Field.COUNTED_AT), today=today, time_zone=zone, field="counted_at")
    if at is not None and now is not None and at > now:
        raise InvalidInput(
            _("Waktu hitung %(when)s belum tiba.", when=moment(at, zone)), field="counted_at"
        )
    return at


def _claim(known: _Known, number: int, found: Found, shelf: str) -> None:
    before = known.rows.setdefault((found.pack.id, shelf.casefold()), number)
    if before != number:
        raise InvalidInput(
            _("%(name)s di rak ini sudah ada di baris %(number)s.",
              name=found.product.name, number=before),
            field="code",
        )  # fmt: skip


KIND = Kind(
    name=RunKind.COUNTS,
    permission=Permission.ENTER_STOCK,
    action="stock_count.imported",
    vocabulary=COUNTS,
    sample=Sample(
        (
            lazy("kode"), lazy("barcode"), lazy("nama"), lazy("satuan"), lazy("hitungan"),
            lazy("rak"), lazy("dihitung pada"),
        ),
        (("101", "", "Mie goreng instan", "pcs", "37", "A2", "31/01/2026 19:30"),),
    ),
    plan=plan,
    has_shop=False,
    is_count=True,
)  # fmt: skip
