"""What the pages of stock read: shelves of a shop, and the card of a product."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId
from core.models import Shop, ShopKind
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory import papers
from inventory.assortment.models import Assortment
from inventory.models import EmptyCount, MoveKind, Product, Stock, StockMove
from inventory.papers import Paper
from inventory.queries import contains
from ledger.models import JournalEntry


@dataclass(frozen=True, slots=True)
class ShopStock:
    """What one shop holds of a product."""

    code: str
    name: str
    quantity: Quantity
    value: Money
    moves: int
    is_opened: bool
    """Its opening stock is in the books."""

    @property
    def is_short(self) -> bool:
        return self.quantity < NONE

    @property
    def average(self) -> Money | None:
        """What one base unit on the shelf cost; None when there is nothing on it."""
        if self.quantity <= NONE:
            return None
        return self.value.portion(1 / self.quantity.units)


class Level(StrEnum):
    """Which shelves a list shows."""

    ALL = "semua"
    SHORT = "minus"
    """More sold than was booked in."""
    EMPTY = "habis"
    LOW = "menipis"
    """Less than the shop wants at least; also what it never had."""


@dataclass(frozen=True, slots=True)
class StockRow:
    """What a shop holds of a product."""

    code: str
    name: str
    unit: str
    quantity: Quantity
    value: Money
    least: Quantity = NONE
    """What the shop wants at least; told where less is there."""

    @property
    def is_short(self) -> bool:
        return self.quantity < NONE


@dataclass(frozen=True, slots=True)
class Shelves:
    """The shelves of a shop: one page, and what all of them are worth."""

    page: Page[StockRow]
    value: Money
    short: int
    """Products of which more was sold than booked in."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A move on a stock card."""

    number: int
    kind: MoveKind
    paper: Paper
    """Why: a receipt, an order, a note."""
    moved_at: datetime
    quantity: Quantity
    value: Money
    balance: Quantity
    balance_value: Money

    @property
    def is_short(self) -> bool:
        return self.balance < NONE


def shelves(session: Session, shop_id: ShopId, *, words: str, level: Level, number: int) -> Shelves:
    """What a shop holds, by product name."""
    wanted = _held(shop_id, words, level)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.execute(wanted.order_by(*_BY_NAME).offset(offset(number)).limit(SIZE))
    page = Page(tuple(StockRow(*row) for row in rows), number, total)
    of_shop = Stock.shop_id == shop_id
    value = session.scalar(select(func.sum(Stock.value)).where(of_shop)) or ZERO
    short = session.scalar(
        select(func.count()).select_from(Stock).where(of_shop, Stock.quantity < NONE)
    )
    return Shelves(page, value, short or 0)


def every_shelf(
    session: Session, shop_id: ShopId, *, words: str, level: Level
) -> tuple[StockRow, ...]:
    """The same list without pages, for a file."""
    rows = session.execute(_held(shop_id, words, level).order_by(*_BY_NAME))
    return tuple(StockRow(*row) for row in rows)


_BY_NAME = (func.lower(Product.name), Product.code)


def _held(shop_id: ShopId, words: str, level: Level) -> Select[*tuple[Any, ...]]:
    if level is Level.LOW:
        return _low(shop_id).where(*contains(words))
    return _level(
        select(Product.code, Product.name, Product.base_unit, Stock.quantity, Stock.value)
        .join(Product, Product.id == Stock.product_id)
        .where(Stock.shop_id == shop_id, Stock.moves > 0)
        .where(*contains(words)),
        level,
    )


def _low(shop_id: ShopId) -> Select[*tuple[Any, ...]]:
    held = func.coalesce(Stock.quantity, literal(NONE, Stock.quantity.type))
    value = func.coalesce(Stock.value, literal(ZERO, Stock.value.type))
    return (
        select(
            Product.code, Product.name, Product.base_unit,
            held.label("quantity"), value.label("value"),
            Assortment.least,
        )
        .join(Assortment, Assortment.product_id == Product.id)
        .outerjoin(
            Stock, (Stock.product_id == Product.id) & (Stock.shop_id == Assortment.shop_id)
        )
        .where(Assortment.shop_id == shop_id, Product.active, held < Assortment.least)
        .where(Assortment.least > literal(NONE, Stock.quantity.type), ~Assortment.hidden)
    )  # fmt: skip


def _level(wanted: Select[*tuple[Any, ...]], level: Level) -> Select[*tuple[Any, ...]]:
    if level is Level.SHORT:
        return wanted.where(Stock.quantity < NONE)
    return wanted.where(Stock.quantity == NONE) if level is Level.EMPTY else wanted


def by_shop(session: Session, product_id: ProductId) -> tuple[ShopStock, ...]:
    """What every shop that sells holds of a product."""
    rows = session.execute(
        select(Shop, Stock.quantity, Stock.value, Stock.moves)
        .outerjoin(Stock, (Stock.shop_id == Shop.id) & (Stock.product_id == product_id))
        .where(Shop.kind == ShopKind.SHOP, Shop.active)
        .order_by(Shop.code)
    )
    return tuple(
        ShopStock(
            code=shop.code,
            name=shop.name,
            quantity=quantity or NONE,
            value=value or ZERO,
            moves=moves or 0,
            is_opened=_is_opened(session, ShopId(shop.id), product_id),
        )
        for shop, quantity, value, moves in rows
    )


def of_shop(session: Session, shop_id: ShopId, product_id: ProductId) -> ShopStock:
    """What one shop holds of a product; nothing when it never had any."""
    shop = session.get_one(Shop, shop_id)
    every = by_shop(session, product_id)
    return next(held for held in every if held.code == shop.code)


def _is_opened(session: Session, shop_id: ShopId, product_id: ProductId) -> bool:
    opened = (
        select(StockMove.number)
        .where(StockMove.shop_id == shop_id, StockMove.product_id == product_id)
        .where(StockMove.kind == MoveKind.OPENING)
        .limit(1)
    )
    return session.scalar(opened) is not None


def card(
    session: Session, shop_id: ShopId, product_id: ProductId, *, number: int
) -> Page[CardLine]:
    """The moves of a product in a shop, newest first."""
    of_card = (StockMove.shop_id == shop_id, StockMove.product_id == product_id)
    total = session.scalar(select(func.count()).select_from(StockMove).where(*of_card)) or 0
    rows = session.execute(
        select(StockMove, JournalEntry.description)
        .outerjoin(JournalEntry, JournalEntry.source == StockMove.source)
        .where(*of_card)
        .order_by(StockMove.number.desc())
        .offset(offset(number))
        .limit(SIZE)
    )
    found = [(move, description) for move, description in rows]
    known = papers.behind(session, [move.source for move, _description in found])
    lines = tuple(
        CardLine(
            move.number, move.kind, known.get(move.source) or _entry(move.kind, description),
            move.moved_at, move.quantity, move.value, move.balance_quantity, move.balance_value,
        )
        for move, description in found
    )  # fmt: skip
    return Page(lines, number, total)


def count_papers(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """Why somebody counted empties."""
    rows = session.execute(select(EmptyCount.id, EmptyCount.reason).where(EmptyCount.id.in_(keys)))
    return {key: Paper(reason) for key, reason in rows}


def _entry(kind: MoveKind, description: str | None) -> Paper:
    """What the books say of a move whose paper is not known here; opening stock has none."""
    return papers.NO_PAPER if kind is MoveKind.OPENING else Paper(description or "")
