"""Which sold line each returned line takes from, and how much of it. Pure.

Never more than is left of what was sold. A return that happened is not refused: what goes beyond
(two tills took the same goods back, one of them offline) is a return without a receipt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from core.ids import PackId, PartyId
from core.money import Money
from core.quantity import NONE, Quantity
from inventory.models import ProductKind
from pos.returns.apportioning import Portion, portion
from pos.returns.documents import ReturnDocument, ReturnLineDocument
from pos.returns.models import ReturnFlagKind
from pos.returns.odd import Odd


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of a sale, and what is left of it after earlier returns."""

    position: int
    pack_id: PackId
    name: str
    unit: str
    unit_price: Money
    sold: Portion
    left: Portion
    counts_for_patronage: bool
    kind: ProductKind = ProductKind.GOODS
    consignor_id: PartyId | None = None
    """Whoever the goods belonged to."""

    @property
    def came_back(self) -> Quantity:
        """How much of it earlier returns took back, in packs."""
        return self.sold.quantity - self.left.quantity


@dataclass(frozen=True, slots=True)
class Matched:
    """A returned line, or the part of one, as it is booked."""

    line: ReturnLineDocument
    quantity: Quantity
    """Packs."""
    amount: Money
    """What was given for it."""
    sold: SoldLine | None = None
    """None: without a receipt."""
    portion: Portion | None = None
    """What it takes of the sold line."""


@dataclass(frozen=True, slots=True)
class Match:
    """All lines of a return, and what is odd about them."""

    lines: tuple[Matched, ...]
    odd: tuple[Odd, ...]
    is_all: bool
    """Nothing that was sold is left."""

    @property
    def unproven(self) -> Money:
        """What was given for goods without a receipt."""
        return Money(sum(matched.amount.amount for matched in self.lines if not matched.sold))


def match(document: ReturnDocument, sold: Mapping[int, SoldLine]) -> Match:
    """Take the returned lines off the sold ones, in their order; ``sold`` is by position."""
    left = dict(sold)
    lines: list[Matched] = []
    odd: list[Odd] = []
    for number, line in enumerate(document.lines):
        source = None if line.sale_position is None else left.get(line.sale_position)
        if line.sale_position is not None and (source is None or source.pack_id != line.pack_id):
            odd.append(Odd(ReturnFlagKind.RECEIPT, {"line": number}))
            source = None
        if source is None:
            lines.append(Matched(line, line.quantity, line.amount))
            continue
        parts = tuple(_parts(line, source))
        lines += parts
        odd += _oddities(number, line, source)
        taken = [part.portion for part in parts if part.portion]
        for part in taken:
            left[source.position] = replace(source, left=source.left - part)
    is_all = all(not line.left.quantity for line in left.values())
    return Match(tuple(lines), tuple(odd), is_all)


def _parts(line: ReturnLineDocument, source: SoldLine) -> Iterator[Matched]:
    """What the sold line still holds, and apart from it what goes beyond."""
    within = min(line.quantity, source.left.quantity)
    beyond = line.quantity - within
    amount = min(line.amount, source.left.amount) if beyond else line.amount
    if within:
        yield Matched(line, within, amount, source, portion(source.left, within))
    if beyond:
        yield Matched(line, beyond, line.amount - amount if within else line.amount)


def _oddities(number: int, line: ReturnLineDocument, source: SoldLine) -> Iterator[Odd]:
    if line.quantity > source.left.quantity:
        yield Odd(
            ReturnFlagKind.EXCESS,
            {
                "line": number,
                "returned": line.quantity.milli,
                "left": max(source.left.quantity, NONE).milli,
            },
        )
        return
    rule = portion(source.left, line.quantity).amount
    if line.amount != rule:
        given = {"line": number, "given": line.amount.amount, "rule": rule.amount}
        yield Odd(ReturnFlagKind.AMOUNT, given)
