"""What the example's shops sell, and for how much. Names by Open Food Facts, see data/NOTICE.md."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from core.quantity import MILLI
from inventory.gtin import carton_of, read_gtin

FRESH = frozenset({"Sayur & buah", "Lauk", "Jajanan"})
"""Categories that come every few days and do not keep."""
FROM_FAR = frozenset({"Minuman", "Mi & bihun", "Biskuit & wafer", "Susu & es krim"})
"""Categories for which the islands pay freight."""
_MARGINS = {"Sembako": 8, "Sayur & buah": 22, "Lauk": 15, "Jajanan": 20, "Rumah tangga": 9}
_USUAL_MARGIN = 16


@dataclass(frozen=True, slots=True)
class GoodsPack:
    """A way the goods are sold; the first of a product is its base unit."""

    unit: str
    factor: int
    """Thousandths of the base unit."""
    price: int | None
    """Rupiah at the beginning; None: nobody has set one yet."""
    member_price: int | None = None
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """A product of the example."""

    code: str
    name: str
    category: str
    packs: tuple[GoodsPack, ...]
    fractions: bool
    demand: int
    """How often it is asked for, compared with the others."""

    @property
    def is_fresh(self) -> bool:
        return self.category in FRESH

    @property
    def comes_from_far(self) -> bool:
        return self.category in FROM_FAR

    @property
    def counts_for_patronage(self) -> bool:
        """Subsidised gas is sold at a fixed price and earns nobody a share."""
        return not self.name.startswith("Gas LPG")

    @property
    def cost(self) -> int:
        """What a base unit is bought for at the beginning, in rupiah."""
        price = self.packs[0].price or 0
        return price * (100 - _MARGINS.get(self.category, _USUAL_MARGIN)) // 100


@cache
def all_goods() -> tuple[Goods, ...]:
    """Loose goods under short codes first, then those with barcodes."""
    return (*_loose(), *_packaged())


def _loose() -> Iterator[Goods]:
    for row in _rows("loose.csv"):
        price = int(row["price"])
        packs = [GoodsPack(row["unit"], MILLI, price, _for_members(price, row["code"]))]
        if row["pack"]:
            factor, pack_price = int(row["pack_factor"]), int(row["pack_price"])
            packs.append(GoodsPack(row["pack"], factor * MILLI, pack_price))
        yield Goods(
            code=row["code"],
            name=row["name"],
            category=row["category"],
            packs=tuple(packs),
            fractions=row["fractions"] == "ya",
            demand=int(row["demand"]),
        )


def _packaged() -> Iterator[Goods]:
    names = {row["barcode"]: row["name"] for row in _rows("catalogue.csv")}
    for place, row in enumerate(_rows("shelf.csv"), start=1):
        barcode = row["barcode"]
        price = int(row["price"]) if row["price"] else None
        packs = [GoodsPack("pcs", MILLI, price, _for_members(price, barcode), barcode)]
        if price and row["carton"]:
            factor = int(row["carton"])
            carton = price * factor * 96 // 100 // 500 * 500
            packs.append(GoodsPack("dus", factor * MILLI, carton, None, _carton_code(barcode)))
        yield Goods(
            code=str(1000 + place),
            name=names[barcode],
            category=row["category"],
            packs=tuple(packs),
            fractions=False,
            demand=int(row["demand"]),
        )


def _for_members(price: int | None, code: str) -> int | None:
    """Two in five goods are a little cheaper for members: 3 % down to a whole hundred."""
    if price is None or price < 2_000 or int(code) % 5 >= 2:
        return None
    return price * 97 // 100 // 100 * 100


def _carton_code(barcode: str) -> str:
    """The ITF-14 on the carton of a piece with this EAN-13."""
    return carton_of(read_gtin(barcode)).digits


def _rows(name: str) -> Iterable[dict[str, str]]:
    text = (files("pos.demo") / "data" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
