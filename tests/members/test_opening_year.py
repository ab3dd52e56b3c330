"""A co-op that begins on 1 July from paper divides the same surplus as one kept from January."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import MemberId, new_id
from core.money import Money
from ledger import chart, journal
from ledger.entry import Entry, Line
from members import patronage
from members.models import MemberStatus
from members.opening import posting, taken_over
from members.opening.taken_over import Owned, Said
from members.people import statuses
from members.people.statuses import NewStatus
from members.shu import drafts, figures
from members.shu.allocation import Division
from members.shu.capital import CapitalBasis
from tests.support.opening import (
    AT,
    EVE,
    MONTH_ENDS,
    begin,
    shelve,
    write_accounts,
    write_bon,
)
from tests.support.world import World, make_coop

YEAR = 2026
BASES = (CapitalBasis.MONTH_END, CapitalBasis.CLOSING, CapitalBasis.OPEN_CLOSE)
SITI, BUDI, WAHYU = range(3)


@dataclass(frozen=True)
class Happened:
    """Something of the year: lines by account, amount (debit +) and whose."""

    on: date
    lines: tuple[tuple[str, int, int | None], ...]
    bought: tuple[int, int] | None = None
    """Who bought as a member, and for how much."""


def a_year(seed: int) -> list[Happened]:
    """The last December and a year of savings, sales, costs, kasbon, and somebody who leaves."""
    dice = random.Random(seed)
    events = [saved(date(2025, 12, 5), who, 100_000, chart.SHARE_CAPITAL) for who in range(3)]
    events += [saved(date(2025, 12, 20), who, 10_000 * (who + 3), chart.MANDATORY_SAVINGS)
               for who in range(3)]  # fmt: skip
    for _n in range(120):
        events.append(any_event(dice, date(YEAR, 1, 1) + timedelta(days=dice.randrange(365))))
    owned = 130_000 + 20_000
    events.append(Happened(date(YEAR, 3, 14), (
        (chart.SHARE_CAPITAL, 100_000, WAHYU), (chart.MANDATORY_SAVINGS, owned - 100_000, WAHYU),
        (chart.SAFE, -owned, None),
    )))  # fmt: skip
    return sorted(events, key=lambda event: event.on)


def any_event(dice: random.Random, on: date) -> Happened:
    who, amount = dice.choice((SITI, BUDI)), dice.randrange(1, 300) * 1_000
    if on < date(YEAR, 3, 10) and dice.random() < 0.3:
        who = WAHYU
    kind = dice.randrange(6)
    if kind == 0 and who is not WAHYU:
        return saved(on, who, amount, chart.MANDATORY_SAVINGS)
    if kind == 1 and who is not WAHYU:
        return saved(on, who, amount, chart.VOLUNTARY_SAVINGS)
    if kind == 2:
        return Happened(on, ((chart.GENERAL_EXPENSES, amount // 10, None),
                             (chart.SAFE, -amount // 10 if amount % 10 == 0 else -(amount // 10),
                              None)))  # fmt: skip
    cost = amount * 7 // 10
    goods = ((chart.MERCHANDISE, -cost, None),)
    if kind == 3:
        sold = ((chart.SAFE, amount, None), (chart.OTHER_SALES, -amount, None))
        return Happened(on, (*sold, (chart.OTHER_COST, cost, None), *goods))
    owes = kind == 4 and who == SITI
    paid = (chart.MEMBER_CREDIT, amount, who) if owes else (chart.SAFE, amount, None)
    return Happened(
        on,
        (paid, (chart.MEMBER_SALES, -amount, who), (chart.MEMBER_COST, cost, None), *goods),
        (who, amount),
    )


def saved(on: date, who: int, amount: int, account: str) -> Happened:
    return Happened(on, ((chart.SAFE, amount, None), (account, -amount, who)))


def book(session: Session, world: World, events: Iterable[Happened]) -> None:
    """What happened, as tills and office book it."""
    ids = [MemberId(member.id) for member in world.members]
    for event in events:
        source = f"test:{new_id()}"
        lines = tuple(
            Line(account, Money(amount), None if who is None else ids[who])
            for account, amount, who in event.lines
        )
        journal.post(session, Entry(world.shop_id, event.on, source, "Uji", lines), at=AT)
        if event.bought:
            who, amount = event.bought
            patronage.record(session, source=source, member_id=ids[who], shop_id=world.shop_id,
                             booked_on=event.on, amount=Money(amount))  # fmt: skip


def from_paper(session: Session, world: World, events: list[Happened]) -> None:
    """The same up to the evening before as a treasurer adds it up on paper, and posts it."""
    opening = begin(session, world)
    sums: dict[str, int] = defaultdict(int)
    for event in events:
        for account, amount, _who in event.lines:
            sums[account] += amount
    stock_value = 40_000_000
    sums[chart.MERCHANDISE] += stock_value - sums[chart.MERCHANDISE]
    sums["2-2010"] = 0
    sums["2-2010"] = -sum(sums.values())
    shelve(session, world, stock_value)
    write_accounts(session, opening, world.shop_id, sums)
    people = {MemberId(m.id): paper_of(events, n) for n, m in enumerate(world.members)}
    taken_over.put(session, opening, people)
    for event in events:
        for account, amount, who in event.lines:
            if account == chart.MEMBER_CREDIT and who is not None:
                member_id = MemberId(world.members[who].id)
                write_bon(session, opening, world, amount, event.on, member_id)
    posting.post(session, at=AT, by=None)


def paper_of(events: list[Happened], who: int) -> Said:
    def owned(day: date, *accounts: str) -> Money:
        return Money(-sum(
            amount for event in events for account, amount, of in event.lines
            if event.on <= day and of == who and account in accounts
        ))  # fmt: skip

    shares = (chart.SHARE_CAPITAL, chart.MANDATORY_SAVINGS)
    return Said(
        owned(EVE, chart.SHARE_CAPITAL),
        owned(EVE, chart.MANDATORY_SAVINGS),
        owned(EVE, chart.VOLUNTARY_SAVINGS),
        purchases=Money(sum(
            event.bought[1] for event in events
            if event.bought and event.bought[0] == who and event.on >= date(YEAR, 1, 1)
        )),
        months={day: Owned(owned(day, *shares), owned(day, chart.VOLUNTARY_SAVINGS))
                for day in MONTH_ENDS},
    )  # fmt: skip


def two_worlds(database: Database, session: Session, seed: int) -> Iterator[Session]:
    """The year kept from January, and the same from paper; a session of each."""
    events = a_year(seed)
    first = [event for event in events if event.on <= EVE]
    later = [event for event in events if event.on > EVE]
    with database.transaction() as kept:
        world = make_coop(kept)
        book(kept, world, events)
        leave(kept, world)
        yield kept
    paper = make_coop(session)
    from_paper(session, paper, first)
    leave(session, paper)
    book(session, paper, later)
    session.flush()
    yield session


def leave(session: Session, world: World) -> None:
    """Wahyu left in March; the small co-op has it since the new year."""
    at = AT - timedelta(days=90)
    statuses.begin(session, world.members[WAHYU], NewStatus(MemberStatus.LEFT, date(YEAR, 3, 14)),
                   at=at, by=None)  # fmt: skip


def weighed(session: Session, basis: CapitalBasis, sukarela: bool) -> tuple[dict[int, int], ...]:
    """By number: what everybody bought, and what her capital weighs."""
    laws = drafts.by_laws(session, date(YEAR, 12, 31))
    rules = replace(laws.rules, basis=basis, counts_sukarela=sukarela)
    found = drafts.weighed(session, date(YEAR, 12, 31), rules)
    return (
        {each.weights.number: each.weights.patronage for each in found},
        {each.weights.number: each.weights.capital for each in found},
    )


def divided(session: Session, basis: CapitalBasis) -> Division:
    laws = drafts.by_laws(session, date(YEAR, 12, 31))
    return drafts.gather(
        session, YEAR, replace(laws, rules=replace(laws.rules, basis=basis))
    ).division()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_paper_until_june_divides_like_books_from_january(
    database: Database, session: Session, seed: int
) -> None:
    kept: list[Any] = []
    paper: list[Any] = []
    both = two_worlds(database, session, seed)
    for session_of, found in zip(both, (kept, paper), strict=True):
        found.append(figures.earned(session_of, date(YEAR, 12, 31)))
        for basis in BASES:
            found.append([weighed(session_of, basis, sukarela) for sukarela in (False, True)])
            found.append(divided(session_of, basis).shares)
    assert kept[0].surplus.amount > 0
    assert any(share.capital for share in kept[2])
    assert kept == paper


def test_one_member_weighs_what_she_weighs_among_all(database: Database, session: Session) -> None:
    *_kept, paper = two_worlds(database, session, 4)
    for basis in BASES:
        for until in (date(YEAR, 4, 15), EVE, date(YEAR, 12, 31), date(YEAR + 1, 12, 31)):
            rule = figures.CapitalRule(basis, counts_sukarela=True)
            for member_id, weight in figures.owned(paper, until, rule).items():
                assert figures.owned_by(paper, member_id, until, rule) == weight


def test_the_next_year_asks_the_books_only(database: Database, session: Session) -> None:
    kept, paper = two_worlds(database, session, 5)
    rule = figures.CapitalRule(CapitalBasis.OPEN_CLOSE, counts_sukarela=False)
    until = date(YEAR + 1, 12, 31)
    weights = [figures.owned(each, until, rule).values() for each in (kept, paper)]
    in_books, on_paper = (sorted(weight for weight in of if weight) for of in weights)
    assert in_books == on_paper
