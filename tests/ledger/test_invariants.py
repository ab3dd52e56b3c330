"""Whoever gets past the triggers is named by ``lumbung check``."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field

import pytest

from core.db import Database
from core.ids import ShopId
from ledger import invariants
from ledger.chart import INTER_SHOP
from tests.support.books import book, transfer
from tests.support.world import World, make_coop

ENTRIES = 5


@dataclass
class Intruder:
    """Somebody with the database file and no scruples: triggers and foreign keys are off."""

    database: Database
    world: World = field(init=False)

    def __post_init__(self) -> None:
        with self.database.transaction() as session:
            self.world = make_coop(session)
            for number in range(1, ENTRIES + 1):
                book(session, transfer(self.world.shop_id, f"sale:{number}", number * 1_000))
            book(session, transfer(ShopId(self.world.ltm.id), "sale:ltm", 700))

    def run(self, *statements: str) -> None:
        with closing(self.database.writer.raw_connection()) as connection:
            cursor = connection.cursor()
            for statement in (*self._disarm(), *statements):
                cursor.execute(statement)
            connection.commit()

    def _disarm(self) -> list[str]:
        if not self.database.is_sqlite:
            return ["SET session_replication_role = replica"]
        return [
            "PRAGMA foreign_keys = OFF",
            *(
                f"DROP TRIGGER {table}_no_{event}"
                for table in ("journal_entry", "posting")
                for event in ("update", "delete", "replace")
            ),
        ]

    def found(self) -> list[str]:
        with self.database.reading() as session:
            return [
                *invariants.inter_shop(session),
                *invariants.journals(session),
                *invariants.postings(session),
            ]


@pytest.fixture
def intruder(database: Database) -> Intruder:
    return Intruder(database)


ENTRY_3 = "(SELECT id FROM journal_entry WHERE source = 'sale:3')"
NAMED = "Entri 3 toko WSB (sale:3)"
CHANGED = f"{NAMED} diubah sesudah dibukukan."


def test_untouched_books_hold(intruder: Intruder) -> None:
    assert intruder.found() == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        pytest.param(
            f"UPDATE posting SET amount = amount + 1 WHERE entry_id = {ENTRY_3} AND position = 0",
            f"{NAMED} tidak seimbang: selisih Rp1.",
            id="one amount",
        ),
        pytest.param(
            f"UPDATE posting SET amount = amount * 2 WHERE entry_id = {ENTRY_3}",
            CHANGED,
            id="all amounts",
        ),
        pytest.param(
            f"UPDATE posting SET account = '4-1010' WHERE entry_id = {ENTRY_3} AND position = 1",
            CHANGED,
            id="account",
        ),
        pytest.param(
            f"UPDATE posting SET member_id = entry_id WHERE entry_id = {ENTRY_3}",
            CHANGED,
            id="member",
        ),
        pytest.param(
            "UPDATE journal_entry SET booked_on = '2025-12-31' WHERE source = 'sale:3'",
            CHANGED,
            id="day",
        ),
        pytest.param(
            "UPDATE journal_entry SET description = 'lain' WHERE source = 'sale:3'",
            CHANGED,
            id="description",
        ),
        pytest.param(
            f"DELETE FROM posting WHERE entry_id = {ENTRY_3}",
            f"{NAMED} tidak punya baris.",
            id="no lines",
        ),
        pytest.param(
            f"UPDATE posting SET amount = 0 WHERE entry_id = {ENTRY_3}", CHANGED, id="zeros"
        ),
    ],
)
def test_what_was_changed_is_named(intruder: Intruder, statement: str, sentence: str) -> None:
    intruder.run(statement)
    assert intruder.found() == [sentence]


def test_a_changed_source_is_named_by_its_number(intruder: Intruder) -> None:
    intruder.run("UPDATE journal_entry SET source = 'sale:x' WHERE source = 'sale:3'")
    assert intruder.found() == ["Entri 3 toko WSB (sale:x) diubah sesudah dibukukan."]


def test_resealing_an_entry_breaks_the_next_link(intruder: Intruder) -> None:
    zeros = "x'" + "00" * 32 + "'" if intruder.database.is_sqlite else r"'\x" + "00" * 32 + "'"
    intruder.run(f"UPDATE journal_entry SET hash = {zeros} WHERE source = 'sale:3'")
    assert intruder.found() == [
        CHANGED,
        "Entri 4 toko WSB (sale:4) putus dari entri sebelumnya.",
    ]


def test_a_removed_entry_is_a_gap(intruder: Intruder) -> None:
    intruder.run(
        f"DELETE FROM posting WHERE entry_id = {ENTRY_3}",
        "DELETE FROM journal_entry WHERE source = 'sale:3'",
    )
    assert intruder.found() == ["Jurnal toko WSB: entri 3 sampai 3 hilang."]


def test_a_lost_tail_is_missed_by_the_head(intruder: Intruder) -> None:
    intruder.run(
        "DELETE FROM posting WHERE entry_id IN "
        "(SELECT id FROM journal_entry WHERE source IN ('sale:4', 'sale:5'))",
        "DELETE FROM journal_entry WHERE source IN ('sale:4', 'sale:5')",
    )
    assert intruder.found() == ["Jurnal toko WSB: entri 4 sampai 5 hilang."]


def test_a_turned_back_head_is_named(intruder: Intruder) -> None:
    intruder.run("UPDATE journal_head SET number = 4 WHERE number = 5")
    assert intruder.found() == ["Jurnal toko WSB: ujung rantainya diubah."]


def test_entries_out_of_their_order_are_named(intruder: Intruder) -> None:
    intruder.run(
        "UPDATE journal_entry SET number = 99 WHERE source = 'sale:2'",
        "UPDATE journal_entry SET number = 2 WHERE source = 'sale:3'",
        "UPDATE journal_entry SET number = 3 WHERE source = 'sale:2'",
    )
    found = intruder.found()
    assert "Entri 2 toko WSB (sale:3) putus dari entri sebelumnya." in found
    assert "Entri 3 toko WSB (sale:2) putus dari entri sebelumnya." in found


def test_postings_without_an_entry_are_counted(intruder: Intruder) -> None:
    intruder.run("DELETE FROM journal_entry WHERE source = 'sale:5'")
    found = intruder.found()
    assert found[0] == "Jurnal toko WSB: entri 5 sampai 5 hilang."
    assert found[1].startswith("2 baris buku tanpa entri: ")


def test_what_shops_owe_each_other_is_nothing(intruder: Intruder) -> None:
    with intruder.database.transaction() as session:
        book(session, transfer(intruder.world.shop_id, "to_office", 9_000, into=INTER_SHOP))
    assert intruder.found() == ["Rekening antar toko (1-1990) tidak nol: Rp9.000."]
    with intruder.database.transaction() as session:
        office = ShopId(intruder.world.office.id)
        book(session, transfer(office, "from_shop", 9_000, out_of=INTER_SHOP))
    assert intruder.found() == []
