"""Goods in a container that is exchanged: which deposits are due and which empties come in. Pure.

static/pos/till/containers.js is the twin; tests/vectors/containers.json are the cases of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.ids import ProductId
from core.quantity import MILLI, Quantity


@dataclass(frozen=True, slots=True)
class Full:
    """A line of goods in containers that went over the counter."""

    container: ProductId
    quantity: Quantity
    """Packs."""
    factor: Quantity
    """Containers in one pack."""
    exchanged: bool | None = None
    """An empty came in for each; None: the till did not say."""

    @property
    def containers(self) -> Quantity:
        return Quantity(self.quantity.milli * self.factor.milli // MILLI)


Containers = Mapping[ProductId, Quantity]


def deposit_of(full: Full) -> Quantity | None:
    """How many deposits a line brings with it; None when its empties came in."""
    return full.containers if full.exchanged is False else None


def empties_in(full: Iterable[Full], deposits: Containers) -> Containers:
    """The empties that came in: one for each full one that left and no deposit was left for.

    Fewer than none went out. The money decides, because it is what was counted at the counter.
    """
    found = Counter[ProductId]()
    for line in full:
        found[line.container] += line.containers.milli
    for container, quantity in deposits.items():
        found[container] -= quantity.milli
    return {container: Quantity(milli) for container, milli in found.items()}


def wrong_deposits(
    full: Iterable[Full], deposits: Containers
) -> dict[ProductId, tuple[Quantity, Quantity]]:
    """Where the deposits are not those of the lines without an exchange: taken, and due.

    A till that said nothing about a container is believed.
    """
    said = [line for line in full if line.exchanged is not None]
    due = {line.container: 0 for line in said}
    for line in said:
        due[line.container] += (deposit_of(line) or Quantity(0)).milli
    taken = {container: deposits.get(container, Quantity(0)) for container in due}
    return {
        container: (taken[container], Quantity(milli))
        for container, milli in due.items()
        if taken[container].milli != milli
    }
