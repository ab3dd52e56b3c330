"""Four shops whose 10,000 products have moved a million times, written as quickly as rows go.

Shelves, moves, entries and postings agree with each other as the real use cases leave them; only
the hashes of the entries are none.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bench.shop import make_goods
from core import shops
from core.db import Database
from core.ids import ProductId, ShopId, new_id
from core.models import Shop, ShopKind, table_of
from core.money import Money, allocate
from core.quantity import Quantity
from core.shops import ShopDetails
from inventory.costing import Holding, issue, receive
from inventory.models import MoveKind, Product, Stock, StockMove
from inventory.shelves import Cause, Shelves
from ledger import chart
from ledger.chain import GENESIS
from ledger.journal import open_journal
from ledger.models import JournalEntry, Posting
from tests.support.world import make_coop

MORE_SHOPS = (("FLT", "Toko Flores Timur"), ("SMB", "Toko Sumba"))
FIRST_DAY = datetime(2025, 6, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=360)
LINES = 3
"""Moves of a sale."""
AT_ONCE = 20_000
"""Rows written together."""
SKEW = 10
"""The smaller, the more of all moves are those of what sells best."""
ENOUGH = Quantity.of(6)
"""With less than this on the shelf more is bought."""


@dataclass(frozen=True, slots=True)
class StoreRoom:
    """What the measuring needs to know."""

    shops: tuple[str, ...]
    codes: tuple[str, ...]
    """Of the products, what moves most first."""
    moves: int


@dataclass
class _Papers:
    """Which source each move has, and what each source is worth to the shelves."""

    sales: Sequence[str]
    worth: Counter[str] = field(default_factory=Counter)
    sold: int = 0

    def sale(self) -> str:
        """The lines of a sale are different goods."""
        self.sold += 1
        return self.sales[self.sold % len(self.sales)]


def fill(database: Database, *, moves: int, products: int) -> StoreRoom:
    """Write everything into an empty, migrated database."""
    with database.transaction() as session:
        places = _make_shops(session)
        _items, product_ids = make_goods(session, products)
        codes = session.scalars(select(Product.code).order_by(Product.code)).all()
    made = 0
    for place in places:
        with database.transaction() as session:
            made += _fill_shop(session, ShopId(place.id), product_ids, moves // len(places))
    if not database.is_sqlite:
        with database.transaction() as session:
            session.execute(text("ANALYZE"))
    return StoreRoom(tuple(place.code for place in places), tuple(codes[-products:]), made)


def _make_shops(session: Session) -> tuple[Shop, ...]:
    world = make_coop(session)
    more = []
    for code, name in MORE_SHOPS:
        details = ShopDetails(code, name, ShopKind.SHOP, "Asia/Makassar", address=f"Jl. {name}")
        more.append(shops.open_shop(session, details))
        open_journal(session, ShopId(more[-1].id))
    return world.wsb, world.ltm, *more


def _fill_shop(
    session: Session, shop_id: ShopId, product_ids: Sequence[ProductId], moves: int
) -> int:
    chance = random.Random(shop_id.int)
    papers = _Papers([f"sale:{new_id()}" for _ in range(moves // LINES)])
    shelves = Shelves(shop_id, {}, {}, frozenset())
    made = 0
    for product_id, many in zip(product_ids, _shares(moves, len(product_ids)), strict=True):
        _live(shelves, product_id, many, papers, chance)
        if len(shelves.moves) > AT_ONCE:
            made += _write_moves(session, shelves)
    made += _write_moves(session, shelves)
    _write(session, Stock, _stock(shelves))
    _write_entries(session, shop_id, papers)
    return made


def _shares(moves: int, products: int) -> tuple[int, ...]:
    """How often each product moves: a few very often, most seldom; together so often."""
    weights = [1_000_000 // (rank + SKEW) for rank in range(products)]
    return tuple(share.amount for share in allocate(Money(moves), weights))


def _live(
    shelves: Shelves, product_id: ProductId, moves: int, papers: _Papers, chance: random.Random
) -> None:
    """A product is bought and sold for a year; the last of all sell more than there is."""
    for number in range(moves):
        at = FIRST_DAY + YEAR * number / moves
        held = shelves.holding(product_id)
        if held.quantity < ENOUGH and chance.random() < 0.9:
            units = chance.randint(12, 120)
            after = receive(held, Quantity.of(units), Money(units * chance.randint(900, 9_000)))
            _move(shelves, product_id, after.holding, papers,
                  Cause(MoveKind.RECEIPT, f"goods_receipt:{new_id()}", at))  # fmt: skip
        else:
            gone = issue(held, Quantity.of(chance.randint(1, 5)))
            cause = Cause(MoveKind.SALE, papers.sale(), at)
            _move(shelves, product_id, gone.holding, papers, cause)


def _move(
    shelves: Shelves, product_id: ProductId, after: Holding, papers: _Papers, cause: Cause
) -> None:
    papers.worth[cause.source] += (after.value - shelves.holding(product_id).value).amount
    shelves.move(product_id, after, cause)


def _write_moves(session: Session, shelves: Shelves) -> int:
    made = len(shelves.moves)
    _write(session, StockMove, shelves.moves)
    shelves.moves.clear()
    return made


def _stock(shelves: Shelves) -> Iterator[dict[str, Any]]:
    for product_id, held in shelves.holdings.items():
        yield {
            "shop_id": shelves.shop_id, "product_id": product_id, "quantity": held.quantity,
            "value": held.value, "cost_quantity": held.last_cost.quantity,
            "cost_value": held.last_cost.value, "moves": shelves.numbers[product_id],
        }  # fmt: skip


def _write_entries(session: Session, shop_id: ShopId, papers: _Papers) -> None:
    """An entry for each source that was worth something, against one account of costs."""
    entries, postings = [], []
    worth = [(source, value) for source, value in papers.worth.items() if value]
    for number, (source, value) in enumerate(worth, start=1):
        key = new_id()
        at = FIRST_DAY + YEAR * number / len(worth)
        entries.append(
            {"id": key, "shop_id": shop_id, "number": number, "booked_on": at.date(),
             "source": source, "description": f"Struk {number}", "recorded_at": at,
             "previous_hash": GENESIS, "hash": GENESIS}
        )  # fmt: skip
        for position, (account, amount) in enumerate(
            ((chart.MERCHANDISE, value), (chart.OTHER_COST, -value))
        ):
            postings.append(
                {"entry_id": key, "position": position, "account": account,
                 "amount": Money(amount), "member_id": None, "till_id": None, "party_id": None}
            )  # fmt: skip
    _write(session, JournalEntry, entries)
    _write(session, Posting, postings)


def _write(session: Session, model: type[Any], rows: Any) -> None:
    for some in _in_parts(list(rows)):
        session.execute(insert(table_of(model)), some)


def _in_parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
