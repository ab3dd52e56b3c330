"""The surplus of a year in which 20,000 members bought two million times: drafted and proposed.

Beside the draft stands what the database needs to add up the same rows and nothing else: each
member's purchases of the year, and her share money.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bench.figures import report
from bench.intake import new_database
from core.db import Database, open_database
from core.ids import MemberId, ShopId, new_id
from core.models import table_of
from core.money import Money
from core.schema import migrate
from core.serving import settle_memory
from ledger import chart, journal, year_end
from ledger.entry import Entry, credit, debit
from members.models import Member, MemberStatus, Patronage
from members.people.models import StatusChange
from members.shu import drafts, runs
from members.shu.runs import Proposal
from tests.support.world import World, make_coop

YEAR = 2025
FIRST = date(YEAR, 1, 1)
DAYS = 365
AT_ONCE = 50_000
POKOK, WAJIB = Money(100_000), Money(20_000)
MONTHS = 12
ROUNDS = 3
MOST_SECONDS, MOST_TIMES = 3.0, 3.0
"""What a draft may take, and how many times the bare sum."""
BARE = {
    "purchases": "SELECT member_id, sum(amount) FROM patronage "
    "WHERE booked_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY member_id",
    "share_money": "SELECT p.member_id, sum(p.amount) FROM posting p "
    "JOIN journal_entry e ON e.id = p.entry_id WHERE p.account IN ('3-1010', '3-1020') "
    "AND p.member_id IS NOT NULL AND e.booked_on <= '2025-12-31' GROUP BY p.member_id",
}
"""The rows a draft reads, added up and nothing else."""
AFTER = datetime(YEAR + 1, 1, 15, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filled:
    """What the measuring needs to know."""

    world: World
    members: Sequence[MemberId]


def run(folder: Path, *, engine: str, members: int, purchases: int) -> None:
    """Make the year once; then draft it over and over, propose and book it."""
    with new_database(engine, folder) as url:
        database = open_database(url)
        try:
            _measure(database, engine=engine, members=members, purchases=purchases)
        finally:
            database.dispose()


def _measure(database: Database, *, engine: str, members: int, purchases: int) -> None:
    began = time.perf_counter()
    migrate(database)
    filled = _fill(database, members, purchases)
    sizes: dict[str, Any] = {"engine": engine, "members": members, "purchases": purchases}
    report("surplus_filled", unit="s", value=_since(began), **sizes)
    settle_memory()
    bare = 0.0
    for name, statement in BARE.items():
        taken = min(_timed(partial(_sum, database, statement)) for _ in range(ROUNDS))
        report(f"surplus_bare_{name}", unit="s", value=round(taken, 3), **sizes)
        bare += taken
    drafted = min(_timed(lambda: _draft(database)) for _ in range(ROUNDS))
    report("surplus_draft", unit="s", value=round(drafted, 3), times_bare=round(drafted / bare, 2),
           holds=drafted <= MOST_SECONDS and drafted <= MOST_TIMES * bare, **sizes)  # fmt: skip
    by = filled.world.clerk_id
    closed = _timed(lambda: _close(database))
    report("surplus_year_closed", unit="s", value=round(closed, 3), **sizes)

    def propose() -> None:
        with database.transaction() as session:
            runs.propose(session, Proposal(YEAR), at=AFTER, by=by)

    report("surplus_proposed", unit="s", value=round(_timed(propose), 3), **sizes)


def _timed(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 1)


def _sum(database: Database, statement: str) -> None:
    pooled = database.reader.raw_connection()
    try:
        cursor = pooled.cursor()
        cursor.execute(statement)
        cursor.fetchall()
    finally:
        pooled.close()


def _draft(database: Database) -> None:
    with database.reading() as session:
        drafts.gather(session, YEAR).division()


def _close(database: Database) -> None:
    with database.transaction() as session:
        year_end.close_year(session, YEAR, at=AFTER, by=None)


def _fill(database: Database, members: int, purchases: int) -> Filled:
    with database.transaction() as session:
        world = make_coop(session)
        keys = [MemberId(new_id()) for _ in range(members)]
        session.execute(insert(table_of(Member)), list(_members(keys, world.shop_id)))
        session.execute(insert(table_of(StatusChange)), list(_statuses(keys)))
    with database.transaction() as session:
        _pay_in(session, world, keys)
        _trade(session, world)
    _buy(database, world, keys, purchases)
    with database.writer.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    return Filled(world, keys)


def _members(keys: Sequence[MemberId], shop_id: ShopId) -> Iterator[dict[str, Any]]:
    for number, key in enumerate(keys, start=100):
        yield {
            "id": key, "number": number, "name": f"Anggota {number}", "phone": "", "address": "",
            "shop_id": shop_id, "credit_limit": Money(0), "status": MemberStatus.ACTIVE,
            "joined_on": FIRST, "created_at": AFTER, "changed_at": AFTER,
        }  # fmt: skip


def _statuses(keys: Sequence[MemberId]) -> Iterator[dict[str, Any]]:
    for key in keys:
        yield {
            "id": new_id(), "member_id": key, "status": MemberStatus.ACTIVE, "holds_from": FIRST,
            "reason": "", "decided_by": "", "recorded_at": AFTER,
        }  # fmt: skip


def _pay_in(session: Session, world: World, keys: Sequence[MemberId]) -> None:
    """Pokok once and wajib every month, of everybody together as from a file."""
    paid = [(FIRST, chart.SHARE_CAPITAL, POKOK)]
    paid += [(date(YEAR, month, 10), chart.MANDATORY_SAVINGS, WAJIB)
             for month in range(1, MONTHS + 1)]  # fmt: skip
    for day, account, each in paid:
        own = (credit(account, each, member_id=key) for key in keys)
        lines = (debit(chart.SAFE, each * len(keys)), *own)
        entry = Entry(world.shop_id, day, f"bench:{account}:{day}", "Simpanan", lines)
        journal.post(session, entry, at=AFTER)


def _trade(session: Session, world: World) -> None:
    """What the shop sold each day, in one entry: the draft adds up days, not sales."""
    for number in range(DAYS):
        member, other, cost = Money(40_000_000), Money(20_000_000), Money(51_000_000)
        lines = (
            debit(chart.SAFE, member + other), credit(chart.MEMBER_SALES, member),
            credit(chart.OTHER_SALES, other), debit(chart.MEMBER_COST, Money(34_000_000)),
            debit(chart.OTHER_COST, cost - Money(34_000_000)), credit(chart.MERCHANDISE, cost),
        )  # fmt: skip
        day = FIRST + timedelta(days=number)
        entry = Entry(world.shop_id, day, f"bench:day:{day}", "Penjualan", lines)
        journal.post(session, entry, at=AFTER)


def _buy(database: Database, world: World, keys: Sequence[MemberId], purchases: int) -> None:
    choose = random.Random(17)
    for start in range(0, purchases, AT_ONCE):
        rows = [
            {
                "source": f"sale:{new_id()}", "member_id": choose.choice(keys),
                "shop_id": world.shop_id, "booked_on": FIRST + timedelta(days=number * DAYS
                // purchases), "amount": Money(choose.randrange(1_000, 200_000)),
            }
            for number in range(start, min(start + AT_ONCE, purchases))
        ]  # fmt: skip
        with database.transaction() as session:
            session.execute(insert(table_of(Patronage)), rows)
