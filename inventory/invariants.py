"""What must always be true of the shelves; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from core.format import quantity, rupiah
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.models import Product, Stock, StockMove
from ledger import chart
from ledger.models import JournalEntry, Posting


def moves(session: Session) -> Iterator[str]:
    """Moves are numbered without gaps and each balance continues the one before."""
    for row in session.execute(_broken_moves()):
        yield _(
            "Kartu stok %(shop)s %(product)s: mutasi %(number)s tidak menyambung.",
            shop=row.shop,
            product=row.product,
            number=row.number,
        )


def stock(session: Session) -> Iterator[str]:
    """What a shop holds is the sum of its moves; no goods, no value."""
    held, summed = _held(session), _summed(session)
    for place in sorted(held.keys() | summed.keys()):
        holding, moved = held.get(place, _NOTHING), summed.get(place, _NOTHING)
        if holding == moved and (holding.quantity or not holding.value):
            continue
        yield _(
            "Stok %(shop)s %(product)s: tercatat %(held)s (%(value)s, %(count)s mutasi), "
            "menurut mutasinya %(moved)s (%(moved_value)s, %(moves)s mutasi).",
            shop=place[0],
            product=place[1],
            held=quantity(holding.quantity),
            value=rupiah(holding.value),
            count=holding.moves,
            moved=quantity(moved.quantity),
            moved_value=rupiah(moved.value),
            moves=moved.moves,
        )


def value(session: Session) -> Iterator[str]:
    """The shelves of each shop are worth what its books say in 1-1310."""
    shelves, books = _worth(session), _booked(session)
    for shop in session.scalars(select(Shop).order_by(Shop.code)):
        held = shelves.get(ShopId(shop.id), ZERO)
        booked = books.get(ShopId(shop.id), ZERO)
        if held != booked:
            yield _(
                "Persediaan toko %(shop)s: di rak %(held)s, di buku besar %(books)s.",
                shop=shop.code,
                held=rupiah(held),
                books=rupiah(booked),
            )


def _broken_moves() -> Select[Any]:
    """Moves that do not follow the one before; nothing is before the first."""
    number = type_coerce(StockMove.number, BigInteger)
    quantity_after = type_coerce(StockMove.balance_quantity, BigInteger)
    value_after = type_coerce(StockMove.balance_value, BigInteger)
    walked = select(
        StockMove.shop_id,
        StockMove.product_id,
        StockMove.number,
        (number - _before(number)).label("step"),
        (quantity_after - _before(quantity_after) - type_coerce(StockMove.quantity, BigInteger))
        .label("goods"),
        (value_after - _before(value_after) - type_coerce(StockMove.value, BigInteger))
        .label("rupiah"),
    ).subquery()  # fmt: skip
    return (
        select(Shop.code.label("shop"), Product.code.label("product"), walked.c.number)
        .join(Shop, Shop.id == walked.c.shop_id)
        .join(Product, Product.id == walked.c.product_id)
        .where(or_(walked.c.step != 1, walked.c.goods != 0, walked.c.rupiah != 0))
        .order_by(Shop.code, Product.code, walked.c.number)
    )


def _before(column: ColumnElement[int]) -> ColumnElement[int]:
    earlier = func.lag(column).over(
        partition_by=(StockMove.shop_id, StockMove.product_id), order_by=StockMove.number
    )
    return func.coalesce(earlier, 0)


class _Held(NamedTuple):
    quantity: Quantity
    value: Money
    moves: int


_NOTHING = _Held(NONE, ZERO, 0)
_Places = dict[tuple[str, str], _Held]
"""By code of shop and product."""


def _held(session: Session) -> _Places:
    rows = session.execute(
        select(Shop.code, Product.code, Stock.quantity, Stock.value, Stock.moves)
        .join(Shop, Shop.id == Stock.shop_id)
        .join(Product, Product.id == Stock.product_id)
    )
    return {(row[0], row[1]): _Held(row[2], row[3], row[4]) for row in rows}


def _summed(session: Session) -> _Places:
    rows = session.execute(
        select(
            Shop.code, Product.code,
            func.sum(StockMove.quantity), func.sum(StockMove.value), func.count(),
        )
        .select_from(StockMove)
        .join(Shop, Shop.id == StockMove.shop_id)
        .join(Product, Product.id == StockMove.product_id)
        .group_by(Shop.code, Product.code)
    )  # fmt: skip
    return {(row[0], row[1]): _Held(row[2], row[3], row[4]) for row in rows}


def _worth(session: Session) -> dict[ShopId, Money]:
    rows = session.execute(select(Stock.shop_id, func.sum(Stock.value)).group_by(Stock.shop_id))
    return {row[0]: row[1] for row in rows}


def _booked(session: Session) -> dict[ShopId, Money]:
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.MERCHANDISE)
        .group_by(JournalEntry.shop_id)
    )
    return {row[0]: row[1] for row in rows}
