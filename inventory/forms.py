"""What is typed on the pages of goods, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import PackId, ShopId
from core.models import Shop
from core.money import ZERO, Money
from core.quantity import MILLI, NONE, Quantity
from inventory.cleaning import clean_name, clean_unit
from inventory.containers import Counted
from inventory.models import PriceList, ProductKind, VatClass
from inventory.packs import ONE, PackDetails
from inventory.prices import NewPrice, Period
from inventory.product_queries import ProductSearch, Shelf
from inventory.products import ProductDetails
from inventory.units import Unit

LONGEST_RECEIPT_NAME = 60
LONGEST_REASON = 120
Form = Mapping[str, str]
OLDEST = 100
"""Years that nobody has to show to buy something."""
Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product as first typed: with one pack, and prices if they are known."""

    details: ProductDetails
    pack: PackDetails
    prices: Mapping[PriceList, Money]


def new_product(form: Form) -> NewProduct:
    """A product with the pack of its base unit."""
    details = product_details(form)
    barcode = forms.line(form, "barcode")
    typed = {
        PriceList.GENERAL: optional_money(form, "price"),
        PriceList.MEMBER: optional_money(form, "member_price"),
    }
    return NewProduct(
        details,
        PackDetails(details.base_unit, ONE, (barcode,) if barcode else ()),
        {price_list: amount for price_list, amount in typed.items() if amount is not None},
    )


def product_details(form: Form) -> ProductDetails:
    """What is said of a product; the name is cleaned as in files."""
    unit = _unit(form, "base_unit")
    return ProductDetails(
        name=clean_name(forms.line(form, "name", required=_("Nama barang harus diisi."))),
        base_unit=unit.name,
        code=forms.line(form, "code", longest=20),
        receipt_name=forms.line(form, "receipt_name", longest=LONGEST_RECEIPT_NAME),
        category=forms.line(form, "category", longest=LONGEST_RECEIPT_NAME),
        fractions="fractions" in form,
        counts_for_patronage="counts_for_patronage" in form,
        kind=_one_of(form, "kind", ProductKind, ProductKind.GOODS),
        ceiling=optional_money(form, "ceiling"),
        vat_class=_one_of(form, "vat_class", VatClass, VatClass.FULL),
        minimum_age=_age(form),
        container=forms.line(form, "container", longest=20),
    )


def pack_details(form: Form, base_unit: str) -> PackDetails:
    """One more pack; a dozen knows by itself how much is in it."""
    unit = _unit(form, "unit")
    barcode = forms.line(form, "barcode")
    factor = optional_quantity(form, "factor")
    known = unit.factor if unit.base == base_unit else None
    if factor is None and known is None:
        raise InvalidInput(_("Isi berapa %(unit)s di dalamnya.", unit=base_unit), field="factor")
    return PackDetails(unit.name, factor or known or ONE, (barcode,) if barcode else ())


@dataclass(frozen=True, slots=True)
class PackChange:
    """What may change about a pack."""

    factor: Quantity
    is_active: bool


def pack_change(form: Form) -> PackChange:
    """How much is in a pack, and whether it is sold."""
    return PackChange(required_quantity(form, "factor"), "active" in form)


@dataclass(frozen=True, slots=True)
class PriceForm:
    """A new price as typed."""

    price: NewPrice
    period: Period
    below_cost: str
    """Why it may be below what the goods cost; empty: it may not."""


def price_form(form: Form, pack_id: PackId, shops: list[Shop], *, today: date) -> PriceForm:
    """A price from today or a later day on; the past stays as it was."""
    first = forms.iso_day(form, "valid_from") or today
    if first < today:
        raise InvalidInput(_("Harga tidak dapat berlaku mundur."), field="valid_from")
    price_list = _price_list(form)
    price = NewPrice(
        pack_id,
        required_money(form, "price"),
        price_list,
        forms.shop_choice(form, shops),
        (optional_quantity(form, "least") if price_list is PriceList.WHOLESALE else None) or NONE,
    )
    return PriceForm(price, Period(first, forms.iso_day(form, "valid_to")), below_cost(form))


def below_cost(form: Form) -> str:
    """Why somebody ticked that a price may be below what the goods cost; empty without a tick."""
    reason = forms.line(form, "below_reason", longest=LONGEST_REASON)
    return reason if "may_lose" in form else ""


def price_place(form: Form, shops: list[Shop]) -> tuple[PriceList, ShopId | None, Quantity]:
    """Which open price is meant."""
    least = optional_quantity(form, "least") or NONE
    return _price_list(form), forms.shop_choice(form, shops), least


@dataclass(frozen=True, slots=True)
class OpeningForm:
    """What a shop had when it began: base units, and what all of them cost."""

    quantity: Quantity
    value: Money


def opening_form(form: Form, packs: Sequence[tuple[str, Quantity]]) -> OpeningForm:
    """Goods counted in one of the packs, at the cost of one such pack."""
    counted = required_quantity(form, "quantity")
    cost = optional_money(form, "cost") or ZERO
    factor = dict(packs).get(form.get("unit", ""))
    if factor is None:
        raise InvalidInput(_("Pilih satuannya."), field="unit")
    quantity = Quantity(counted.milli * factor.milli // ONE.milli)
    return OpeningForm(quantity, cost.portion(counted.units))


def counted_form(form: Form) -> Counted:
    """Empties that were counted, none at all included, and why somebody counted."""
    text = form.get("counted", "").strip()
    if not text:
        raise InvalidInput(_("Isi jumlahnya."), field="counted")
    counted = _at("counted", parse.quantity, text)
    if counted < NONE or counted.milli % MILLI:
        raise InvalidInput(_("Isi jumlah yang utuh, misalnya 12 atau 0."), field="counted")
    reason = forms.line(form, "reason", required=_("Isi alasannya."), longest=LONGEST_REASON)
    return Counted(counted, reason)


def product_search(arguments: Form) -> ProductSearch:
    """What the list of products is asked for; a state nobody knows is the usual one."""
    shelf = arguments.get("shelf", "")
    return ProductSearch(
        words=" ".join(arguments.get("q", "").split())[:LONGEST_RECEIPT_NAME],
        shelf=Shelf(shelf) if shelf in tuple(Shelf) else Shelf.SOLD,
        category=arguments.get("category", ""),
        brand=arguments.get("brand", ""),
        is_local="local" in arguments,
    )


def required_money(form: Form, name: str) -> Money:
    """An amount above zero, as people write it."""
    amount = optional_money(form, name)
    if amount is None:
        raise InvalidInput(_("Isi harganya."), field=name)
    return amount


def optional_money(form: Form, name: str) -> Money | None:
    """An amount; None when nothing is typed. Negative ones are refused."""
    text = form.get(name, "").strip()
    if not text:
        return None
    amount = _at(name, parse.money, text)
    if amount < ZERO:
        raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field=name)
    return amount


def required_quantity(form: Form, name: str) -> Quantity:
    """A quantity above zero."""
    quantity = optional_quantity(form, name)
    if quantity is None:
        raise InvalidInput(_("Isi jumlahnya."), field=name)
    return quantity


def optional_quantity(form: Form, name: str) -> Quantity | None:
    """A quantity; None when nothing is typed. Zero and below are refused."""
    text = form.get(name, "").strip()
    if not text:
        return None
    quantity = _at(name, parse.quantity, text)
    if quantity <= NONE:
        raise InvalidInput(_("Jumlah ini harus lebih dari nol."), field=name)
    return quantity


def _one_of(form: Form, name: str, choices: type[Choice], usual: Choice) -> Choice:
    """A choice of a list; the usual one when nothing is chosen."""
    chosen = form.get(name, "")
    if not chosen:
        return usual
    if chosen not in tuple(choices):
        raise InvalidInput(_("Pilih salah satu."), field=name)
    return choices(chosen)


def _age(form: Form) -> int | None:
    """Years; none when nothing is typed."""
    text = form.get("minimum_age", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < OLDEST):
        raise InvalidInput(_("Isi umur dalam tahun, misalnya 21."), field="minimum_age")
    return int(text)


def _price_list(form: Form) -> PriceList:
    chosen = form.get("list", "")
    if chosen not in tuple(PriceList):
        raise InvalidInput(_("Pilih daftar harganya."), field="list")
    return PriceList(chosen)


def _unit(form: Form, name: str) -> Unit:
    text = forms.line(form, name, required=_("Pilih satuannya."), longest=20)
    unit = _at(name, clean_unit, text)
    if unit is None:
        raise InvalidInput(_("Pilih satuannya."), field=name)
    return unit


def _at(name: str, read: Callable[[str], Value], text: str) -> Value:
    """Read a field; what is wrong with it is said beside it."""
    try:
        return read(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=name) from None
