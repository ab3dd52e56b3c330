"""Where a row of a file belongs: which product and pack it speaks of, or which it would add."""

from __future__ import annotations

from dataclasses import dataclass

from core import format as formats
from core.errors import InvalidInput
from core.i18n import _
from core.quantity import MILLI, Quantity
from inventory.gtin import Gtin, has_check_digit, piece_of, shown
from inventory.importing.products.goods import Goods, PlannedPack, PlannedProduct
from inventory.importing.products.rows import ImportRow
from inventory.models import ProductKind
from inventory.packs import ONE, check_factor
from inventory.units import Unit, find_unit

PIECE = Unit("pcs", "")


@dataclass(frozen=True, slots=True)
class Place:
    """A row's product and pack; those that are None are new."""

    product: PlannedProduct | None
    pack: PlannedPack | None
    unit: str
    factor: Quantity
    base_unit: str
    fractions: bool


def find_place(goods: Goods, row: ImportRow) -> Place:
    """Find what a row speaks of: by barcode, then code, then the piece in a carton, then name.

    Raises InvalidInput when codes contradict each other, when the file spoke of the same pack
    before, or when it does not say how much is in a pack.
    """
    pack = goods.by_barcode.get(row.barcode)
    place = _with_pack(goods, row, pack) if pack else _without_pack(goods, row)
    if place.pack and place.pack.id in goods.rows:
        raise _twice(row, goods.rows[place.pack.id])
    if not place.fractions and row.stock and _base_quantity(row.stock, place).milli % MILLI:
        raise InvalidInput(
            _("Stok barang ini harus bulat dalam %(unit)s.", unit=place.base_unit), field="stock"
        )
    if row.container:
        _check_container(goods, row, place)
    return place


def _check_container(goods: Goods, row: ImportRow, place: Place) -> None:
    """A file names containers that are there already: it cannot say what kind goods are."""
    container = goods.coded(row.container)
    if container is None or container.kind is not ProductKind.CONTAINER:
        raise InvalidInput(
            _("Kode %(code)s bukan jaminan kemasan. Tambahkan dulu barang berjenis itu.",
              code=row.container),
            field="container",
        )  # fmt: skip
    kind = place.product.kind if place.product else ProductKind.GOODS
    if kind is not ProductKind.GOODS or place.fractions:
        raise InvalidInput(
            _("Hanya barang biasa yang dijual utuh dapat memakai kemasan yang ditukar."),
            field="container",
        )


def _base_quantity(packs: Quantity, place: Place) -> Quantity:
    return Quantity(packs.milli * place.factor.milli // MILLI)


def _with_pack(goods: Goods, row: ImportRow, pack: PlannedPack) -> Place:
    product = goods.products[pack.product_id]
    other = goods.coded(row.code) if row.code else None
    if other is not None and other.id != product.id:
        raise InvalidInput(
            _("Barcode %(barcode)s milik %(owner)s, tetapi kode %(code)s milik %(other)s.",
              barcode=shown(row.barcode), owner=product.name, code=row.code, other=other.name),
            field="barcode",
        )  # fmt: skip
    if row.unit and row.unit.name != pack.unit:
        raise InvalidInput(
            _("Barcode %(barcode)s terdaftar untuk satuan %(known)s, bukan %(unit)s.",
              barcode=shown(row.barcode), known=pack.unit, unit=row.unit.name),
            field="unit",
        )  # fmt: skip
    return _in_product(product, pack, row)


def _without_pack(goods: Goods, row: ImportRow) -> Place:
    product = _product_of(goods, row)
    if product is None:
        return _new_product(row)
    first = product.first_pack
    unit = row.unit.name if row.unit else first.unit if first else product.base_unit
    return _in_product(product, product.packs.get(unit), row, unit=unit)


def _product_of(goods: Goods, row: ImportRow) -> PlannedProduct | None:
    if row.code:
        return goods.coded(row.code)
    if row.barcode:
        return _in_carton(goods, row.barcode)
    same = goods.named(row.name)
    if len(same) > 1:
        raise InvalidInput(
            _("Ada %(count)s barang bernama %(name)s. Isi kode atau barcodenya.",
              count=len(same), name=row.name),
            field="name",
        )  # fmt: skip
    return same[0] if same else None


def _in_carton(goods: Goods, barcode: str) -> PlannedProduct | None:
    """The product whose piece is in the carton with this ITF-14."""
    if len(barcode) != 14 or not has_check_digit(barcode) or not "1" <= barcode[0] <= "8":
        return None
    piece = goods.by_barcode.get(piece_of(Gtin(barcode)).digits)
    return goods.products[piece.product_id] if piece else None


def _in_product(
    product: PlannedProduct, pack: PlannedPack | None, row: ImportRow, *, unit: str = ""
) -> Place:
    name = pack.unit if pack else unit
    known = pack.factor if pack else None
    factor = _factor(find_unit(name) or Unit(name, ""), product.base_unit, row.factor or known)
    return Place(product, pack, name, factor, product.base_unit, product.fractions)


def _new_product(row: ImportRow) -> Place:
    unit = row.unit or PIECE
    base = row.base_unit or _base_of(unit, row.factor)
    factor = _factor(unit, base.name, row.factor)
    return Place(None, None, unit.name, factor, base.name, base.fractions)


def _base_of(unit: Unit, factor: Quantity | None) -> Unit:
    """What stock is counted in: a carton of 40 in pieces, a carton of nobody knows in cartons."""
    is_divided = unit.factor is not None or (factor is not None and factor != ONE)
    return (find_unit(unit.base) if unit.base and is_divided else None) or unit


def _factor(unit: Unit, base: str, told: Quantity | None) -> Quantity:
    fixed = ONE if unit.name == base else unit.factor if unit.base == base else None
    if fixed is not None and told is not None and told != fixed:
        raise InvalidInput(
            _("Isi %(unit)s selalu %(fixed)s %(base)s. Tulis satuan lain, misalnya dus.",
              unit=unit.name, fixed=formats.quantity(fixed), base=base),
            field="factor",
        )  # fmt: skip
    factor = fixed or told
    if factor is None:
        raise InvalidInput(
            _("Isi %(unit)s belum diisi: berapa %(base)s dalam satu %(unit)s?",
              unit=unit.name, base=base),
            field="factor",
        )  # fmt: skip
    check_factor(base, unit.name, factor)
    return factor


def _twice(row: ImportRow, number: int) -> InvalidInput:
    if row.called:
        return InvalidInput(
            _("Kode %(code)s sudah ada di baris %(number)s.", code=row.called, number=number),
            field="barcode",
        )
    return InvalidInput(
        _("%(name)s sudah ada di baris %(number)s.", name=row.name, number=number), field="name"
    )
