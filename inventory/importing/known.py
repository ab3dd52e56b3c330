"""What a row names that must be there already: goods with one of their packs, and a shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.imports import SheetRow
from core.models import Shop
from inventory.cleaning import clean_text, clean_unit, is_nothing
from inventory.gtin import shown
from inventory.importing.columns import Field
from inventory.importing.products.goods import Goods, PlannedPack, PlannedProduct
from inventory.importing.products.rows import read_codes


@dataclass(frozen=True, slots=True)
class Found:
    """The goods a row speaks of."""

    product: PlannedProduct
    pack: PlannedPack
    called: str
    """The code people find the row by."""
    notes: tuple[str, ...]


def find(goods: Goods, row: SheetRow) -> Found:
    """The pack a row names: by barcode, else by code or name with its unit.

    Raises InvalidInput for goods nobody knows, and when its codes contradict each other.
    """
    code, barcode, notes = read_codes(row)
    named = goods.by_barcode.get(barcode)
    product = goods.products[named.product_id] if named else _product(goods, row, code, barcode)
    coded = goods.coded(code) if code else None
    if named and code and coded is not None and coded is not product:
        raise InvalidInput(
            _("Barcode %(barcode)s milik %(owner)s, tetapi kode %(code)s milik %(other)s.",
              barcode=shown(barcode), owner=product.name, code=code, other=coded.name),
            field="barcode",
        )  # fmt: skip
    pack = _pack(product, named, row)
    if not (product.is_active and pack.is_active):
        notes = (*notes, _("Barang ini sudah tidak dijual."))
    return Found(product, pack, shown(barcode) or code or product.code, notes)


def shop_named(shops: Sequence[Shop], text: str, otherwise: ShopId | None) -> ShopId | None:
    """The shop a cell names by code or name, else the one that was chosen."""
    plain = clean_text(text).casefold()
    if is_nothing(plain):
        return otherwise
    for shop in shops:
        if plain in (shop.code.casefold(), shop.name.casefold()):
            return ShopId(shop.id)
    raise InvalidInput(_("Tidak ada toko dengan kode %(code)s.", code=plain[:20]), field="shop")


def _product(goods: Goods, row: SheetRow, code: str, barcode: str) -> PlannedProduct:
    product = goods.coded(code) if code else None
    if product is not None:
        return product
    if code or barcode:
        raise InvalidInput(
            _("Tidak ada barang dengan kode atau barcode %(code)s. Tambahkan dulu barangnya.",
              code=shown(barcode) or code),
            field="code",
        )  # fmt: skip
    name = clean_text(row.get(Field.NAME))
    same = goods.named(name)
    if len(same) == 1:
        return same[0]
    if same:
        raise InvalidInput(
            _("Ada %(count)s barang bernama %(name)s. Isi kode atau barcodenya.",
              count=len(same), name=name),
            field="name",
        )  # fmt: skip
    if not name:
        raise InvalidInput(_("Isi kode atau barcode barangnya."), field="code")
    raise InvalidInput(_("Tidak ada barang bernama %(name)s.", name=name[:40]), field="name")


def _pack(product: PlannedProduct, named: PlannedPack | None, row: SheetRow) -> PlannedPack:
    unit = clean_unit(row.get(Field.UNIT))
    pack = named or (product.packs.get(unit.name) if unit else product.first_pack)
    if pack is None:
        raise InvalidInput(
            _("%(name)s tidak dijual per %(unit)s.",
              name=product.name, unit=unit.name if unit else product.base_unit),
            field="unit",
        )  # fmt: skip
    if unit and unit.name != pack.unit:
        raise InvalidInput(
            _("Barcode ini terdaftar untuk satuan %(known)s, bukan %(unit)s.",
              known=pack.unit, unit=unit.name),
            field="unit",
        )  # fmt: skip
    return pack
