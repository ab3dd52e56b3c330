"""What is open of each bon, as the database finds it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.money import Money, total
from ledger import chart
from ledger.models import JournalEntry, Posting
from members import credit
from members.balances import balances
from members.credit import OpenBon, plan_of, still_open
from members.debtors import Debtor
from members.instalments import Every, Plan
from members.models import Bon
from tests.support.books import book, transfer
from tests.support.world import TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def owe(session: Session, shop_id: ShopId, member_id: MemberId, source: str, amount: int) -> None:
    """So much more (or less) is owed in a shop."""
    entry = transfer(shop_id, source, -amount, out_of=chart.MEMBER_CREDIT, member_id=member_id)
    book(session, entry)


@pytest.mark.parametrize("seed", range(5))
def test_only_the_bons_that_may_be_open_are_read_and_no_others_are(
    session: Session, world: World, seed: int
) -> None:
    random = Random(seed)
    shops = [world.shop_id, ShopId(world.ltm.id)]
    members = [MemberId(member.id) for member in world.members]
    owed: dict[tuple[MemberId, ShopId], int] = {}
    for n in range(60):
        member_id, shop_id = random.choice(members), random.choice(shops)
        amount = random.randint(1, 90)
        day = TODAY - timedelta(days=random.randint(0, 20))
        plan = Plan(day + timedelta(days=random.choice([0, 30])), random.choice([1, 1, 3, 12]),
                    random.choice(list(Every)), unit=random.choice([1, 10, 100]))  # fmt: skip
        credit.note_bon(session, source=f"sale:{n:03}", debtor=Debtor.member(member_id),
                        shop_id=shop_id,
                        booked_on=day, plan=plan, amount=Money(amount))  # fmt: skip
        owe(session, shop_id, member_id, f"sale:{n:03}", amount)
        owed[member_id, shop_id] = owed.get((member_id, shop_id), 0) + amount
    for n, ((member_id, shop_id), debt) in enumerate(sorted(owed.items())):
        paid = random.choice([1, debt // 3 or 1, debt, debt + 5])
        owe(session, shop_id, member_id, f"paid:{n}", -paid)
    found = credit.every_open_bon(session)
    for member_id in members:
        left = {
            shop_id: Money(sum(-line for line in _lines(session, member_id, shop_id)))
            for shop_id in shops
        }
        assert found.get(member_id, ()) == still_open(_whole(session, member_id), left)
        assert credit.open_bons(session, member_id) == found.get(member_id, ())
        still = total(bon.open for bon in found.get(member_id, ()))
        assert still >= balances(session, member_id).credit


def _lines(session: Session, member_id: MemberId, shop_id: ShopId) -> list[int]:
    rows = session.scalars(
        select(Posting.amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.member_id == member_id, JournalEntry.shop_id == shop_id)
    )
    return [-amount.amount for amount in rows]


def _whole(session: Session, member_id: MemberId) -> list[OpenBon]:
    bons = session.scalars(select(Bon).where(Bon.member_id == member_id))
    return [
        OpenBon(bon.source, bon.shop_id, bon.booked_on, plan_of(bon), bon.amount, bon.amount)
        for bon in bons
    ]
