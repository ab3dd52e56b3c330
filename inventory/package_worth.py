"""What a package costs from its parts now, what it earns, and how many the shelves give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.models import Shop
from core.money import Money, round_half_up, total
from core.quantity import NONE, Quantity
from inventory import costing, packs, prices
from inventory.costing import Cost, Holding
from inventory.models import PackagePart, PriceList, Product, Stock

BASIS_POINTS = 10_000
Part = tuple[Quantity, Holding]
"""How much of a part is in one package, and what the shop holds of it."""


@dataclass(frozen=True, slots=True)
class PackageWorth:
    """A package in one shop, at what its shelves cost now."""

    shop: str
    """The shop's name."""
    cost: Money | None
    """What the parts of one cost; None while nobody knows that of each part."""
    price: Money | None
    """For everybody; None: not for sale yet."""
    makeable: int
    """How many the shelf gives."""

    @property
    def margin(self) -> Money | None:
        """What one leaves at its price; negative when it costs more."""
        return None if self.cost is None or self.price is None else self.price - self.cost

    @property
    def margin_part(self) -> int | None:
        """The same of its price, in basis points."""
        if self.margin is None or not self.price:
            return None
        return round_half_up(Fraction(self.margin.amount * BASIS_POINTS, self.price.amount))

    @property
    def is_loss(self) -> bool:
        """It brings less than it costs."""
        return self.margin is not None and self.margin.amount < 0


def cost_of(parts: Sequence[Part]) -> Money | None:
    """What one package would cost; None while the cost of a part is not known, or without parts."""
    if not parts or any(_is_unknown(quantity, held) for quantity, held in parts):
        return None
    return total(costing.worth(held, quantity) for quantity, held in parts)


def makeable(parts: Sequence[Part]) -> int:
    """How many whole packages the shelf gives: as many as the scarcest part."""
    return min((max(held.quantity, NONE).milli // quantity.milli for quantity, held in parts),
               default=0)  # fmt: skip


def by_shop(
    session: Session, package: Product, shops: Sequence[Shop], *, on: date
) -> list[PackageWorth]:
    """The package in each of these shops; none while nothing is in it."""
    inside = _inside(session, package)
    if not inside:
        return []
    every = packs.all_of(session, package)
    ones = [PackId(pack.id) for pack in every if pack.active and pack.factor == packs.ONE]
    return [_worth(session, shop, inside, ones[:1], on) for shop in shops]


def _worth(
    session: Session,
    shop: Shop,
    inside: dict[ProductId, Quantity],
    ones: Sequence[PackId],
    on: date,
) -> PackageWorth:
    """``ones`` is the pack of one package, when it is sold so."""
    shop_id = ShopId(shop.id)
    held = _held(session, shop_id, inside)
    parts = [(quantity, held.get(key, Holding())) for key, quantity in inside.items()]
    now = prices.current(session, ones, on=on, shop_id=shop_id)
    price = next((now[key, PriceList.GENERAL] for key in ones if (key, PriceList.GENERAL) in now),
                 None)  # fmt: skip
    return PackageWorth(shop.name, cost_of(parts), price, makeable(parts))


def _inside(session: Session, package: Product) -> dict[ProductId, Quantity]:
    rows = session.execute(
        select(PackagePart.product_id, PackagePart.quantity)
        .where(PackagePart.package_id == package.id)
        .order_by(PackagePart.product_id)
    )
    return {row.product_id: row.quantity for row in rows}


def _held(
    session: Session, shop_id: ShopId, inside: dict[ProductId, Quantity]
) -> dict[ProductId, Holding]:
    rows = session.scalars(
        select(Stock).where(Stock.shop_id == shop_id, Stock.product_id.in_(inside))
    )
    return {
        row.product_id: Holding(row.quantity, row.value, Cost(row.cost_quantity, row.cost_value))
        for row in rows
    }


def _is_unknown(quantity: Quantity, held: Holding) -> bool:
    return held.quantity < quantity and not held.last_cost.quantity
