"""The database keeps its word: no lost update, no write by a reader, turns in order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from core import clock, db
from core.db import Database, FairLock
from core.errors import InvalidInput
from core.models import Coop
from core.shops import find_coop, found


def founded(database: Database) -> None:
    with database.transaction() as session:
        found(session, name="0", is_demo=False, at=clock.now())


def together(work: Callable[[int], None], times: int, threads: int = 8) -> None:
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(times)))


def test_no_update_is_lost_between_threads(database: Database) -> None:
    founded(database)

    def count(_time: int) -> None:
        with database.transaction() as session:
            coop = session.scalars(select(Coop).with_for_update()).one()
            coop.name = str(int(coop.name) + 1)

    together(count, 200)
    with database.reading() as session:
        assert session.scalars(select(Coop.name)).one() == "200"


def test_what_raises_is_rolled_back(database: Database) -> None:
    with pytest.raises(InvalidInput), database.transaction() as session:  # noqa: PT012
        found(session, name="A", is_demo=False, at=clock.now())
        found(session, name="B", is_demo=False, at=clock.now())
    with database.reading() as session:
        assert find_coop(session) is None


def test_a_reader_cannot_write(database: Database) -> None:
    founded(database)
    with database.reading() as session, pytest.raises(sa.exc.DBAPIError):
        session.execute(sa.update(Coop).values(name="changed"))


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    if not database.is_sqlite:
        return
    founded(database)
    with database.reading() as reader:
        before = reader.scalars(select(Coop.name)).one()
        with database.transaction() as writer:
            writer.execute(sa.update(Coop).values(name="changed"))
        reader.expire_all()
        assert reader.scalars(select(Coop.name)).one() == before


def test_sqlite_is_durable_and_strict(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.transaction() as session:
        pragma = {
            name: session.scalar(sa.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_the_lock_is_handed_on_in_the_order_of_asking() -> None:
    lock, order = FairLock(), []
    asked = [threading.Event() for _ in range(20)]

    def wait(place: int) -> None:
        asked[place].set()
        with lock:
            order.append(place)

    threads = [threading.Thread(target=wait, args=(place,)) for place in range(20)]
    with lock:
        for place, thread in enumerate(threads):
            thread.start()
            asked[place].wait()
            while len(lock._queue) <= place:
                pass
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_an_old_sqlite_gets_the_rollback_journal() -> None:
    class Old:
        sqlite_version_info = (3, 40, 1)

    pragmas = db._pragmas(Old, query_only=False)  # type: ignore[arg-type]
    assert "journal_mode=DELETE" in pragmas
    assert "synchronous=EXTRA" in pragmas


def test_other_engines_are_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        db.open_database("mysql://localhost/lumbung")
