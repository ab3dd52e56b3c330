"""The import of goods: the catalogue with packs, prices, and what a shop began with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _, lazy
from core.imports import SheetRow
from core.permissions import Permission
from inventory.importing.columns import PRODUCTS, Field
from inventory.importing.kind import (
    ImportFile,
    ImportTarget,
    Kind,
    Made,
    Planned,
    Sample,
    Writing,
)
from inventory.importing.models import RunKind
from inventory.importing.products.goods import Work
from inventory.importing.products.plan import take_row
from inventory.importing.products.rows import read_row
from inventory.importing.products.store import load_goods, write_work
from inventory.importing.reports import Progress, RowReport, reported


@dataclass(frozen=True, slots=True)
class _Goods:
    work: Work

    def write(self, session: Session, writing: Writing) -> list[Made]:
        """Write the goods."""
        return write_work(session, self.work, writing)


def plan(session: Session, file: ImportFile, target: ImportTarget, progress: Progress) -> Planned:
    """Say what a file of goods would do."""
    if target.shop_id is None and Field.STOCK in file.sheet.fields:
        raise InvalidInput(
            _("File ini punya kolom stok. Pilih toko pemilik stok itu."), field="shop"
        )
    goods, work = load_goods(session, target), Work()

    def take(row: SheetRow) -> RowReport:
        return take_row(goods, work, read_row(row))

    rows = reported(file.sheet, take, progress)
    work.number_products(goods.by_code)
    return Planned(rows, _Goods(work))


KIND = Kind(
    name=RunKind.PRODUCTS,
    permission=Permission.EDIT_PRODUCTS,
    action="product.imported",
    vocabulary=PRODUCTS,
    sample=Sample(
        (
            lazy("kode"), lazy("barcode"), lazy("nama"), lazy("satuan"), lazy("isi"),
            lazy("harga"), lazy("harga anggota"), lazy("harga beli"), lazy("stok"),
            lazy("kategori"),
        ),
        (("", "8995522000015", "Mie goreng instan", "pcs", "", "3500", "", "2750", "40", "Mie"),),
    ),
    plan=plan,
)  # fmt: skip
