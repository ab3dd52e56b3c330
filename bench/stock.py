"""Stock after a million moves: its card, the list of what is on hand, and what all is worth."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.figures import Spread, report, spread
from bench.intake import new_database
from bench.store_room import StoreRoom, fill
from core.db import Database, open_database
from core.paging import SIZE
from core.permissions import Role
from core.schema import migrate
from core.serving import settle_memory
from inventory import invariants
from tests.support.visitor import Visitor
from wsgi import create_app

MOST_MS = 200
"""What a page may take, at the 95th of a hundred."""
ROUNDS = 60
BARE = {
    "stock_card": (
        "SELECT m.*, e.description FROM stock_move m JOIN shop s ON s.id = m.shop_id "
        "JOIN product p ON p.id = m.product_id LEFT JOIN journal_entry e ON e.source = m.source "
        "WHERE s.code = '{shop}' AND p.code = '{code}' ORDER BY m.number DESC LIMIT 50"
    ),
    "stock_on_hand": (
        "SELECT p.code, p.name, k.quantity, k.value FROM stock k JOIN shop s ON s.id = k.shop_id "
        "JOIN product p ON p.id = k.product_id WHERE s.code = '{shop}' "
        "ORDER BY lower(p.name) LIMIT 50"
    ),
    "stock_valuation": (
        "SELECT s.code, sum(k.value) FROM stock k JOIN shop s ON s.id = k.shop_id GROUP BY s.code"
    ),
}
"""The least a database must be asked for what a page shows."""


def run(folder: Path, *, engine: str, moves: int, products: int) -> None:
    """Fill a database once, then read its pages over and over, and the bare figures beside them."""
    with new_database(engine, folder) as url:
        database = open_database(url)
        try:
            _measure(database, engine=engine, moves=moves, products=products)
        finally:
            database.dispose()


def _measure(database: Database, *, engine: str, moves: int, products: int) -> None:
    began = time.perf_counter()
    migrate(database)
    room = fill(database, moves=moves, products=products)
    seconds = round(time.perf_counter() - began, 1)
    report("stock_filled", unit="s", engine=engine, moves=room.moves, value=seconds)
    visitor = Visitor(create_app(database, secret_key="bench"))  # noqa: S106 (a test's key)
    visitor.sign_in(Role.TREASURER)
    settle_memory()
    for figure, paths in _pages(room).items():
        taken, cpu = _times(visitor.see, paths)
        report(figure, unit="ms", engine=engine, moves=room.moves, holds=taken.p95 < MOST_MS,
               cpu_p95=cpu.p95, **asdict(taken))  # fmt: skip
    for figure, statement in BARE.items():
        asked = [statement.format(shop=shop, code=code) for shop, code in _places(room)]
        taken, cpu = _times(lambda text: _ask(database, text), asked)
        report(f"{figure}_bare", unit="ms", engine=engine, moves=room.moves, cpu_p95=cpu.p95,
               **asdict(taken))  # fmt: skip
    _check(database, engine=engine, moves=room.moves)


def _pages(room: StoreRoom) -> dict[str, list[str]]:
    """Addresses of each page: of goods that move most and least, of all shops, first and last."""
    deep = 1 + room.moves // len(room.shops) // len(room.codes) // SIZE
    last = max(len(room.codes) // SIZE, 1)
    return {
        "stock_card": [f"/stock/{shop}/{code}" for shop, code in _places(room)],
        "stock_card_older": [f"/stock/{shop}/{code}?page={deep}" for shop, code in _places(room)],
        "stock_on_hand": [f"/stock?shop={shop}" for shop in room.shops],
        "stock_on_hand_last": [f"/stock?shop={shop}&page={last}" for shop in room.shops],
        "stock_on_hand_sought": [
            f"/stock?shop={shop}&q={words}" for shop in room.shops for words in ("kopi melati", "7")
        ],
        "stock_on_hand_short": [f"/stock?shop={shop}&level=minus" for shop in room.shops],
        "stock_valuation": ["/reports/nilai-stok"],
        "stock_valuation_of_shop": [f"/reports/nilai-stok?shop={shop}" for shop in room.shops],
        "stock_valuation_past": ["/reports/nilai-stok?to=2025-12-31"],
    }


def _places(room: StoreRoom) -> Sequence[tuple[str, str]]:
    codes = (*room.codes[:10], *room.codes[:: max(len(room.codes) // 10, 1)])
    return [(shop, code) for code in codes for shop in room.shops]


def _times(act: Callable[[str], object], asked: Sequence[str]) -> tuple[Spread, Spread]:
    """Each thing round and round after some to warm up: by the clock, and what we computed.

    On a busy machine only the second says something; the work of PostgreSQL is not in it.
    """
    for one in asked[:4]:
        act(one)
    taken, computed = [], []
    for number in range(ROUNDS):
        began, cpu = time.perf_counter(), time.thread_time()
        act(asked[number % len(asked)])
        computed.append((time.thread_time() - cpu) * 1000)
        taken.append((time.perf_counter() - began) * 1000)
    return spread(taken), spread(computed)


def _ask(database: Database, statement: str) -> list[Any]:
    pooled = database.reader.raw_connection()
    try:
        cursor = pooled.cursor()
        cursor.execute(statement)
        return list(cursor.fetchall())
    finally:
        pooled.close()


def _check(database: Database, *, engine: str, moves: int) -> None:
    """The shelves agree with the moves and with the books, and how long it takes to say so."""
    began = time.perf_counter()
    with database.reading() as session:
        wrong = [
            sentence
            for check in (invariants.moves, invariants.stock, invariants.value)
            for sentence in check(session)
        ]
    seconds = round(time.perf_counter() - began, 1)
    report("stock_check", unit="s", engine=engine, moves=moves, value=seconds, good=not wrong)
