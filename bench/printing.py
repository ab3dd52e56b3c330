"""Whether a broken printer slows the counter down: sales beside a good one and beside a bad one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bench import clients
from bench.clients import Sold
from bench.figures import fdatasync_latency, report, spread
from bench.server import Server, serving
from bench.shop import BigShop, make_shop
from core.db import open_database
from core.schema import migrate
from tests.support.postgres import free_port
from tests.support.printer import Mood, fake_printer

PRODUCTS = 2_000
ROUNDS = 5
"""Runs with a good and with a bad printer in turn, so that both meet the same noise."""
WARM_UP = 40
MOST_SLOWER = 1.2
"""Times the middle sale may be slower beside a broken printer."""
MOST_MS = 500
"""Milliseconds that no sale may take."""
FAULTS = ("deaf", "drops", "paper_out", "gone")


def run(folder: Path, *, sales: int) -> None:
    """So many sales in all for each fault, half of them beside the broken printer."""
    report("fdatasync", unit="ms", **asdict(fdatasync_latency(folder)))
    for fault in FAULTS:
        place = folder / fault
        place.mkdir()
        with fake_printer() as good, _broken(fault) as bad:
            shops = [
                _new_shop(place, "good", str(good.address)),
                _new_shop(place, "bad", bad),
            ]
            _compare(place, shops, fault=fault, each=max(sales // (2 * ROUNDS), 1))


def _compare(folder: Path, shops: list[tuple[str, BigShop]], *, fault: str, each: int) -> None:
    with _servers(folder, shops) as servers:
        for server, (_url, shop) in zip(servers, shops, strict=True):
            clients.open_shifts(server.port, shop)
            clients.sell(server.port, shop, clients=1, first=1, each=WARM_UP)
        taken: tuple[list[float], list[float]] = ([], [])
        for turn in range(ROUNDS):
            first = 1 + WARM_UP + turn * each
            for at, (server, (_url, shop)) in enumerate(zip(servers, shops, strict=True)):
                taken[at].extend(_sold(server, shop, first, each).milliseconds)
    without, beside = spread(taken[0]), spread(taken[1])
    slower = round(beside.p50 / without.p50, 3)
    report(
        "sale_beside_broken_printer",
        fault=fault,
        unit="ms",
        sales=len(taken[0]) + len(taken[1]),
        slower=slower,
        holds=slower <= MOST_SLOWER and max(without.most, beside.most) <= MOST_MS,
        good=asdict(without),
        **asdict(beside),
    )


def _sold(server: Server, shop: BigShop, first: int, each: int) -> Sold:
    return clients.sell(server.port, shop, clients=1, first=first, each=each)


@contextmanager
def _servers(folder: Path, shops: list[tuple[str, BigShop]]) -> Iterator[list[Server]]:
    """Two servers at once, each with its worker: only one of them is sold to at a time."""
    good, bad = (url for url, _shop in shops)
    with serving(good, folder / "good") as first, serving(bad, folder / "bad") as second:
        yield [first, second]


def _new_shop(folder: Path, name: str, printer: str) -> tuple[str, BigShop]:
    (folder / name).mkdir()
    url = f"sqlite:///{folder / name / 'koperasi.db'}"
    database = open_database(url)
    migrate(database)
    with database.transaction() as session:
        shop = make_shop(session, products=PRODUCTS, counters=1, printer=printer)
    database.dispose()
    return url, shop


@contextmanager
def _broken(fault: str) -> Iterator[str]:
    """The address of a printer with that fault."""
    if fault == "gone":
        yield f"tcp://127.0.0.1:{free_port()}"
        return
    with fake_printer(Mood[fault.upper()]) as printer:
        yield str(printer.address)
