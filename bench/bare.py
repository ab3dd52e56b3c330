"""The bare limit: the rows of the same sales written by the driver alone.

The statements that write are caught while the real intake books sales on one copy of the
database; then the driver runs just these on another copy, one transaction a sale, with the same
settings, indexes and triggers. What the program takes beyond this is its own doing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bench.booking import book_sale, open_shift
from bench.shop import BigShop
from core import clock
from core.db import Database, open_database

WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Write:
    """One statement as the driver gets it."""

    text: str
    values: Any
    many: bool


@dataclass(frozen=True, slots=True)
class Bare:
    """What the driver alone needed."""

    milliseconds: tuple[float, ...]
    """For each sale."""
    rows: int
    """Written per sale."""


def measure(caught_on: str, replayed_on: str, shop: BigShop, *, sales: int) -> Bare:
    """Catch the writes of some sales on one copy of a database and replay them on another."""
    with _opened(caught_on) as database:
        _open_shift(database, shop)
        writes = list(_caught(database, shop, sales))
    with _opened(replayed_on) as database:
        _open_shift(database, shop)
        taken = tuple(_replayed(database, writes))
    rows = sum(len(write.values) if write.many else 1 for write in writes[-1])
    return Bare(taken, rows)


def _open_shift(database: Database, shop: BigShop) -> None:
    with database.transaction() as session:
        open_shift(session, shop, shop.counters[0], at=clock.now())


def _caught(database: Database, shop: BigShop, sales: int) -> Iterator[list[Write]]:
    caught: list[Write] = []

    @sa.event.listens_for(database.writer, "before_cursor_execute")
    def catch(
        _connection: object, _cursor: object, text: str, values: Any, _context: object, many: bool
    ) -> None:
        if text.lstrip().startswith(WRITES):
            caught.append(Write(text, values, many))

    for number in range(1, sales + 1):
        caught.clear()
        with database.transaction() as session:
            book_sale(session, shop, shop.counters[0], number)
        yield list(caught)


def _replayed(database: Database, sales: Sequence[list[Write]]) -> Iterator[float]:
    pooled = database.writer.raw_connection()
    connection: Any = pooled.driver_connection
    cursor = connection.cursor()
    for writes in sales:
        began = time.perf_counter()
        if database.is_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        for write in writes:
            (cursor.executemany if write.many else cursor.execute)(write.text, write.values)
        connection.commit()
        yield (time.perf_counter() - began) * 1000
    pooled.close()


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.dispose()
