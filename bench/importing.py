"""A file of ten thousand goods, with stock and prices: read, planned, taken, and taken back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bench.figures import report
from core import clock
from core.db import Database, open_database
from core.ids import ShopId
from core.schema import migrate
from core.shops import shop_by_code, today_in
from inventory.gtin import check_digit
from inventory.importing import imports, undoing
from inventory.importing.kind import Import, ImportTarget
from inventory.importing.products.products import KIND
from tests.support.world import make_coop

T = TypeVar("T")


def run(folder: Path, *, rows: int) -> None:
    """Measure every step on SQLite; the bare limit is splitting the same bytes at their marks."""
    database = open_database(f"sqlite:///{folder / 'importing.db'}")
    migrate(database)
    with database.transaction() as session:
        make_coop(session)
    content = _file(rows)
    _timed("bare", rows, lambda: [line.split(b";") for line in content.splitlines()])
    wanted = _timed("read", rows, lambda: _wanted(database, content))
    _timed("preview", rows, lambda: _preview(database, wanted))
    number = _timed("take", rows, lambda: _take(database, wanted))
    _timed("again", rows, lambda: _preview(database, wanted))
    _timed("hindrances", rows, lambda: _hindrances(database, number))
    _timed("undo", rows, lambda: _undo(database, number))
    database.dispose()


def _file(rows: int) -> bytes:
    """All of it good and new: two prices, a cost, a barcode and opening stock in every row."""
    lines = ["barcode;nama;satuan;harga;harga anggota;harga beli;stok;kategori"]
    for number in range(rows):
        body = f"899{number:09d}"
        lines.append(
            f"{body}{check_digit(body)};Barang nomor {number};pcs;{5_000 + number};"
            f"{4_900 + number};{4_000 + number};{number % 50 + 1};Rak {number % 40}"
        )
    return "\r\n".join(lines).encode()


def _wanted(database: Database, content: bytes) -> Import:
    with database.reading() as session:
        shop = shop_by_code(session, "WSB")
        target = ImportTarget(ShopId(shop.id), today_in(shop, clock.now()))
    return Import(KIND, imports.read_file(KIND, "barang.csv", content), target)


def _preview(database: Database, wanted: Import) -> None:
    with database.reading() as session:
        imports.preview(session, wanted)


def _take(database: Database, wanted: Import) -> int:
    with database.transaction() as session:
        taken = imports.take(session, wanted, only_good=True, at=clock.now(), by=None)
    return taken.run or 0


def _hindrances(database: Database, number: int) -> None:
    with database.reading() as session:
        undoing.hindrances(session, undoing.by_number(session, number, within=None))


def _undo(database: Database, number: int) -> None:
    with database.transaction() as session:
        run = undoing.by_number(session, number, within=None)
        at = clock.now() + timedelta(seconds=1)
        undoing.take_back(session, run, at=at, by=None, may_all=True)


def _timed(step: str, rows: int, work: Callable[[], T]) -> T:
    began, worked = time.perf_counter(), time.process_time()
    result = work()
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    report("import_goods", step=step, rows=rows, unit="s", value=round(seconds, 3),
           cpu=round(cpu, 3))  # fmt: skip
    return result
