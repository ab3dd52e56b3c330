"""Durable sale intake over real HTTP: ten lines, cash, stock, books, patronage, receipt job."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bench import bare, clients
from bench.figures import Spread, fdatasync_latency, report, spread
from bench.server import Server, serving
from bench.shop import BigShop, make_shop
from core.db import open_database
from core.schema import migrate
from tests.support import postgres
from tests.support.printer import Mood, fake_printer

PRODUCTS = 2_000
CLIENTS = (1, 4, 8)
WARM_UP = 40
ENGINES = ("sqlite", "postgres")


def run(folder: Path, *, engine: str, sales: int) -> None:
    """Measure one engine, the driver alone and the disk, one right after the other."""
    with fake_printer(Mood.SLOW) as printer, new_database(engine, folder) as url:
        shop = _fill(url, str(printer.address))
        with _copies(engine, folder, url) as (one, other):
            disk = fdatasync_latency(folder)
            with serving(url, folder) as server:
                spreads = dict(_measured(server, shop, engine=engine, sales=sales))
            limit = bare.measure(one, other, shop, sales=sales)
    driver = spread(limit.milliseconds)
    report("fdatasync", engine=engine, unit="ms", **asdict(disk))
    report("sale_intake_bare", engine=engine, unit="ms", rows=limit.rows, **asdict(driver))
    report(
        "sale_intake_against_bare",
        engine=engine,
        unit="times",
        p50=round(spreads[1].p50 / driver.p50, 1),
        slowest_at_8_clients_ms=spreads[8].most,
    )


def _measured(
    server: Server, shop: BigShop, *, engine: str, sales: int
) -> Iterator[tuple[int, Spread]]:
    clients.open_shifts(server.port, shop)
    first = 1
    for number in CLIENTS:
        clients.sell(server.port, shop, clients=number, first=first, each=WARM_UP)
        first += WARM_UP
        each = sales if number == 1 else sales * 2 // number
        before = server.cpu_seconds()
        sold = clients.sell(server.port, shop, clients=number, first=first, each=each)
        first += each
        count = len(sold.milliseconds)
        taken = spread(sold.milliseconds)
        report(
            "sale_intake",
            engine=engine,
            clients=number,
            unit="ms",
            sales=count,
            per_second=round(count / sold.seconds, 1),
            cpu_ms=round((server.cpu_seconds() - before) * 1000 / count, 2),
            **asdict(taken),
        )
        yield number, taken


def _fill(url: str, printer: str) -> BigShop:
    database = open_database(url)
    migrate(database)
    with database.transaction() as session:
        shop = make_shop(session, products=PRODUCTS, counters=max(CLIENTS), printer=printer)
    database.dispose()
    return shop


@contextmanager
def new_database(engine: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database, gone with the block."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'served.db'}"
        return
    programs = postgres.programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed (apt-get install postgresql)")
    with (
        postgres.running_server(programs, durable=True) as server,
        postgres.new_database(server) as url,
    ):
        yield url


@contextmanager
def _copies(engine: str, folder: Path, url: str) -> Iterator[tuple[str, str]]:
    """Two more databases like this one, with which nobody is connected."""
    if engine == "sqlite":
        for name in ("one", "other"):
            shutil.copy(folder / "served.db", folder / f"{name}.db")
        yield f"sqlite:///{folder / 'one.db'}", f"sqlite:///{folder / 'other.db'}"
        return
    with postgres.new_database(url) as one, postgres.new_database(url) as other:
        yield one, other
