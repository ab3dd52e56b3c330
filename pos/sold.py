"""A sale as the books, the tax and the yearly surplus see it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.ids import PackId
from core.money import ZERO, Money, total
from inventory.models import VatClass
from pos.documents import LineDocument
from pos.for_others import DEPOSITS, ForOther, together, trade_of
from pos.pricing import Ask, PricedLine, vat_inside
from pos.returns.tax import Taxed, by_line
from pos.sale_terms import PackFacts
from pos.settings import CounterRules


@dataclass(frozen=True, slots=True)
class Composition:
    """What a sale consists of."""

    cost: Money
    """Of the co-op's own goods."""
    vat: Money = ZERO
    """The tax inside the total."""
    for_others: tuple[ForOther, ...] = ()
    """What was sold for others, together for each of them."""
    eligible: Money = ZERO
    """What counts for a member's patronage."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what it is and what it cost."""

    document: LineDocument
    pack: PackFacts
    cost: Money

    @property
    def for_other(self) -> ForOther | None:
        """Without its tax; None of the co-op's own goods."""
        trade = trade_of(self.pack.kind, self.pack.consignor_id)
        if trade is None:
            return None
        return ForOther(trade, self.document.amount, self.cost, party_id=self.pack.consignor_id)

    @property
    def taxed(self) -> Taxed:
        return Taxed(self.pack.kind, self.pack.vat_class, self.document.amount, self.cost)


def composition(
    lines: Sequence[LineDocument],
    packs: Mapping[PackId, PackFacts],
    costs: Sequence[Money],
    rules: CounterRules,
) -> Composition:
    """What the lines of a sale consist of, each with what it cost."""
    sold = [_Line(line, packs[line.pack_id], cost) for line, cost in zip(lines, costs, strict=True)]
    parts = [line.for_other for line in sold]
    vat = _vat(sold, parts, rules.vat_rate)
    return Composition(
        cost=total(line.cost for line, part in zip(sold, parts, strict=True) if part is None),
        vat=vat,
        for_others=_for_others(sold, parts, vat),
        eligible=total(
            counted(line.document.amount, part, consigned_in_full=rules.consigned_in_full)
            for line, part in zip(sold, parts, strict=True)
            if line.pack.counts_for_patronage
        ),
    )


def counted(amount: Money, part: ForOther | None, *, consigned_in_full: bool) -> Money:
    """What of a line counts for patronage: own goods in full, else the fee, tax and all.

    Consigned goods count in full, too, where that is the rule of the day.
    """
    if part is None or (part.party_id is not None and consigned_in_full):
        return amount
    return amount - part.theirs


def _for_others(
    sold: Sequence[_Line], parts: Sequence[ForOther | None], vat: Money
) -> tuple[ForOther, ...]:
    if not any(parts):
        return ()
    taxes = by_line(vat, [line.taxed for line in sold])
    return together(
        ForOther(part.trade, part.amount, part.cost, tax, party_id=part.party_id)
        for part, tax in zip(parts, taxes, strict=True)
        if part is not None
    )


def _vat(sold: Sequence[_Line], parts: Sequence[ForOther | None], rate: int) -> Money:
    """The tax inside the total; ``rate`` in basis points, 0 for none."""
    taxed = [
        line
        for line, part in zip(sold, parts, strict=True)
        if part is None or part.trade is not DEPOSITS
    ]
    if not rate or not taxed:
        return ZERO
    lines = [
        PricedLine(0, 0, line.document.amount.amount, vat_class=_class_of(line).value)
        for line in taxed
    ]
    asks = [Ask("", quantity_milli=1, cost=line.cost.amount) for line in taxed]
    return Money(vat_inside(lines, asks, rate))


def _class_of(line: _Line) -> VatClass:
    """What is sold for somebody else is taxed on the fee only."""
    if line.for_other is not None and line.pack.vat_class is VatClass.FULL:
        return VatClass.FEE
    return line.pack.vat_class
