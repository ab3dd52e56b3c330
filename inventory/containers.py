"""Empties: what goods are sold in (gallons, gas cylinders), goes out full and comes back empty.

Goods name their container, a product of kind ``container``; its price is the deposit. The empties a
shop holds are stock of that product, always worth nothing: a buyer's deposit stands in 2-1440 as
money that is owed back, and what the shop itself left with a supplier is a claim on that supplier.
To value the empties as well would count the same money twice, and an exchange of empty for full,
which changes nobody's wealth, would have to be booked. So the value of the shelves stays the
balance of 1-1310 whatever empties do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.format import quantity as shown
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.quantity import Quantity
from inventory.changes import note
from inventory.models import EmptyCount, MoveKind, Product, ProductKind, Stock
from inventory.shelves import Cause, Shelves, put_back, take_down
from ledger import journal


@dataclass(frozen=True, slots=True)
class Counted:
    """Empties somebody counted, and why."""

    quantity: Quantity
    reason: str


def named(session: Session, containers: Collection[ProductId]) -> frozenset[ProductId]:
    """Those that some goods are sold in; the others are deposits and nothing that is counted."""
    if not containers:
        return frozenset()
    found = select(Product.container_id).where(Product.container_id.in_(containers)).distinct()
    return frozenset(key for key in session.scalars(found) if key is not None)


def move(
    session: Session,
    *,
    shop_id: ShopId,
    source: str,
    moved_at: datetime,
    empties: Mapping[ProductId, Quantity],
) -> None:
    """Empties that came in (+) or went out (-) at the counter; the caller has locked the journal.

    Like any stock they may go below zero: somebody forgot to count, and nothing is refused.
    """
    moved = {product_id: quantity for product_id, quantity in empties.items() if quantity}
    if not moved:
        return
    shelves = take_down(session, shop_id, moved.keys())
    cause = Cause(MoveKind.EXCHANGE, source, moved_at)
    for product_id in sorted(moved):
        _shift(shelves, product_id, moved[product_id], cause)
    put_back(session, shelves)


def count(
    session: Session,
    product: Product,
    counted: Counted,
    *,
    shop_id: ShopId,
    at: datetime,
    by: OperatorId | None,
) -> Quantity:
    """Set the empties of a shop to what somebody counted; returns the difference found.

    Raises InvalidInput for goods that are no container: those have a cost.
    """
    if product.kind is not ProductKind.CONTAINER:
        raise InvalidInput(_("%(name)s bukan jaminan kemasan.", name=product.name))
    journal.lock_shop(session, shop_id)
    key = ProductId(product.id)
    shelves = take_down(session, shop_id, {key})
    expected = shelves.holding(key).quantity
    row = EmptyCount(shop_id=shop_id, product_id=key, counted=counted.quantity, expected=expected,
                     reason=counted.reason, counted_at=at, counted_by=by)  # fmt: skip
    session.add(row)
    session.flush()
    difference = counted.quantity - expected
    if difference:
        _shift(shelves, key, difference, Cause(MoveKind.COUNT, f"empty_count:{row.id}", at))
        put_back(session, shelves)
    audit.record(session, "stock.empties_counted", at=at, by=by, shop_id=shop_id,
                 subject=product.code, name=product.name, before=shown(expected),
                 after=shown(counted.quantity), reason=counted.reason)  # fmt: skip
    return difference


def choose(session: Session, code: str, *, kind: ProductKind, fractions: bool) -> ProductId | None:
    """The container with this code for goods like these; None without a code.

    Raises InvalidInput when there is no such container, or the goods can have none.
    """
    if not code:
        return None
    if kind is not ProductKind.GOODS or fractions:
        raise InvalidInput(
            _("Hanya barang biasa yang dijual utuh dapat memakai kemasan yang ditukar."),
            field="container",
        )
    found = session.execute(
        select(Product.id, Product.kind).where(Product.code == code.upper())
    ).one_or_none()
    if found is None or found.kind is not ProductKind.CONTAINER:
        raise InvalidInput(
            _("Kode %(code)s bukan jaminan kemasan. Tambahkan dulu barang berjenis itu.",
              code=code),
            field="container",
        )  # fmt: skip
    return ProductId(found.id)


def sell_in(
    session: Session, product: Product, code: str, *, at: datetime, by: OperatorId | None
) -> None:
    """Sell a product in the container with this code from now on; empty: in none."""
    product.container_id = choose(session, code, kind=product.kind, fractions=product.fractions)
    note(session, "product.changed", product, at=at, by=by, name=product.name, container=code)


def keep_kind(session: Session, product: Product, kind: ProductKind) -> None:
    """Refuse to make a container of other goods, or the reverse, once that would confuse stock.

    Empties are worth nothing and other goods are: what has moved stays what it is.
    """
    if kind is product.kind or ProductKind.CONTAINER not in (kind, product.kind):
        return
    moved = select(Stock.moves).where(Stock.product_id == product.id, Stock.moves > 0).limit(1)
    if session.scalar(moved) is not None:
        raise InvalidInput(_("Jenisnya tidak dapat diganti: stoknya sudah bergerak."), field="kind")
    if named(session, {ProductId(product.id)}):
        raise InvalidInput(
            _("Jenisnya tidak dapat diganti: masih dipakai sebagai kemasan barang lain."),
            field="kind",
        )


def options(session: Session) -> list[tuple[str, str]]:
    """The containers there are, by code and name, to choose from."""
    rows = session.execute(
        select(Product.code, Product.name)
        .where(Product.kind == ProductKind.CONTAINER)
        .order_by(func.lower(Product.name))
    )
    return [(code, name) for code, name in rows]


def of_product(session: Session, product: Product) -> Product | None:
    """What a product is sold in."""
    return session.get(Product, product.container_id) if product.container_id else None


def all_ids(session: Session) -> frozenset[ProductId]:
    """Every container: what comes in of them has no value."""
    found = session.scalars(select(Product.id).where(Product.kind == ProductKind.CONTAINER))
    return frozenset(map(ProductId, found))


def _shift(shelves: Shelves, product_id: ProductId, quantity: Quantity, cause: Cause) -> None:
    before = shelves.holding(product_id)
    shelves.move(product_id, replace(before, quantity=before.quantity + quantity), cause)
