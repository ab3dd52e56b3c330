"""What a row of a file would change, against the goods there are and the rows above it.

A row first finds its place, which may refuse it and changes nothing; then it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core import format as formats
from core.format import rupiah
from core.i18n import _
from core.ids import PackId, ProductId, new_id
from core.imports import RowStatus
from core.money import ZERO, Money
from core.quantity import MILLI, Quantity
from inventory.costing import UNKNOWN_COST, Cost
from inventory.gtin import shown
from inventory.importing.kind import Made
from inventory.importing.models import MadeKind
from inventory.importing.products.goods import Goods, PlannedPack, PlannedProduct, Work
from inventory.importing.products.places import Place, find_place
from inventory.importing.products.rows import ImportRow
from inventory.importing.reports import RowReport
from inventory.models import PriceList, ProductKind
from inventory.price_changes.proposing import is_below
from inventory.prices import NewPrice
from inventory.stock import Arrival, KnownCost


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
    is_below_cost: bool = False
    """One of its prices brings less than the goods cost."""

    def change(self, sentence: str) -> None:
        self.changes.append(sentence)
        if self.product.id not in self.goods.new:
            self.work.changed[self.product.id] = self.product

    def made(self, kind: MadeKind, key: UUID, before: Any = "", after: Any = "") -> None:
        """Keep what is to be taken back; what comes with a new product goes with it."""
        if kind is MadeKind.PRODUCT or self.product.id not in self.goods.new:
            values = {"value": before}, {"value": after}
            self.work.made.append(Made(self.row.number, kind, key, *values))

    def word(self, field: str, before: Any, after: Any) -> None:
        """Keep that a word of the product changed."""
        if self.product.id not in self.goods.new:
            self.work.made.append(
                Made(self.row.number, MadeKind.WORDS, self.product.id,
                     {field: before}, {field: after})
            )  # fmt: skip


def take_row(goods: Goods, work: Work, row: ImportRow) -> RowReport:
    """Plan a row. Raises InvalidInput, and has changed nothing, when it cannot be taken."""
    place = find_place(goods, row)
    taking = _begin(goods, work, row, place)
    goods.rows[taking.pack.id] = row.number
    _take_revival(taking)
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
        is_below_cost=taking.is_below_cost,
    )


def _begin(goods: Goods, work: Work, row: ImportRow, place: Place) -> _Taking:
    product = place.product or _add_product(goods, work, row, place)
    pack = place.pack or _add_pack(goods, work, product, place)
    is_new = place.pack is None and product.id in goods.new
    taking = _Taking(goods, work, row, product, pack, is_new)
    if place.product is None:
        taking.made(MadeKind.PRODUCT, product.id)
    if place.pack is None and place.product is not None:
        taking.made(MadeKind.PACK, pack.id)
        taking.change(
            _("satuan baru: %(unit)s isi %(factor)s",
              unit=pack.unit, factor=formats.quantity(pack.factor))
        )  # fmt: skip
    elif pack.factor != place.factor:
        taking.change(
            _("isi %(before)s → %(after)s",
              before=formats.quantity(pack.factor), after=formats.quantity(place.factor))
        )  # fmt: skip
        taking.made(MadeKind.FACTOR, pack.id, pack.factor.milli, place.factor.milli)
        pack.factor = work.factors[pack.id] = place.factor
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


def _take_revival(taking: _Taking) -> None:
    """What was retired by taking an import back is sold again; other retired goods are not."""
    product = taking.product
    if product.is_active:
        return
    if product.id in taking.goods.undone:
        product.is_active = True
        taking.made(MadeKind.REVIVED, product.id)
        taking.change(_("dijual lagi"))
    else:
        taking.notes.append(_("Barang ini sudah tidak dijual."))


def _take_words(taking: _Taking) -> None:
    """Name, category and receipt name; other packs of a product say nothing about them."""
    row, product = taking.row, taking.product
    if taking.pack is not product.first_pack:
        return
    if row.name != product.name:
        taking.change(_("nama %(before)s → %(after)s", before=product.name, after=row.name))
        taking.word("name", product.name, row.name)
        product.name = row.name
    if row.category and row.category != product.category:
        taking.change(_("kategori %(after)s", after=row.category))
        taking.word("category", product.category, row.category)
        product.category = row.category
    if row.receipt_name and row.receipt_name != product.receipt_name:
        taking.change(_("nama struk %(after)s", after=row.receipt_name))
        taking.word("receipt_name", product.receipt_name, row.receipt_name)
        product.receipt_name = row.receipt_name


def _take_container(taking: _Taking) -> None:
    container = taking.goods.coded(taking.row.container) if taking.row.container else None
    if container is not None and container.id != taking.product.container_id:
        before = taking.product.container_id
        taking.word("container_id", before.hex if before else None, container.id.hex)
        taking.product.container_id = container.id
        taking.change(_("kemasan yang ditukar %(name)s", name=container.name))


def _take_barcode(taking: _Taking) -> None:
    code = taking.row.barcode
    if not code or code in taking.goods.by_barcode:
        return
    taking.goods.by_barcode[code] = taking.pack
    taking.work.barcodes.append((code, taking.pack.id))
    if not taking.is_new:
        taking.made(MadeKind.BARCODE, taking.pack.id, after=code)
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
    new = NewPrice(taking.pack.id, amount, price_list)
    taking.work.prices.append((taking.row.number, new))
    was = f"{rupiah(before)} → " if before else ""
    taking.change(f"{label} {was}{rupiah(amount)}")
    _look_at_cost(taking, amount)


def _look_at_cost(taking: _Taking, amount: Money) -> None:
    """Say when a price brings less than the goods cost, by the file or on the shelf."""
    row, goods, key = taking.row, taking.goods, taking.product.id
    is_first = goods.has_shop and key not in goods.moved and not taking.product.is_consigned
    if row.cost is not None and is_first:
        cost = Cost(taking.pack.factor, row.cost)
    else:
        cost = goods.averages.get(key, UNKNOWN_COST)
    if is_below(amount, taking.pack.factor, cost):
        taking.is_below_cost = True
        taking.notes.append(
            _("%(price)s di bawah harga pokok %(cost)s.",
              price=rupiah(amount), cost=rupiah(cost.of(taking.pack.factor)))
        )  # fmt: skip


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
    arrival = Arrival(taking.product.id, quantity, value)
    taking.work.arrivals.append((taking.row.number, arrival))
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
    taking.work.made.append(
        Made(taking.row.number, MadeKind.COST, taking.product.id, _pair(known), _pair(cost))
    )
    taking.goods.costs[taking.product.id] = cost
    taking.work.costs[taking.product.id] = KnownCost(taking.product.id, cost)
    taking.change(_("harga beli %(cost)s", cost=rupiah(cost.value)))


def _pair(cost: Cost) -> dict[str, int]:
    return {"quantity": cost.quantity.milli, "value": cost.value.amount}
