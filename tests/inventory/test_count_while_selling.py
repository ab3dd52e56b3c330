"""A count while two tills sell 500 items finds exactly what was planted, and nothing else."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from core.db import Database
from core.ids import ProductId, new_id
from core.permissions import Role
from core.quantity import Quantity
from inventory import invariants, stock
from inventory.counts import counts, findings, posting
from inventory.counts import invariants as own_invariants
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import ScopeKind
from inventory.models import MoveKind, Stock
from inventory.shelves import Cause
from ledger import chart, journal
from ledger import entry as ledger_entry
from tests.support.shelves import fill_shelves
from tests.support.world import NOW, TODAY, World, make_coop

STOCKED = {"mie": 400, "beras": 300, "air": 350, "gas": 250}
PLANTED = {"mie": -3, "beras": 2, "air": 0, "gas": -1}
"""What really stands there, more (+) or less (-) than the books know."""
SOLD_BY_EACH = 250


@dataclass
class Floor:
    """The real shelves: what a hand takes from them and an eye sees, at one time after another."""

    there: dict[str, int]
    at: datetime = NOW
    turn: Lock = field(default_factory=Lock)

    def take(self, name: str) -> datetime:
        with self.turn:
            self.there[name] -= 1
            return self._now()

    def look(self, name: str) -> tuple[int, datetime]:
        with self.turn:
            return self.there[name], self._now()

    def _now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def sell(database: Database, world: World, floor: Floor, seed: int) -> None:
    """A till sells, one item after another; the server hears of each a little later."""
    chosen = random.Random(seed)
    for _item in range(SOLD_BY_EACH):
        name = chosen.choice(list(STOCKED))
        at = floor.take(name)
        source, goods = f"sale:{new_id()}", [(world.goods[name].id, Quantity.of(1))]
        with database.transaction() as session:
            journal.lock_shop(session, world.shop_id)
            cause = Cause(MoveKind.SALE, source, at)
            (issued,) = stock.take_out(session, cause, goods, shop_id=world.shop_id)
            booked = ledger_entry.lines(
                ledger_entry.debit(chart.OTHER_COST, issued.cost),
                ledger_entry.credit(chart.MERCHANDISE, issued.cost),
            )
            entry = ledger_entry.Entry(world.shop_id, TODAY, source, "terjual", booked)
            journal.post(session, entry, at=at)


def count_all(database: Database, world: World, floor: Floor, number: str) -> None:
    """A clerk walks along the shelves, and back again to some of them."""
    clerk = world.operator_id(Role.CLERK)
    for is_recount, names in ((False, list(STOCKED)), (True, ["mie", "gas"])):
        for name in names:
            units, at = floor.look(name)
            entry = Entry(new_id(), world.goods[name].id, Quantity.of(units), "", is_recount)
            with database.transaction() as session:
                paper = counts.by_number(session, number, within=None)
                counts.count(session, paper, entry, at=at, by=clerk)


def test_its_differences_are_exactly_the_planted_ones(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
        worth = {name: (units, units * 2_777) for name, units in STOCKED.items()}
        fill_shelves(session, world, **worth)
        paper = counts.open_count(
            session, world.wsb, NewCount(new_id(), ScopeKind.ALL),
            at=NOW, by=world.operator_id(Role.MANAGER),
        )  # fmt: skip
        number = paper.number
    floor = Floor({name: units + PLANTED[name] for name, units in STOCKED.items()})
    with ThreadPoolExecutor(3) as pool:
        work = [pool.submit(sell, database, world, floor, till) for till in (1, 2)]
        work.append(pool.submit(count_all, database, world, floor, number))
        for one in work:
            one.result()
    assert found(database, world, number) == PLANTED
    with database.transaction() as session:
        paper = counts.by_number(session, number, within=None)
        manager = world.operator_id(Role.MANAGER)
        counts.review(session, paper, at=floor.at, by=manager)
        posting.post(session, paper, at=floor.at + timedelta(hours=1), by=manager)
    with database.reading() as session:
        held = {
            name: session.get_one(Stock, (world.shop_id, world.goods[name].id)).quantity
            for name in STOCKED
        }
        assert held == {name: Quantity.of(units) for name, units in floor.there.items()}
        for check in (invariants.moves, invariants.stock, invariants.value, own_invariants.posted):
            assert list(check(session)) == []


def found(database: Database, world: World, number: str) -> dict[str, int]:
    names: dict[ProductId, str] = {goods.id: name for name, goods in world.goods.items()}
    with database.transaction() as session:
        paper = counts.by_number(session, number, within=None)
        differences = findings.differences(session, paper)
    return {names[key]: one.quantity.milli // 1000 for key, one in differences.items()}
