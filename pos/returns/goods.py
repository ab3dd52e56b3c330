"""The goods of a return: what the server knows of the packs it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import PackId, ProductId
from core.money import Money
from core.quantity import MILLI, Quantity
from inventory.models import Pack, Product
from inventory.stock import ComingBack
from pos.documents import Unbookable
from pos.returns.documents import ReturnDocument
from pos.returns.matching import Match, Matched


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What the counter needs to know of a pack today."""

    product_id: ProductId
    name: str
    unit: str
    factor: Quantity
    counts_for_patronage: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A line as it is booked: by the sold line, or by what the pack is today."""

    matched: Matched
    pack: PackFacts

    @property
    def name(self) -> str:
        return self.matched.sold.name if self.matched.sold else self.pack.name

    @property
    def unit(self) -> str:
        return self.matched.sold.unit if self.matched.sold else self.pack.unit

    @property
    def counts_for_patronage(self) -> bool:
        return (self.matched.sold or self.pack).counts_for_patronage

    @property
    def base_quantity(self) -> Quantity:
        if self.matched.portion:
            return self.matched.portion.base_quantity
        return Quantity(self.matched.quantity.milli * self.pack.factor.milli // MILLI)

    @property
    def share(self) -> Money:
        """Its part of what the sold line brought."""
        return self.matched.portion.amount if self.matched.portion else self.matched.amount

    @property
    def coming_back(self) -> ComingBack:
        portion = self.matched.portion
        return ComingBack(
            self.pack.product_id,
            self.base_quantity,
            portion.cost if portion else None,
            self.matched.line.back_on_shelf,
        )


def items(session: Session, document: ReturnDocument, match: Match) -> Sequence[Item]:
    """The matched lines with their packs. Raises Unbookable for goods nobody knows."""
    rows = session.execute(
        select(Pack, Product)
        .join(Product, Product.id == Pack.product_id)
        .where(Pack.id.in_({line.pack_id for line in document.lines}))
    )
    known = {PackId(pack.id): _facts(pack, product) for pack, product in rows}
    for line in document.lines:
        if line.pack_id not in known:
            raise Unbookable(
                _("Barang %(id)s tidak dikenal di server.", id=line.pack_id), field="lines"
            )
    return [Item(matched, known[matched.line.pack_id]) for matched in match.lines]


def _facts(pack: Pack, product: Product) -> PackFacts:
    return PackFacts(
        ProductId(product.id),
        product.receipt_name or product.name,
        pack.unit,
        pack.factor,
        product.counts_for_patronage,
    )
