"""What a row of a file would change, against the goods there are and the rows above it.

A row first finds its place, which may refuse it and changes nothing; then it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core import format as formats
from core.format import rupiah
from core.i18n import _
from core.ids import PackId, ProductId, new_id
from core.money import ZERO, Money
from core.quantity import MILLI, Quantity
from inventory.costing import Cost
from inventory.gtin import shown
from inventory.import_goods import Goods, PlannedPack, PlannedProduct, Work
from inventory.import_places import Place, find_place
from inventory.import_rows import ImportRow
from inventory.models import PriceList, ProductKind
from inventory.prices import NewPrice
from inventory.stock import Arrival, KnownCost


class RowStatus(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """What is said about a row of the file."""

    number: int
    status: RowStatus
    name: str
    code: str = ""
    sentence: str = ""
    """Why it is refused."""
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_unpriced: bool = False
    """Its pack will be *belum ada harga*."""


@dataclass(slots=True)
class _Taking:
    """A row while it is taken: where it belongs and what it changes."""

    goods: Goods
    work: Work
    row: ImportRow
    product: PlannedProduct
    pack: PlannedPack
    is_new: bool
    """Product and pack are the file's own."""
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def change(self, sentence: str) -> None:
        self.changes.append(sentence)
        if self.product.id not in self.goods.new:
            self.work.changed[self.product.id] = self.product


def take_row(goods: Goods, work: Work, row: ImportRow) -> RowReport:
    """Plan a row. Raises InvalidInput, and has changed nothing, when it cannot be taken."""
    place = find_place(goods, row)
    taking = _begin(goods, work, row, place)
    goods.rows[taking.pack.id] = row.number
    for step in (_take_words, _take_container, _take_barcode, _take_prices, _take_stock):
        step(taking)
    status = RowStatus.CHANGED if taking.changes else RowStatus.SAME
    return RowReport(
        number=row.number,
        status=RowStatus.NEW if taking.is_new else status,
        name=row.name,
        code=row.called or taking.product.code,
        changes=tuple(taking.changes),
        notes=(*row.notes, *taking.notes),
        is_unpriced=(taking.pack.id, PriceList.GENERAL) not in goods.prices,
    )


def _begin(goods: Goods, work: Work, row: ImportRow, place: Place) -> _Taking:
    product = place.product or _add_product(goods, work, row, place)
    pack = place.pack or _add_pack(goods, work, product, place)
    is_new = place.pack is None and product.id in goods.new
    taking = _Taking(goods, work, row, product, pack, is_new)
    if place.pack is None and place.product is not None:
        taking.change(
            _("satuan baru: %(unit)s isi %(factor)s",
              unit=pack.unit, factor=formats.quantity(pack.factor))
        )  # fmt: skip
    elif pack.factor != place.factor:
        taking.change(
            _("isi %(before)s → %(after)s",
              before=formats.quantity(pack.factor), after=formats.quantity(place.factor))
        )  # fmt: skip
        pack.factor = work.factors[pack.id] = place.factor
    if not product.is_active:
        taking.notes.append(_("Barang ini sudah tidak dijual."))
    return taking


def _add_product(goods: Goods, work: Work, row: ImportRow, place: Place) -> PlannedProduct:
    product = PlannedProduct(
        id=ProductId(new_id()),
        code=row.code,
        name=row.name,
        category=row.category,
        receipt_name=row.receipt_name,
        base_unit=place.base_unit,
        fractions=place.fractions,
    )
    goods.add_product(product)
    goods.new.add(product.id)
    work.products.append(product)
    return product


def _add_pack(goods: Goods, work: Work, product: PlannedProduct, place: Place) -> PlannedPack:
    pack = PlannedPack(
        PackId(new_id()), product.id, place.unit, place.factor, position=len(product.packs)
    )
    goods.add_pack(pack)
    work.packs.append(pack)
    return pack


def _take_words(taking: _Taking) -> None:
    """Name, category and receipt name; other packs of a product say nothing about them."""
    row, product = taking.row, taking.product
    if taking.pack is not product.first_pack:
        return
    if row.name != product.name:
        taking.change(_("nama %(before)s → %(after)s", before=product.name, after=row.name))
        product.name = row.name
    if row.category and row.category != product.category:
        taking.change(_("kategori %(after)s", after=row.category))
        product.category = row.category
    if row.receipt_name and row.receipt_name != product.receipt_name:
        taking.change(_("nama struk %(after)s", after=row.receipt_name))
        product.receipt_name = row.receipt_name


def _take_container(taking: _Taking) -> None:
    container = taking.goods.coded(taking.row.container) if taking.row.container else None
    if container is not None and container.id != taking.product.container_id:
        taking.product.container_id = container.id
        taking.change(_("kemasan yang ditukar %(name)s", name=container.name))


def _take_barcode(taking: _Taking) -> None:
    code = taking.row.barcode
    if not code or code in taking.goods.by_barcode:
        return
    taking.goods.by_barcode[code] = taking.pack
    taking.work.barcodes.append((code, taking.pack.id))
    if not taking.is_new:
        taking.change(_("barcode baru: %(code)s", code=shown(code)))


def _take_prices(taking: _Taking) -> None:
    row = taking.row
    _take_price(taking, PriceList.GENERAL, row.price, _("harga"))
    _take_price(taking, PriceList.MEMBER, row.member_price, _("harga anggota"))


def _take_price(taking: _Taking, price_list: PriceList, amount: Money | None, label: str) -> None:
    place = taking.pack.id, price_list
    before = taking.goods.prices.get(place)
    if amount is None or amount == before:
        return
    taking.goods.prices[place] = amount
    taking.work.prices.append(NewPrice(taking.pack.id, amount, price_list))
    was = f"{rupiah(before)} → " if before else ""
    taking.change(f"{label} {was}{rupiah(amount)}")


def _take_stock(taking: _Taking) -> None:
    """Opening stock, once per product and shop; else at least what the goods cost."""
    row, goods, product_id = taking.row, taking.goods, taking.product.id
    if not goods.has_shop:
        return
    if row.stock is not None and taking.product.is_consigned:
        taking.notes.append(_("Barang titipan dicatat di Titip jual; kolom stok tidak dipakai."))
    elif row.stock is not None and product_id in goods.opened:
        taking.notes.append(_("Stok awal sudah pernah diisi; kolom stok tidak dipakai."))
    elif row.stock is not None:
        _open(taking, row.stock)
    elif row.cost is not None and product_id not in goods.moved:
        _note_cost(taking, Cost(taking.pack.factor, row.cost))


def _open(taking: _Taking, packs: Quantity) -> None:
    quantity = Quantity(packs.milli * taking.pack.factor.milli // MILLI)
    is_empty = taking.product.kind is ProductKind.CONTAINER
    value = ZERO if is_empty else (taking.row.cost or ZERO).portion(packs.units)
    taking.work.arrivals.append(Arrival(taking.product.id, quantity, value))
    taking.goods.moved.add(taking.product.id)
    taking.change(
        _("stok awal %(packs)s %(unit)s senilai %(value)s",
          packs=formats.quantity(packs), unit=taking.pack.unit, value=rupiah(value))
    )  # fmt: skip
    if not value and not is_empty:
        taking.notes.append(_("Harga beli kosong, jadi nilai stoknya nol."))


def _note_cost(taking: _Taking, cost: Cost) -> None:
    known = taking.goods.cost_of(taking.product.id)
    if known.of(cost.quantity) == cost.value:
        return
    taking.goods.costs[taking.product.id] = cost
    taking.work.costs[taking.product.id] = KnownCost(taking.product.id, cost)
    taking.change(_("harga beli %(cost)s", cost=rupiah(cost.value)))
