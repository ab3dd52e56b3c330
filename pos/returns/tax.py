"""How the tax inside a sale belongs to its lines. Pure.

PPN is rounded once per receipt and class; what comes back takes its line's part of it, so that
all parts together are the tax of the sale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.money import ZERO, Money, allocate
from inventory.models import ProductKind, VatClass


@dataclass(frozen=True, slots=True)
class Taxed:
    """A line as the tax sees it."""

    kind: ProductKind
    vat_class: VatClass
    amount: Money
    cost: Money
    """Of a service: what the provider charges, which is not taxed here."""

    @property
    def base(self) -> Money:
        """What the tax is inside of; nothing for staples and deposits."""
        if self.kind is ProductKind.CONTAINER or self.vat_class not in _TAXED:
            return ZERO
        on_fee = self.kind is ProductKind.SERVICE or self.vat_class is VatClass.FEE
        return max(self.amount - self.cost, ZERO) if on_fee else self.amount


_TAXED = (VatClass.FULL, VatClass.FEE)


def by_line(vat: Money, lines: Sequence[Taxed]) -> tuple[Money, ...]:
    """The tax of a sale split over its lines, to the rupiah."""
    weights = [line.base.amount for line in lines]
    if not vat or not any(weights):
        return (ZERO,) * len(lines)
    return allocate(vat, weights)
