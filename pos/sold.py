"""A sale as the books, the tax and the yearly surplus see it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.ids import PackId
from core.money import ZERO, Money, total
from inventory.models import ProductKind, VatClass
from pos.documents import LineDocument
from pos.entries import NO_SERVICES, SoldServices
from pos.pricing import Ask, PricedLine, vat_inside
from pos.sale_terms import PackFacts

STOCKED = frozenset({ProductKind.GOODS, ProductKind.PACKAGE})
"""What is income of goods; services are income by their fee, containers are none."""


@dataclass(frozen=True, slots=True)
class Composition:
    """What a sale consists of, beside its goods."""

    vat: Money = ZERO
    """The tax inside the total."""
    services: SoldServices = NO_SERVICES
    deposits: Money = ZERO
    """For containers."""


_ONLY_GOODS = Composition()


def composition(
    lines: Iterable[LineDocument], packs: Mapping[PackId, PackFacts], *, vat_rate: int
) -> Composition:
    """What the lines of a sale consist of; ``vat_rate`` in basis points, 0 for no tax."""
    sold = [(line, packs[line.pack_id]) for line in lines]
    if not vat_rate and all(pack.kind in STOCKED for _line, pack in sold):
        return _ONLY_GOODS
    services = [line for line, pack in sold if pack.kind is ProductKind.SERVICE]
    return Composition(
        vat=_vat(sold, vat_rate),
        services=SoldServices(
            amount=total(line.amount for line in services),
            cost=total(line.cost or ZERO for line in services),
            vat=_vat([each for each in sold if each[1].kind is ProductKind.SERVICE], vat_rate),
        ),
        deposits=total(line.amount for line, pack in sold if _is_deposit(pack)),
    )


def eligible(lines: Iterable[LineDocument], packs: Mapping[PackId, PackFacts]) -> Money:
    """What counts for a member's patronage: goods in full, services by fee, no deposits."""
    return total(
        _counted(line, packs[line.pack_id])
        for line in lines
        if packs[line.pack_id].counts_for_patronage
    )


def _counted(line: LineDocument, pack: PackFacts) -> Money:
    if pack.kind is ProductKind.SERVICE:
        return line.amount - (line.cost or ZERO)
    return ZERO if _is_deposit(pack) else line.amount


def _vat(sold: Iterable[tuple[LineDocument, PackFacts]], rate: int) -> Money:
    taxed = [(line, pack) for line, pack in sold if not _is_deposit(pack)]
    if not rate or not taxed:
        return ZERO
    lines = [
        PricedLine(0, 0, line.amount.amount, vat_class=_class_of(pack).value)
        for line, pack in taxed
    ]
    asks = [
        Ask("", quantity_milli=1, cost=(line.cost or ZERO).amount) for line, _pack in taxed
    ]  # fmt: skip
    return Money(vat_inside(lines, asks, rate))


def _class_of(pack: PackFacts) -> VatClass:
    """A taxed service is taxed on its fee only."""
    if pack.kind is ProductKind.SERVICE and pack.vat_class is VatClass.FULL:
        return VatClass.FEE
    return pack.vat_class


def _is_deposit(pack: PackFacts) -> bool:
    return pack.kind is ProductKind.CONTAINER
