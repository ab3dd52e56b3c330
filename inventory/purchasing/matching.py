"""What arrived against what was ordered, what is owed for it, and what may go back. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.ids import PackId
from core.money import ZERO, Money, total
from core.quantity import MILLI, NONE, Quantity
from inventory.costing import share


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of an order: packs at a price for one."""

    pack_id: PackId
    quantity: Quantity
    price: Money


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a line of an order is."""

    wanted: Wanted
    arrived: Quantity
    """Packs taken in and owed; free ones do not count."""

    @property
    def missing(self) -> Quantity:
        """What is still to come; never less than nothing."""
        return max(self.wanted.quantity - self.arrived, NONE)


def progress(
    wanted: Sequence[Wanted], arrived: Iterable[tuple[PackId, Quantity]]
) -> tuple[Progress, ...]:
    """Each line of an order with what has come of its pack."""
    came: dict[PackId, Quantity] = defaultdict(lambda: NONE)
    for pack_id, quantity in arrived:
        came[pack_id] += quantity
    return tuple(Progress(line, came[line.pack_id]) for line in wanted)


def is_complete(lines: Iterable[Progress]) -> bool:
    """Nothing more is to come."""
    return not any(line.missing for line in lines)


def price_of(quantity: Quantity, price: Money) -> Money:
    """What so many packs cost."""
    return share(price, quantity, Quantity.of(1))


def base_units(quantity: Quantity, factor: Quantity) -> Quantity:
    """Packs as base units. Raises ValueError for what is finer than a thousandth."""
    milli, rest = divmod(quantity.milli * factor.milli, MILLI)
    if rest:
        raise ValueError(f"{quantity} × {factor} is no whole number of thousandths")
    return Quantity(milli)


def invoice_difference(asked: Money, vat: Money, owed: Iterable[Money]) -> Money:
    """How much more (+) or less (-) an invoice asks, without its PPN, than the receipts said."""
    return asked - vat - total(owed)


def credit_for(
    amount: Money, quantity: Quantity, before: Quantity, going: Quantity, credited: Money
) -> Money:
    """What a supplier owes for packs that go back of a line owed at ``amount``.

    ``before`` packs went back already for ``credited``. Packs given free come last and are owed
    nothing; all that was paid together is credited to the rupiah.
    """
    paid_before = min(before + going, quantity)
    return (share(amount, paid_before, quantity) if quantity else ZERO) - credited
