"""Years of books: 200,000 sales later everything still holds, and whoever changed one is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.booking import book_sale, open_shift
from bench.figures import report
from bench.server import HOUSE
from bench.shop import BigShop, make_shop
from core.db import Database, open_database, sqlite_library
from core.permissions import Role
from core.schema import migrate
from ledger.queries import trial_balance
from ledger.scope import Scope
from tests.support.visitor import Visitor
from wsgi import create_app

PRODUCTS = 2_000
COUNTERS = 4
LINES = 3
"""Of an everyday basket; ten would only make the same books larger."""
BATCH = 200
FIRST_DAY = datetime(2024, 1, 1, 1, tzinfo=UTC)
PAGES = ("/ledger", "/ledger/journal", "/ledger/accounts/1-1010", "/ledger/journal?q=B1-A-000123",
         "/sales", "/products", "/members/1")  # fmt: skip

TAMPERING = (
    "UPDATE posting SET amount = amount + 1",
    "DELETE FROM journal_entry",
    "INSERT OR REPLACE INTO posting SELECT * FROM posting LIMIT 1",
)


def run(folder: Path, *, sales: int) -> None:
    """Sell for years, then check, export, copy and read the books, and try to change them."""
    path = folder / "koperasi.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    _sell(database, sales)
    report("books_size", unit="MB", sales=sales, value=path.stat().st_size // 1_000_000)
    _read_pages(database, sales)
    _compare_with_hledger(database, folder, sales)
    database.dispose()
    _time(folder, "backup", "backup", str(folder / "copy"), sales=sales)
    _scan_barely(path, sales)
    checked = _time(folder, "check", "check", "--json", sales=sales)
    report("books_hold", sales=sales, value=json.loads(checked.stdout)["good"])
    report("books_refuse_change", sales=sales, value=_is_refused(path))
    number = sales // 2
    _tamper(path, number)
    named = _time(folder, "check_tampered", "check", sales=sales, due=1)
    report("books_name_the_change", sales=sales, value=f"Entri {number} toko WSB" in named.stdout)


def _sell(database: Database, sales: int) -> None:
    began = time.perf_counter()
    with database.transaction() as session:
        shop = make_shop(session, products=PRODUCTS, counters=COUNTERS, printer=None)
        for counter in shop.counters:
            open_shift(session, shop, counter, at=FIRST_DAY)
    for done in range(0, sales, BATCH):
        with database.transaction() as session:
            for place, at in _moments(done, min(done + BATCH, sales), sales):
                counter = shop.counters[place % COUNTERS]
                number = place // COUNTERS + 1
                book_sale(session, shop, counter, number, at=at, lines_sold=LINES)
        _show_progress(shop, done + BATCH, sales)
    seconds = time.perf_counter() - began
    report("books_sold", unit="ms", sales=sales, per_sale=round(seconds * 1000 / sales, 2))


def _moments(first: int, last: int, sales: int) -> Iterator[tuple[int, datetime]]:
    """Sales spread evenly over two years."""
    for place in range(first, last):
        yield place, FIRST_DAY + timedelta(minutes=place * 2 * 365 * 24 * 60 // sales)


def _show_progress(shop: BigShop, done: int, sales: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{sales} ({len(shop.items)} goods)", end="", file=sys.stderr, flush=True)


def _read_pages(database: Database, sales: int) -> None:
    visitor = Visitor(create_app(database, secret_key="bench"))  # noqa: S106 (a test's key)
    visitor.sign_in(Role.TREASURER)
    for page in PAGES:
        visitor.see(page)
        began = time.perf_counter()
        visitor.see(page)
        taken = round((time.perf_counter() - began) * 1000, 1)
        report("page", path=page, unit="ms", sales=sales, value=taken)


def _compare_with_hledger(database: Database, folder: Path, sales: int) -> None:
    target = folder / "books.journal"
    _time(folder, "export_hledger", "export", "hledger", "-o", str(target), sales=sales)
    began = time.perf_counter()
    done = subprocess.run(
        ["hledger", "-f", str(target), "balance", "--strict", "--flat", "-O", "csv"],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - began
    theirs = dict(line.strip('"').split('","') for line in done.stdout.splitlines()[1:-1])
    with database.reading() as session:
        rows = trial_balance(session, Scope()).rows
    ours = {row.code: f"Rp{row.closing.amount}" for row in rows if row.closing.amount}
    same = {name.split(":")[1].split(" ")[0]: value for name, value in theirs.items()} == ours
    report("hledger_agrees", unit="s", sales=sales, seconds=round(seconds, 1), value=same)


def _scan_barely(path: Path, sales: int) -> None:
    """The bare limit of every check of the books: the driver reads each entry and posting once."""
    began = time.perf_counter()
    with closing(sqlite_library().connect(str(path))) as database:
        rows = database.execute(
            "SELECT e.*, p.* FROM journal_entry e JOIN posting p ON p.entry_id = e.id "
            "ORDER BY e.shop_id, e.number, p.position"
        )
        count = sum(1 for _row in rows)
    seconds = round(time.perf_counter() - began, 1)
    report("books_scan_bare", unit="s", sales=sales, postings=count, value=seconds)


def _is_refused(path: Path) -> bool:
    """Whether a plain connection can change nothing while the triggers are in place."""
    library = sqlite_library()
    with closing(library.connect(str(path), isolation_level=None)) as other:
        for statement in TAMPERING:
            try:
                other.execute(statement)
            except library.IntegrityError:
                continue
            return False
    return True


def _tamper(path: Path, number: int) -> None:
    """Change one posting of one entry, as somebody would who first drops the trigger."""
    with closing(sqlite_library().connect(str(path), isolation_level=None)) as other:
        other.execute("DROP TRIGGER posting_no_update")
        other.execute(
            "UPDATE posting SET amount = amount + 1 WHERE position = 0 AND entry_id = "
            "(SELECT e.id FROM journal_entry e JOIN shop s ON s.id = e.shop_id "
            "WHERE s.code = 'WSB' AND e.number = ?)",
            (number,),
        )


def _time(
    folder: Path, figure: str, *words: str, sales: int, due: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command of ``lumbung`` on the books and report what it took."""
    url = f"sqlite:///{folder / 'koperasi.db'}"
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "wsgi", *words],
        env=os.environ | {"LUMBUNG_DATA": str(folder), "LUMBUNG_DATABASE_URL": url},
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = round(time.perf_counter() - began, 1)
    if done.returncode != due:
        raise RuntimeError(f"{words}: {done.returncode} {done.stdout} {done.stderr}")
    report(f"books_{figure}", unit="s", sales=sales, value=seconds)
    return done
