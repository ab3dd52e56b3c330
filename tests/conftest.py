"""What every test may ask for: a migrated database on each engine, a browser, the shared data.

A database is made once by the migrations and then copied, so each test gets the tables that
production has. ``database`` is a copy of its own, where a test may commit; ``session`` is a
transaction on a shared copy that is rolled back afterwards and therefore cheaper.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy.orm import Session

from core.db import Database, open_database
from core.schema import migrate
from tests.support import postgres

HOUSE = Path(__file__).resolve().parent.parent
SHARED_DATA = HOUSE.parent / "shared" / "data"
ALLOWED_SKIP = "needs_shared_data"
STRICT = os.environ.get("CI") == "true"

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
expect.set_options(timeout=20_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--pictures`` lets the browser tests renew the pictures of the guides."""
    parser.addoption("--pictures", action="store_true", help="renew docs/images")


# What is missing is skipped by name, and in CI nothing but the shared data may be missing.


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a program or data that this machine does not have."""
    if item.get_closest_marker(ALLOWED_SKIP) and not SHARED_DATA.is_dir():
        pytest.skip("the folder ../shared/data is not here")
    if item.get_closest_marker("browser") and chromium_path() is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a skip for any other reason is a failure."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if STRICT and skipped and item.get_closest_marker(ALLOWED_SKIP) is None:
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {call.excinfo and call.excinfo.value}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that skips itself."""
    report = yield
    if STRICT and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} skipped itself although CI=true"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests the missing shared data cost."""
    skipped = terminalreporter.stats.get("skipped", [])
    allowed = sum(ALLOWED_SKIP in report.keywords for report in skipped)
    terminalreporter.write_line(f"skipped: {len(skipped)}, of them {ALLOWED_SKIP}: {allowed}")


# Databases


@pytest.fixture(
    scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Both engines, one after the other."""
    return str(request.param)


@pytest.fixture
def database(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database of the test's own, in which it may commit."""
    with _copied(engine_name, request) as database:
        yield database


@pytest.fixture(scope="session")
def shared_database(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database in which nobody commits."""
    with _copied(engine_name, request) as database:
        yield database


@pytest.fixture
def session(shared_database: Database) -> Iterator[Session]:
    """A session whose work is rolled back; the use cases in it flush and never commit."""
    with shared_database.writer.connect() as connection:
        transaction = connection.begin()
        with Session(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session
        transaction.rollback()


@contextmanager
def _copied(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    if engine_name == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        folder = request.getfixturevalue("tmp_path_factory").mktemp("database")
        with _opened(f"sqlite:///{shutil.copy(template, folder / 'koperasi.db')}") as database:
            yield database
    else:
        template = request.getfixturevalue("postgres_template")
        with postgres.new_database(template) as url, _opened(url) as database:
            yield database


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    try:
        yield database
    finally:
        database.dispose()


def _migrated(url: str) -> None:
    with _opened(url) as database:
        migrate(database)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "koperasi.db"
    _migrated(f"sqlite:///{path}")
    assert not path.with_name("koperasi.db-wal").exists(), "closed, so all of it is in the file"
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database to copy."""
    with postgres.new_database(postgres_server) as url:
        _migrated(url)
        yield url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server where databases may be made: the one named, or one just for now."""
    if url := os.environ.get("LUMBUNG_TEST_POSTGRES_URL"):
        yield url
        return
    folder = postgres.programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with postgres.running_server(folder) as url:
        yield url


def chromium_path() -> str | None:
    """Chromium as Debian or the environment has it."""
    return os.environ.get("LUMBUNG_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests marked ``browser``; each test opens its own context."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures of screens go: with ``--pictures`` into the guide that the module names, else
    nowhere that stays."""
    wanted = request.config.getoption("--pictures")
    folder = HOUSE / "docs" / "images" / request.module.GUIDE if wanted else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data beside the checkout, for tests marked ``needs_shared_data``."""
    return SHARED_DATA
