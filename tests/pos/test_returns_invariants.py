"""Whoever gets past the triggers leaves returns, sold lines and books that no longer agree."""

from __future__ import annotations

from contextlib import closing
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from pos.returns import invariants
from tests.support.returns import back, returning
from tests.support.sales import open_shift, sale, send
from tests.support.shelves import fill_shelves
from tests.support.tables import APPEND_ONLY
from tests.support.world import World, make_coop

CHECKS = (
    invariants.returns_add_up, invariants.never_more_than_sold, invariants.returns_are_booked,
)  # fmt: skip
RETURN = "(SELECT id FROM goods_return WHERE counter = 2)"
ENTRY = "(SELECT id FROM journal_entry WHERE source LIKE 'return:%')"


@pytest.fixture
def world(database: Database) -> World:
    """One return of two of three packs of noodles, one of them without the shelf."""
    with database.transaction() as session:
        world = make_coop(session)
        goods = world.goods["mie"]
        fill_shelves(session, world, mie=(40, 112_000))
        shift_id = open_shift(session, world)
        sold = sale(world, shift_id, [(goods, 3_000, 3_500)])
        send(session, world, sold)
        lines = [back(sold, 0, 1_000, 3_500), back(sold, 0, 1_000, 3_500, fit=False)]
        send(session, world, returning(world, shift_id, lines, counter=2, sale=sold))
    return world


def found(session: Session) -> list[str]:
    return [sentence for check in CHECKS for sentence in check(session)]


def break_in(database: Database, statement: str) -> list[str]:
    """What the checks say after somebody without scruples was at the file."""
    disarm = ["SET session_replication_role = replica"]
    if database.is_sqlite:
        events = ("update", "delete", "replace")
        drops = [f"DROP TRIGGER {name}_no_{event}" for name in APPEND_ONLY for event in events]
        disarm = ["PRAGMA foreign_keys = OFF", *drops]
    with closing(database.writer.raw_connection()) as connection:
        cursor = connection.cursor()
        for each in (*disarm, statement):
            cursor.execute(each)
        connection.commit()
    with database.reading() as session:
        return found(session)


def test_honest_returns_hold(database: Database, world: World) -> None:
    with database.reading() as session:
        assert found(session) == []


def test_an_empty_shop_holds(session: Session) -> None:
    assert found(session) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            f"UPDATE return_line SET amount = amount + 1 WHERE return_id = {RETURN}",
            "Retur WSB-T1-A-000002: baris, pengembalian, dan total tidak cocok.",
        ),
        (
            f"UPDATE return_refund SET amount = amount + 1 WHERE return_id = {RETURN}",
            "Retur WSB-T1-A-000002: baris, pengembalian, dan total tidak cocok.",
        ),
        (
            f"UPDATE return_line SET share = share + 2000 WHERE return_id = {RETURN}",
            "Struk WSB-T1-A-000001: Mie goreng instan kembali lebih banyak daripada yang terjual.",
        ),
        (
            f"UPDATE return_line SET quantity = quantity + 501 WHERE return_id = {RETURN}",
            "Struk WSB-T1-A-000001: Mie goreng instan kembali lebih banyak daripada yang terjual.",
        ),
        (
            f"UPDATE posting SET amount = 6999 WHERE entry_id = {ENTRY} AND account = '4-2020'",
            "Retur WSB-T1-A-000002: seharusnya Rp7.000, dibukukan Rp6.999.",
        ),
        (
            f"UPDATE journal_entry SET source = 'gone' WHERE id = {ENTRY}",
            "Retur WSB-T1-A-000002 tidak dibukukan.",
        ),
    ],
)
def test_what_was_changed_is_named(
    database: Database, world: World, statement: str, sentence: str
) -> None:
    assert break_in(database, statement)[:1] == [sentence]


def test_an_entry_of_no_return_is_named(database: Database, world: World) -> None:
    source = f"return:{UUID(int=1)}"
    statement = f"UPDATE journal_entry SET source = '{source}' WHERE source LIKE 'sale:%'"
    assert f"Entri {source} membukukan retur yang tidak ada." in break_in(database, statement)
