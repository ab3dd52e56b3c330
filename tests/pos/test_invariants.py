"""Whoever gets past the triggers leaves receipts, lines and books that no longer agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from pos import invariants
from tests.support.sales import Body, open_shift, sale, send
from tests.support.tables import APPEND_ONLY
from tests.support.world import World, make_coop

SALES = 4


@dataclass
class Intruder:
    """Somebody with the database file and no scruples: triggers and foreign keys are off."""

    database: Database
    world: World = field(init=False)
    shift_id: str = field(init=False)

    def __post_init__(self) -> None:
        with self.database.transaction() as session:
            self.world = make_coop(session)
            self.shift_id = open_shift(session, self.world)
            for counter in range(1, SALES + 1):
                self.sell(session, counter)

    def sell(self, session: Session, counter: int) -> Body:
        member = self.world.member_id if counter % 2 else None
        sold = [(self.world.goods["mie"], 2_000, 3_500), (self.world.goods["beras"], 755, 14_000)]
        body = sale(self.world, self.shift_id, sold, counter=counter, member_id=member)
        send(session, self.world, body)
        return body

    def run(self, *statements: str) -> None:
        with closing(self.database.writer.raw_connection()) as connection:
            cursor = connection.cursor()
            for statement in (*self._disarm(), *statements):
                cursor.execute(statement)
            connection.commit()

    def _disarm(self) -> list[str]:
        if not self.database.is_sqlite:
            return ["SET session_replication_role = replica"]
        events = ("update", "delete", "replace")
        return [
            "PRAGMA foreign_keys = OFF",
            *(f"DROP TRIGGER {table}_no_{event}" for table in APPEND_ONLY for event in events),
        ]

    def found(self, check: Callable[[Session], Iterable[str]] | None = None) -> list[str]:
        checks = [check] if check else [
            invariants.sales_add_up, invariants.receipts_without_gaps, invariants.sales_are_booked,
        ]  # fmt: skip
        with self.database.reading() as session:
            return [sentence for one in checks for sentence in one(session)]


@pytest.fixture
def intruder(database: Database) -> Intruder:
    return Intruder(database)


SALE_3 = "(SELECT id FROM sale WHERE counter = 3)"
ENTRY_3 = "(SELECT id FROM journal_entry WHERE number = 4)"
"""The float is the first entry of the shop's journal."""


def test_honest_sales_hold(intruder: Intruder) -> None:
    assert intruder.found() == []


def test_an_empty_shop_holds(session: Session) -> None:
    for check in (invariants.sales_add_up, invariants.receipts_without_gaps,
                  invariants.sales_are_booked):  # fmt: skip
        assert list(check(session)) == []


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE sale_line SET amount = amount + 1 WHERE sale_id = {SALE_3} AND position = 0",
        f"UPDATE sale_line SET cost = cost + 1 WHERE sale_id = {SALE_3} AND position = 1",
        f"UPDATE sale_tender SET amount = amount + 1 WHERE sale_id = {SALE_3}",
        f"DELETE FROM sale_tender WHERE sale_id = {SALE_3}",
        f"DELETE FROM sale_line WHERE sale_id = {SALE_3}",
        f"UPDATE sale SET rounding = rounding - 1 WHERE id = {SALE_3}",
    ],
)
def test_a_sale_that_does_not_add_up_is_named(intruder: Intruder, statement: str) -> None:
    intruder.run(statement)
    (sentence,) = intruder.found(invariants.sales_add_up)
    assert sentence.startswith("Struk WSB-T1-A-000003: ")
    assert intruder.found() == [sentence]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        pytest.param(
            f"UPDATE posting SET amount = amount - 70 WHERE entry_id = {ENTRY_3} "
            "AND account LIKE '4-%'",
            "Struk WSB-T1-A-000003: terjual Rp17.570, dibukukan Rp17.640 di entri WSB 4.",
            id="another amount in the books",
        ),
        pytest.param(
            f"DELETE FROM posting WHERE entry_id = {ENTRY_3} AND account LIKE '4-%'",
            "Struk WSB-T1-A-000003: terjual Rp17.570, dibukukan Rp0 di entri WSB 4.",
            id="no income in the books",
        ),
        pytest.param(
            f"UPDATE journal_entry SET source = 'gone' WHERE id = {ENTRY_3}",
            "Struk WSB-T1-A-000003 tidak dibukukan.",
            id="not booked",
        ),
        pytest.param(
            f"UPDATE journal_entry SET shop_id = (SELECT id FROM shop WHERE code = 'LTM') "
            f"WHERE id = {ENTRY_3}",
            "Struk WSB-T1-A-000003: terjual Rp17.570, dibukukan Rp17.570 di entri LTM 4.",
            id="booked in another shop",
        ),
    ],
)
def test_a_sale_that_is_booked_otherwise_is_named(
    intruder: Intruder, statement: str, sentence: str
) -> None:
    intruder.run(statement)
    assert intruder.found(invariants.sales_are_booked) == [sentence]


@pytest.mark.parametrize("counter", [1, 3, SALES])
def test_a_sale_that_vanished_leaves_its_entry(intruder: Intruder, counter: int) -> None:
    where = f"(SELECT id FROM sale WHERE counter = {counter})"
    intruder.run(
        *(f"DELETE FROM {table} WHERE sale_id = {where}"
          for table in ("sale_line", "sale_tender", "sale_flag")),
        f"DELETE FROM sale WHERE counter = {counter}",
    )  # fmt: skip
    assert intruder.found(invariants.sales_are_booked) == [
        f"Entri WSB {counter + 1} membukukan penjualan yang tidak ada."
    ]


def test_a_missing_receipt_number_is_a_gap(intruder: Intruder) -> None:
    intruder.run("UPDATE document SET counter = 9 WHERE counter = 4")
    assert intruder.found(invariants.receipts_without_gaps) == [
        "Seri struk WSB-T1-A: 5 nomor hilang."
    ]


def test_a_gap_below_an_unsent_document_is_only_pending(intruder: Intruder) -> None:
    with intruder.database.transaction() as session:
        body = intruder.sell(session, SALES + 2)
    assert body["sequence"] == SALES + 3
    assert intruder.found() == []


def test_a_number_that_was_used_twice_is_named(intruder: Intruder) -> None:
    intruder.run("UPDATE document SET counter = 3 WHERE counter = 4")
    assert "Seri struk WSB-T1-A: ada nomor yang dipakai dua kali." in intruder.found()


def test_a_sale_that_its_till_never_sent_is_named(intruder: Intruder) -> None:
    intruder.run("DELETE FROM document WHERE counter = 4")
    assert intruder.found(invariants.sales_are_in_the_journal) == [
        "Struk WSB-T1-A-000004 tidak cocok dengan jurnal kasirnya."
    ]


def test_a_sale_for_nothing_needs_no_entry(intruder: Intruder) -> None:
    with intruder.database.transaction() as session:
        body = sale(intruder.world, intruder.shift_id, [(intruder.world.goods["gula"], 1_000, 0)],
                    counter=SALES + 1)  # fmt: skip
        answer = send(session, intruder.world, body)
    assert answer.body["entry"] is None
    assert intruder.found() == []
