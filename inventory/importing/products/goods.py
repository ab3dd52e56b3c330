"""The goods an import compares a file with, and what has to be written for its good rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.ids import PackId, ProductId
from core.money import Money
from core.quantity import Quantity
from inventory.costing import UNKNOWN_COST, Cost
from inventory.importing.kind import Made
from inventory.models import PriceList, ProductKind
from inventory.prices import NewPrice
from inventory.products import number_after
from inventory.stock import Arrival, KnownCost


@dataclass(slots=True)
class PlannedPack:
    """A pack that is there or will be."""

    id: PackId
    product_id: ProductId
    unit: str
    factor: Quantity
    position: int
    is_active: bool = True


@dataclass(slots=True)
class PlannedProduct:
    """A product that is there or will be; a new one without a code is numbered at the end."""

    id: ProductId
    code: str
    name: str
    category: str
    receipt_name: str
    base_unit: str
    fractions: bool
    is_active: bool = True
    kind: ProductKind = ProductKind.GOODS
    container_id: ProductId | None = None
    """The empty it is sold in."""
    ceiling: Money | None = None
    is_consigned: bool = False
    """A producer left it: what stands there comes and goes by the pages of consignment."""
    packs: dict[str, PlannedPack] = field(default_factory=dict)
    """By unit."""

    @property
    def first_pack(self) -> PlannedPack | None:
        return min(self.packs.values(), key=lambda pack: pack.position, default=None)


@dataclass(slots=True)
class Goods:
    """The goods there are, with those the rows so far would add."""

    has_shop: bool
    """A shop was chosen, so opening stock and costs are looked at."""
    products: dict[ProductId, PlannedProduct] = field(default_factory=dict)
    by_code: dict[str, ProductId] = field(default_factory=dict)
    by_name: dict[str, list[ProductId]] = field(default_factory=lambda: defaultdict(list))
    by_barcode: dict[str, PlannedPack] = field(default_factory=dict)
    prices: dict[tuple[PackId, PriceList], Money] = field(default_factory=dict)
    opened: set[ProductId] = field(default_factory=set)
    """Products whose opening stock the shop has in its books."""
    moved: set[ProductId] = field(default_factory=set)
    costs: dict[ProductId, Cost] = field(default_factory=dict)
    averages: dict[ProductId, Cost] = field(default_factory=dict)
    """What the goods cost on the shelves there are."""
    rows: dict[PackId, int] = field(default_factory=dict)
    """Which row of the file spoke of a pack."""
    new: set[ProductId] = field(default_factory=set)
    """Products that rows of the file would add."""
    undone: set[ProductId] = field(default_factory=set)
    """Products that were retired when the import that made them was taken back."""

    def add_product(self, product: PlannedProduct) -> None:
        self.products[product.id] = product
        self.by_name[product.name.casefold()].append(product.id)
        if product.code:
            self.by_code[product.code] = product.id

    def add_pack(self, pack: PlannedPack) -> None:
        self.products[pack.product_id].packs[pack.unit] = pack

    def named(self, name: str) -> list[PlannedProduct]:
        return [self.products[key] for key in self.by_name.get(name.casefold(), ())]

    def coded(self, code: str) -> PlannedProduct | None:
        key = self.by_code.get(code)
        return self.products[key] if key else None

    def cost_of(self, product_id: ProductId) -> Cost:
        return self.costs.get(product_id, UNKNOWN_COST)


@dataclass(slots=True)
class Work:
    """What has to be written for the rows that are good."""

    products: list[PlannedProduct] = field(default_factory=list)
    packs: list[PlannedPack] = field(default_factory=list)
    barcodes: list[tuple[str, PackId]] = field(default_factory=list)
    factors: dict[PackId, Quantity] = field(default_factory=dict)
    """Of packs that were there with another one."""
    prices: list[tuple[int, NewPrice]] = field(default_factory=list)
    """With the row of the file."""
    arrivals: list[tuple[int, Arrival]] = field(default_factory=list)
    """With the row of the file."""
    costs: dict[ProductId, KnownCost] = field(default_factory=dict)
    changed: dict[ProductId, PlannedProduct] = field(default_factory=dict)
    """Products that were there and that tills have to fetch again."""
    made: list[Made] = field(default_factory=list)
    """What is to be taken back besides prices and opening stock."""

    def number_products(self, codes: Iterable[str]) -> None:
        """Give the new products without a code the numbers after those in use."""
        number = number_after(codes)
        for product in self.products:
            if not product.code:
                product.code, number = str(number), number + 1
