"""What the lines of a sale take off the shelves, and what each of them cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.ids import ProductId
from core.money import ZERO, Money
from core.quantity import MILLI, NONE, Quantity
from inventory import containers, products, stock
from inventory.models import ProductKind
from pos import sale_terms
from pos.containers import Containers, Full, empties_in, wrong_deposits
from pos.documents import LineDocument, SaleDocument
from pos.entries import sale_source
from pos.models import FlagKind
from pos.review import Flag
from pos.sale_terms import PackFacts, Packs, Parts
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """A sold line after its goods left."""

    cost: Money
    ran_out: bool
    """A shelf went below zero that had goods."""


def issue(
    session: Session, till: TillView, document: SaleDocument, packs: Packs
) -> list[IssuedLine]:
    """Issue the goods of every line; the caller has locked the shop's journal.

    A package issues its parts. A service takes nothing off a shelf and costs what its provider
    charges; a container's deposit is money that is owed back and costs nothing. Empties that came
    in for full ones are counted.
    """
    parts = sale_terms.parts(session, _packages(packs))
    wanted = [
        (position, goods)
        for position, line in enumerate(document.lines)
        for goods in _goods(line, packs[line.pack_id], parts)
    ]
    issued = stock.issue(
        session,
        shop_id=till.shop_id,
        source=sale_source(document.header.id),
        moved_at=document.header.at,
        quantities=[goods for _position, goods in wanted],
    )
    lines = [_before(line, packs[line.pack_id]) for line in document.lines]
    for (position, _), gone in zip(wanted, issued, strict=True):
        before = lines[position]
        lines[position] = IssuedLine(before.cost + gone.cost, before.ran_out or gone.ran_out)
    _count_empties(session, till, document, packs)
    return lines


def container_flags(session: Session, document: SaleDocument, packs: Packs) -> Iterator[Flag]:
    """Deposits that are not those of the lines for which no empty came in."""
    full = full_ones(document, packs)
    if not full:
        return
    wrong = wrong_deposits(full, deposits(document, packs))
    for container, (taken, due) in wrong.items():
        name = products.get(session, container).name
        yield Flag(FlagKind.CONTAINER, {"container": name, "sold": taken.milli, "rule": due.milli})


def full_ones(document: SaleDocument, packs: Packs) -> list[Full]:
    """The lines of goods that are sold in a container."""
    return [
        Full(pack.container_id, line.quantity, pack.factor, line.exchanged)
        for line in document.lines
        if (pack := packs[line.pack_id]).container_id is not None
    ]


def deposits(document: SaleDocument, packs: Packs) -> Containers:
    """How many deposits were taken for each container."""
    found: dict[ProductId, Quantity] = {}
    for line in document.lines:
        pack = packs[line.pack_id]
        if pack.kind is ProductKind.CONTAINER:
            found[pack.product_id] = found.get(pack.product_id, NONE) + pack.base(line)
    return found


def _count_empties(session: Session, till: TillView, document: SaleDocument, packs: Packs) -> None:
    full, taken = full_ones(document, packs), deposits(document, packs)
    if not full and not taken:
        return
    alone = taken.keys() - {line.container for line in full}
    counted = containers.named(session, alone) | (taken.keys() - alone)
    containers.move(
        session,
        shop_id=till.shop_id,
        source=sale_source(document.header.id),
        moved_at=document.header.at,
        empties=empties_in(full, {key: taken[key] for key in counted}),
    )


def _packages(packs: Packs) -> Sequence[ProductId]:
    return [pack.product_id for pack in packs.values() if pack.kind is ProductKind.PACKAGE]


def _goods(
    line: LineDocument, pack: PackFacts, parts: Mapping[ProductId, Parts]
) -> Iterator[tuple[ProductId, Quantity]]:
    if pack.kind is ProductKind.GOODS:
        yield pack.product_id, pack.base(line)
    for product_id, each in parts.get(pack.product_id, ()):
        yield product_id, Quantity(pack.base(line).milli * each.milli // MILLI)


def _before(line: LineDocument, pack: PackFacts) -> IssuedLine:
    is_service = pack.kind is ProductKind.SERVICE
    return IssuedLine((line.cost or ZERO) if is_service else ZERO, ran_out=False)
