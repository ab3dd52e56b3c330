"""Codes a shop makes itself: prefixes 20 to 29, some with the weight or the price inside.

Scales print a layout that the shop chooses, so layouts are text: two digits of prefix, then
``I`` item, ``W`` weight in grams, ``P`` price in rupiah, and ``C`` the check digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stdnum import ean

from core.errors import InvalidInput
from core.i18n import _
from core.money import Money
from core.quantity import Quantity
from inventory.gtin import Gtin

_LAYOUT = re.compile(r"2\d(I{1,9})(W{1,9}|P{1,9})C")

OWN_PREFIX = "20"
"""Labels of our own without weight or price, e.g. for cakes and vegetables."""

_OWN_DIGITS = 10


@dataclass(frozen=True, slots=True)
class InStoreLayout:
    """Where a scale puts the item and the weight or price: ``22IIIIIWWWWWC``."""

    pattern: str

    def __post_init__(self) -> None:
        if len(self.pattern) != 13 or not _LAYOUT.fullmatch(self.pattern):
            raise InvalidInput(
                _(
                    "Susunan kode timbangan “%(pattern)s” tidak dikenal. "
                    "Contoh yang benar: 22IIIIIWWWWWC (berat) atau 21IIIIIPPPPPC (harga).",
                    pattern=self.pattern,
                )
            )

    @property
    def prefix(self) -> str:
        return self.pattern[:2]

    def part(self, letter: str, code: str) -> str:
        """The digits of a 13-digit code that stand under this letter."""
        return "".join(d for d, at in zip(code, self.pattern, strict=True) if at == letter)


DEFAULT_LAYOUTS = (InStoreLayout("21IIIIIPPPPPC"), InStoreLayout("22IIIIIWWWWWC"))


@dataclass(frozen=True, slots=True)
class InStoreCode:
    """What an in-store code says; ``item`` is the scale's item number with its zeros."""

    item: str
    weight: Quantity | None = None
    """Kilograms in thousandths, that is grams."""
    price: Money | None = None


def read_in_store(
    gtin: Gtin, layouts: Iterable[InStoreLayout] = DEFAULT_LAYOUTS
) -> InStoreCode | None:
    """The item with its weight or price, when the code fits one of the shop's layouts."""
    if not gtin.is_in_store:
        return None
    code = gtin.digits[1:]
    for layout in layouts:
        if code.startswith(layout.prefix):
            return _read(code, layout)
    return InStoreCode(item=code[2:12]) if code.startswith(OWN_PREFIX) else None


def _read(code: str, layout: InStoreLayout) -> InStoreCode:
    weight, price = layout.part("W", code), layout.part("P", code)
    return InStoreCode(
        item=layout.part("I", code),
        weight=Quantity(int(weight)) if weight else None,
        price=Money(int(price)) if price else None,
    )


def own_code(number: int) -> Gtin:
    """The in-store code of our own label with this number: 20, ten digits, check digit."""
    if not 0 < number < 10**_OWN_DIGITS:
        raise InvalidInput(_("Nomor label sendiri harus antara 1 dan 9.999.999.999."))
    return _with_check_digit(f"{OWN_PREFIX}{number:0{_OWN_DIGITS}d}")


def scale_code(layout: InStoreLayout, item: int, value: int) -> Gtin:
    """The code a scale prints for an item with this weight in grams or price in rupiah."""
    body = layout.pattern[:-1]
    for letter, number in (("I", item), ("W", value), ("P", value)):
        width = body.count(letter)
        if width and not 0 <= number < 10**width:
            raise InvalidInput(_("Angka %(number)s tidak muat di kode timbangan.", number=number))
        body = body.replace(letter * width, f"{number:0{width}d}") if width else body
    return _with_check_digit(body)


def _with_check_digit(body: str) -> Gtin:
    return Gtin(f"0{body}{ean.calc_check_digit(body)}")
