"""What the lines of a sale take off the shelves, and what each of them cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from core.ids import ProductId
from core.money import ZERO, Money
from core.quantity import MILLI, NONE, Quantity
from inventory import containers, products, stock
from inventory.batches import at_tills as dates
from inventory.models import MoveKind, ProductKind
from inventory.shelves import Cause
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
    expired: date | None = None
    """The last day of goods that should have left the shelf before."""


def issue(
    session: Session, till: TillView, document: SaleDocument, packs: Packs, *, on: date
) -> list[IssuedLine]:
    """Issue the goods of every line on a day; the caller has locked the shop's journal.

    A package issues its parts. Consigned goods are worth nothing on the shelf and cost what their
    producer is owed. A service takes nothing off a shelf and costs what its provider charges; a
    container's deposit is money that is owed back and costs nothing. Empties that came in for full
    ones are counted.
    """
    parts = sale_terms.parts(session, _packages(packs))
    wanted = [
        (position, goods)
        for position, line in enumerate(document.lines)
        for goods in _goods(line, packs[line.pack_id], parts)
    ]
    cause = Cause(MoveKind.SALE, sale_source(document.header.id), document.header.at)
    goods = [goods for _position, goods in wanted]
    expired = dates.expired(session, till.shop_id, {key for key, _each in goods}, on=on)
    issued = stock.take_out(session, cause, goods, shop_id=till.shop_id)
    lines = [_before(line, packs[line.pack_id]) for line in document.lines]
    for (position, (key, _each)), gone in zip(wanted, issued, strict=True):
        before = lines[position]
        lines[position] = replace(
            before,
            cost=before.cost + gone.cost,
            ran_out=before.ran_out or gone.ran_out,
            expired=before.expired or expired.get(key),
        )
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
    """What is sold for somebody else costs what is theirs of it."""
    if pack.kind is ProductKind.SERVICE:
        return IssuedLine(line.cost or ZERO, ran_out=False)
    if pack.consigned is not None:
        return IssuedLine(pack.consigned.payable(line.amount, pack.base(line)), ran_out=False)
    return IssuedLine(ZERO, ran_out=False)
