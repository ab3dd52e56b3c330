"""What must always be true of transfers; each check names what is broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from core.format import quantity, rupiah
from core.i18n import _
from core.ids import ProductId, ShopId
from core.models import Shop
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.models import MoveKind, Product, StockMove
from inventory.transfers.models import (
    StepKind,
    Transfer,
    TransferLine,
    TransferStep,
    TransferStepLine,
)
from ledger import chart
from ledger.models import JournalEntry, Posting

Place = tuple[ShopId, ProductId]


def value_on_the_way(session: Session) -> Iterator[str]:
    """What each shop has on the way is worth what its books say in 1-1350."""
    held, booked = _held(session), _booked(session)
    for shop in session.scalars(select(Shop).order_by(Shop.code)):
        worth, books = held.get(ShopId(shop.id), ZERO), booked.get(ShopId(shop.id), ZERO)
        if worth != books:
            yield _(
                "Barang di jalan dari toko %(shop)s: menurut mutasi %(held)s, "
                "di buku besar %(books)s.",
                shop=shop.code,
                held=rupiah(worth),
                books=rupiah(books),
            )


def goods_on_the_way(session: Session) -> Iterator[str]:
    """Of each line: sent = arrived + lost + on the way, never less than none, and no value alone.

    A transfer is closed exactly when nothing of it is on the way.
    """
    open_ones = set()
    for _shop_id, number, left, value in _left(session):
        if left:
            open_ones.add(number)
        if left < NONE or value < ZERO or (value and not left):
            yield _(
                "Mutasi %(number)s: di jalan %(left)s senilai %(value)s.",
                number=number,
                left=quantity(left),
                value=rupiah(value),
            )
    for number, closed_at in session.execute(select(Transfer.number, Transfer.closed_at)):
        if (closed_at is None) != (number in open_ones):
            yield _("Mutasi %(number)s: selesai atau belum, tidak cocok.", number=number)


def shelves_moved(session: Session) -> Iterator[str]:
    """What left and reached the shelves of each shop is what was sent and what arrived."""
    told, moved = _told(session), _moved(session)
    codes = {ShopId(key): code for key, code in session.execute(select(Shop.id, Shop.code))}
    names = {
        ProductId(key): code for key, code in session.execute(select(Product.id, Product.code))
    }
    for place in sorted(told.keys() | moved.keys()):
        if told.get(place, _NONE) != moved.get(place, _NONE):
            yield _(
                "Mutasi barang %(product)s di toko %(shop)s: tidak cocok dengan kartu stok.",
                product=names[place[1]],
                shop=codes[place[0]],
            )


_NONE = (NONE, NONE)


def _left(session: Session) -> Iterator[tuple[ShopId, str, Quantity, Money]]:
    """Every line: who sent it, its transfer's number, and what is on the way of it."""
    ends = (
        select(
            TransferStep.transfer_id,
            TransferStepLine.position,
            func.sum(TransferStepLine.quantity).label("quantity"),
            func.sum(TransferStepLine.value).label("value"),
        )
        .join(TransferStep, TransferStep.id == TransferStepLine.step_id)
        .group_by(TransferStep.transfer_id, TransferStepLine.position)
        .subquery()
    )
    same = (ends.c.transfer_id == TransferLine.transfer_id) & (
        ends.c.position == TransferLine.position
    )
    rows = session.execute(
        select(
            Transfer.from_shop_id,
            Transfer.number,
            TransferLine.quantity,
            TransferLine.value,
            ends.c.quantity,
            ends.c.value,
        )
        .join(Transfer, Transfer.id == TransferLine.transfer_id)
        .outerjoin(ends, same)
        .order_by(Transfer.number, TransferLine.position)
    )
    for shop_id, number, sent, cost, gone, gone_value in rows:
        yield shop_id, number, sent - (gone or NONE), cost - (gone_value or ZERO)


def _held(session: Session) -> dict[ShopId, Money]:
    sums: dict[ShopId, Money] = defaultdict(lambda: ZERO)
    for shop_id, _number, _quantity, value in _left(session):
        sums[shop_id] += value
    return sums


def _booked(session: Session) -> dict[ShopId, Money]:
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.GOODS_IN_TRANSIT)
        .group_by(JournalEntry.shop_id)
    )
    return {row[0]: row[1] for row in rows}


def _told(session: Session) -> dict[Place, tuple[Quantity, Quantity]]:
    """By shop and product: what the papers say was sent and what arrived."""
    sent = session.execute(
        select(Transfer.from_shop_id, TransferLine.product_id, func.sum(TransferLine.quantity))
        .join(Transfer, Transfer.id == TransferLine.transfer_id)
        .group_by(Transfer.from_shop_id, TransferLine.product_id)
    )
    sums: dict[Place, tuple[Quantity, Quantity]] = defaultdict(lambda: _NONE)
    for shop_id, product_id, gone in sent:
        sums[shop_id, product_id] = gone, NONE
    arrived = session.execute(
        select(Transfer.to_shop_id, TransferLine.product_id, func.sum(TransferStepLine.quantity))
        .join(TransferStep, TransferStep.transfer_id == Transfer.id)
        .join(TransferStepLine, TransferStepLine.step_id == TransferStep.id)
        .join(TransferLine, (TransferLine.transfer_id == Transfer.id)
              & (TransferLine.position == TransferStepLine.position))
        .where(TransferStep.kind == StepKind.ARRIVED)
        .group_by(Transfer.to_shop_id, TransferLine.product_id)
    )  # fmt: skip
    for shop_id, product_id, came in arrived:
        sums[shop_id, product_id] = sums[shop_id, product_id][0], came
    return sums


def _moved(session: Session) -> dict[Place, tuple[Quantity, Quantity]]:
    """By shop and product: what the stock cards say went out and came in."""
    out = case((StockMove.quantity < NONE, StockMove.quantity))
    came = case((StockMove.quantity > NONE, StockMove.quantity))
    rows = session.execute(
        select(StockMove.shop_id, StockMove.product_id, func.sum(out), func.sum(came))
        .where(StockMove.kind == MoveKind.TRANSFER)
        .group_by(StockMove.shop_id, StockMove.product_id)
    )
    return {(row[0], row[1]): (-(row[2] or NONE), row[3] or NONE) for row in rows}
