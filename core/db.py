"""The database: the one place that connects, begins and commits.

Use cases get a session and flush; a view or command opens ``transaction()`` around them. Reads
use ``reading()``, which cannot write. See docs/adr/0002-sqlite-that-keeps-its-word.md.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

try:
    import pysqlite3.dbapi2 as _bundled
except ImportError:  # platforms without the wheel use Python's own library
    _bundled = None

SOUND_WAL = (3, 51, 3)
"""The first SQLite without the WAL-reset bug that could corrupt a database."""


class FairLock:
    """A lock that is handed on in the order of asking, so that no till waits for ever."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held = False
        self._queue: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._queue.append(turn)
        turn.wait()

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._held = False


@dataclass(frozen=True)
class Database:
    """An open database: where writes go, where reads go, and the turn of the writers."""

    writer: sa.Engine
    reader: sa.Engine
    turn: AbstractContextManager[Any] = field(default_factory=nullcontext)

    @property
    def is_sqlite(self) -> bool:
        return self.writer.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that writes: commits at the end, rolls back when anything is raised."""
        with self.turn, _sessions(bind=self.writer) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one consistent state of the database; it cannot write."""
        with _sessions(bind=self.reader) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection."""
        self.writer.dispose()
        self.reader.dispose()


_sessions = sessionmaker(expire_on_commit=False, join_transaction_mode="create_savepoint")
_current: ContextVar[Database] = ContextVar("database")


@contextmanager
def using(database: Database) -> Iterator[Database]:
    """Make this the database of ``transaction()`` and ``reading()`` in this context."""
    token = _current.set(database)
    try:
        yield database
    finally:
        _current.reset(token)


def current_database() -> Database:
    """The database of this request or command."""
    return _current.get()


def transaction() -> AbstractContextManager[Session]:
    """Open the one transaction of this request or command; see ``Database.transaction``."""
    return _current.get().transaction()


def reading() -> AbstractContextManager[Session]:
    """Open a session for reading; see ``Database.reading``."""
    return _current.get().reading()


def open_database(url: str) -> Database:
    """Connect to a co-operative's database by SQLAlchemy URL; nothing is created or migrated."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.get_backend_name() != "postgresql":
        raise ValueError(f"not a SQLite or PostgreSQL address: {parsed.drivername}")
    return _open_postgresql(parsed)


def sqlite_library() -> ModuleType:
    """The SQLite driver in use: the bundled sound one, else Python's own."""
    return _bundled or sqlite3


def _open_postgresql(url: sa.URL) -> Database:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=16,
        connect_args={"prepare_threshold": 5, "options": "-c timezone=UTC"},
    )
    reader = engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return Database(engine, reader)


def _open_sqlite(url: sa.URL) -> Database:
    writer = _sqlite_engine(url, begin="BEGIN IMMEDIATE", query_only=False)
    reader = _sqlite_engine(url, begin="BEGIN", query_only=True)
    return Database(writer, reader, FairLock())


def _sqlite_engine(url: sa.URL, *, begin: str, query_only: bool) -> sa.Engine:
    library = sqlite_library()
    engine = sa.create_engine(
        url.set(drivername="sqlite+pysqlite"),
        module=library,
        connect_args={"isolation_level": None, "check_same_thread": False},
        pool_size=16,
    )

    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _: object) -> None:
        for pragma in _pragmas(library, query_only=query_only):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin_ourselves(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _pragmas(library: ModuleType, *, query_only: bool) -> tuple[str, ...]:
    sound = tuple(library.sqlite_version_info) >= SOUND_WAL
    durable = (
        ("journal_mode=WAL", "synchronous=FULL")
        if sound
        else ("journal_mode=DELETE", "synchronous=EXTRA")
    )
    return (
        "busy_timeout=15000",
        *durable,
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "cache_size=-32000",
        f"query_only={'ON' if query_only else 'OFF'}",
    )
