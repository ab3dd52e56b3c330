"""The goods of a return: what the server knows of the packs it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import PackId, ProductId
from core.money import ZERO, Money, total
from core.quantity import MILLI, Quantity
from inventory.models import Pack, Product, ProductKind, VatClass
from pos.documents import Unbookable
from pos.pricing import Ask, PricedLine, vat_inside
from pos.returns.documents import ReturnDocument
from pos.returns.matching import Match, Matched
from pos.returns.tax import Taxed, by_line


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What the counter needs to know of a pack today."""

    product_id: ProductId
    name: str
    unit: str
    factor: Quantity
    counts_for_patronage: bool
    kind: ProductKind
    vat_class: VatClass
    container_id: ProductId | None = None
    """The empty it is sold in."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line as it is booked: by the sold line, or by what the pack is today."""

    matched: Matched
    pack: PackFacts
    vat: Money
    """The tax inside its amount."""

    @property
    def name(self) -> str:
        return self.matched.sold.name if self.matched.sold else self.pack.name

    @property
    def unit(self) -> str:
        return self.matched.sold.unit if self.matched.sold else self.pack.unit

    @property
    def kind(self) -> ProductKind:
        return self.matched.sold.kind if self.matched.sold else self.pack.kind

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
    def cost_then(self) -> Money | None:
        """Its part of what the sold line cost; None without a receipt."""
        return self.matched.portion.cost if self.matched.portion else None

    @property
    def is_fit(self) -> bool:
        """It can be sold again; of a service: the provider gave the money back."""
        return self.matched.line.back_on_shelf


def items(
    session: Session, document: ReturnDocument, match: Match, *, vat_rate: int
) -> Sequence[Item]:
    """The matched lines with their packs. Raises Unbookable for goods nobody knows.

    Without a receipt the tax is that of ``vat_rate``, in basis points; 0 for none.
    """
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
    packs = [known[matched.line.pack_id] for matched in match.lines]
    taxes = _taxes(match.lines, packs, vat_rate)
    return [Item(*parts) for parts in zip(match.lines, packs, taxes, strict=True)]


def eligible(items: Sequence[Item]) -> Money:
    """What it takes off a member's patronage: goods in full, services by fee, no deposits."""
    return total(_counted(item) for item in items if item.counts_for_patronage)


def _counted(item: Item) -> Money:
    if item.kind is ProductKind.CONTAINER:
        return ZERO
    if item.kind is ProductKind.SERVICE:
        return item.matched.amount - (item.cost_then or ZERO)
    return item.matched.amount


def _taxes(lines: Sequence[Matched], packs: Sequence[PackFacts], vat_rate: int) -> Sequence[Money]:
    """Of a sold line its part of the sale's tax; of the others what today's rate says."""
    unproven = [
        Taxed(pack.kind, pack.vat_class, ZERO if line.portion else line.amount, ZERO)
        for line, pack in zip(lines, packs, strict=True)
    ]
    bases = [PricedLine(0, 0, line.base.amount, vat_class=VatClass.FULL.value) for line in unproven]
    inside = vat_inside(bases, [Ask("", quantity_milli=1)] * len(bases), vat_rate)
    of_today = by_line(Money(inside), unproven)
    return [
        line.portion.vat if line.portion else part
        for line, part in zip(lines, of_today, strict=True)
    ]


def _facts(pack: Pack, product: Product) -> PackFacts:
    return PackFacts(
        ProductId(product.id),
        product.receipt_name or product.name,
        pack.unit,
        pack.factor,
        product.counts_for_patronage,
        product.kind,
        product.vat_class,
        product.container_id,
    )
