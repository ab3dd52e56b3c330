"""A month of three producers, worked a second time in plain rupiah beside the program.

Every day the same as yesterday is brought; members and others buy, some bring back; in the middle
of the month prices, fees and a net price change. What the slips say is what the books say, what
the safe and the bank gave, what came into savings and what went off the kasbon, to the rupiah.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import checks
from core.ids import MemberId, PartyId, ShopId
from core.money import Money
from core.quantity import Quantity
from inventory.consignment import due_queries, paper_queries, queries
from inventory.consignment.models import Consignor, EndingKind, PaidBy, Settlement
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.balances import balances
from pos.models import SaleLine
from tests.support.consignment import on_shelf, owed_to
from tests.support.consignment_month import CHANGED, Month, begin
from tests.support.sales import sale, send
from tests.support.world import TODAY
from wsgi import create_registry

DAYS = 30


@pytest.fixture
def month(session: Session) -> Month:
    return begin(session)


def live_a_day(month: Month) -> None:
    """What happens every day, some of it only on some."""
    nurul, siti, darmi, day = month.nurul, month.siti, month.darmi, month.day
    for consignor, goods, pieces in (
        (nurul, month.risoles, 20), (siti, month.lemper, 12), (darmi, month.bolu, 6),
    ):  # fmt: skip
        month.bring(consignor, goods, pieces)
    month.sell(nurul, month.risoles, 7, of_member=day % 2 == 0)
    month.sell(nurul, month.risoles, 1 + day % 5, of_member=False)
    month.sell(siti, month.lemper, 3 + day % 4, of_member=day % 3 == 0)
    month.sell(darmi, month.bolu, 4, of_member=True)
    if day % 4 == 1:
        month.end(siti, month.lemper, EndingKind.SPOILT, 2)
        spoilt = month.payable(month.lemper, 2)
        month.of(siti).owed += spoilt
        month.of(siti).kept += spoilt
    month.count(nurul, month.risoles, missing=1 if day % 6 == 2 else 0)
    left = on_shelf(month.session, month.world, month.risoles)
    month.end(nurul, month.risoles, EndingKind.TAKEN_HOME, left.milli // 1_000)
    owed = month.of(nurul).owed
    month.pay(nurul, {PaidBy.SAFE: owed // 2, PaidBy.SAVINGS: owed - owed // 2})


def owe_kasbon(month: Month) -> None:
    """The second member buys ten noodles on kasbon."""
    member_id = MemberId(month.world.members[1].id)
    body = sale(month.world, month.shift_id, [(month.world.goods["mie"], 10_000, 3_300)],
                counter=next(month.counters), member_id=member_id, at=month.at(3))  # fmt: skip
    body["tenders"] = [{"kind": "kasbon", "amount": 33_000, "given": 33_000, "change": 0}]
    send(month.session, month.world, body, received_at=month.at(3))


def test_the_month_agrees_to_the_rupiah(month: Month) -> None:
    session, world = month.session, month.world
    sold_before = None
    for month.day in range(DAYS):
        if month.day == CHANGED:
            sold_before = frozen(session)
            month.make_dearer()
            assert frozen(session) == sold_before
        live_a_day(month)
        if month.day % 7 == 6:
            owed = month.of(month.siti).owed
            month.pay(month.siti, {PaidBy.BANK: owed - 1_000, PaidBy.SAFE: 500})
    owe_kasbon(month)
    _what_comes_back(month)
    owed = month.of(month.darmi).owed
    month.pay(month.darmi, {PaidBy.KASBON: 20_000, PaidBy.SAVINGS: 30_000, PaidBy.BANK: 40_000,
                            PaidBy.SAFE: owed - 90_000 - 700})  # fmt: skip
    for consignor in (month.nurul, month.siti, month.darmi):
        _slips_agree(month, consignor)
    _money_agrees(month)
    _goods_agree(month)
    assert balances(session, MemberId(world.members[1].id)).credit == Money(13_000)
    wrong = [finding for finding in checks.run(session, create_registry()) if not finding.holds]
    assert wrong == []


def _what_comes_back(month: Month) -> None:
    """Cakes sold at the new price and fee come back, one of them spoilt."""
    payable = month.payable(month.lemper, 2)
    body = month.sell(month.siti, month.lemper, 2, of_member=True)
    month.give_back(body, month.siti, payable, fit=True)
    body = month.sell(month.siti, month.lemper, 1, of_member=False)
    one = month.payable(month.lemper, 1)
    month.give_back(body, month.siti, one, fit=False)
    month.of(month.siti).owed += one
    month.of(month.siti).kept += one


def _slips_agree(month: Month, consignor: Consignor) -> None:
    """Every sale is on one slip; each slip begins where the one before it ended."""
    session, told = month.session, month.of(consignor)
    numbers = session.scalars(
        select(Settlement.number).where(Settlement.consignor_id == consignor.id)
        .order_by(Settlement.number)
    )  # fmt: skip
    slips = [paper_queries.slip(session, number) for number in numbers]
    left = 0
    for slip in slips:
        assert slip.before == Money(left)
        assert slip.before + slip.payable + slip.kept == slip.owed
        left = slip.remaining.amount
    since = told.owed - left
    assert owed_to(session, consignor) == Money(told.owed)
    paid = {way: sum(part.amount.amount for slip in slips for part in slip.parts
                     if part.way is way) for way in told.paid}  # fmt: skip
    assert paid == told.paid
    fees = sum(slip.fee.amount for slip in slips)
    kept = sum(slip.kept.amount for slip in slips)
    if consignor is not month.siti:
        assert since == 0
        assert (fees, kept) == (told.fee, told.kept)


def _money_agrees(month: Month) -> None:
    """The safe and the bank gave what the slips say, SUKARELA got it, fees are the income."""
    session = month.session
    every = [month.of(one) for one in (month.nurul, month.siti, month.darmi)]
    assert booked(month, chart.SAFE) == -sum(one.paid.get(PaidBy.SAFE, 0) for one in every)
    assert booked(month, chart.BANK) == -sum(one.paid.get(PaidBy.BANK, 0) for one in every)
    assert booked(month, chart.CONSIGNMENT_PAYABLES) == -sum(one.owed for one in every)
    commission = booked(month, chart.MEMBER_COMMISSION) + booked(month, chart.OTHER_COMMISSION)
    assert commission == -sum(one.fee for one in every)
    assert booked(month, chart.LOSS_OF_GOODS) == sum(one.kept for one in every)
    for member, consignor in zip(month.world.members, (month.nurul, month.darmi), strict=False):
        saved = balances(session, MemberId(member.id)).sukarela
        assert saved == Money(month.of(consignor).paid.get(PaidBy.SAVINGS, 0))


def _goods_agree(month: Month) -> None:
    """What was brought was sold, taken home, spoilt, lost, or stands there."""
    shop_id = ShopId(month.world.wsb.id)
    standings = queries.standings(month.session, shop_id=shop_id)
    for goods, pieces in ((month.risoles, 20), (month.lemper, 12), (month.bolu, 6)):
        standing = standings[shop_id, goods.id]
        assert standing.received == Quantity.of(DAYS * pieces)
        assert standing.on_hand == on_shelf(month.session, month.world, goods)


def booked(month: Month, account: str) -> int:
    """What an account moved in the books of the shop."""
    found = month.session.scalar(
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == account, JournalEntry.shop_id == month.world.shop_id)
    )
    return found.amount if found else 0


def frozen(session: Session) -> list[tuple[object, ...]]:
    """Every sold line with its price and what the producer is owed."""
    rows = session.execute(
        select(SaleLine.sale_id, SaleLine.position, SaleLine.amount, SaleLine.cost)
        .order_by(SaleLine.sale_id, SaleLine.position)
    )  # fmt: skip
    return [tuple(row) for row in rows]


def test_seven_cakes_on_one_slip(month: Month) -> None:
    month.bring(month.nurul, month.risoles, 20)
    month.sell(month.nurul, month.risoles, 7, of_member=False)
    month.pay(month.nurul, {PaidBy.SAFE: 29_750})
    slip = paper_queries.slip(month.session, "WSB-PT-000001")
    assert (slip.amount, slip.fee, slip.payable) == (Money(35_000), Money(5_250), Money(29_750))
    assert (slip.owed, slip.paid, slip.remaining) == (Money(29_750), Money(29_750), Money(0))


def test_a_sale_between_two_settlements_of_one_day_is_on_the_second_slip(month: Month) -> None:
    month.bring(month.nurul, month.risoles, 20)
    for pieces, owed in ((7, 29_750), (2, 8_500)):
        month.sell(month.nurul, month.risoles, pieces, of_member=False)
        month.pay(month.nurul, {PaidBy.SAFE: owed - 100})
    first, second = (paper_queries.slip(month.session, f"WSB-PT-00000{n}") for n in (1, 2))
    assert [line.quantity for line in first.lines] == [Quantity.of(7)]
    assert [line.quantity for line in second.lines] == [Quantity.of(2)]
    assert (first.remaining, second.before, second.owed) == (Money(100), Money(100), Money(8_600))


def test_who_is_to_be_paid_and_what_stands_too_long(month: Month) -> None:
    month.bring(month.siti, month.lemper, 12)
    month.sell(month.siti, month.lemper, 5, of_member=False)
    month.bring(month.nurul, month.risoles, 20)
    month.sell(month.nurul, month.risoles, 7, of_member=False)

    def due(day: int) -> list[tuple[str, date]]:
        on = TODAY + timedelta(days=day)
        return [(row.name, row.due_on) for row in
                due_queries.due(month.session, month.world.shop_id, on=on)]  # fmt: skip

    def stale(day: int) -> list[tuple[str, Quantity]]:
        on = TODAY + timedelta(days=day)
        return [(row.name, row.quantity) for row in
                due_queries.stale(month.session, month.world.shop_id, on=on)]  # fmt: skip

    assert due(0) == [("Bu Nurul", TODAY)]
    assert due(6) == [("Bu Nurul", TODAY), ("Bu Siti", TODAY + timedelta(days=6))]
    month.pay(month.nurul, {PaidBy.SAFE: 29_750})
    assert due(5) == []
    assert stale(2) == []
    month.day = 2
    month.bring(month.siti, month.lemper, 12)
    assert stale(3) == [("Lemper", Quantity.of(7))]
    month.end(month.siti, month.lemper, EndingKind.TAKEN_HOME, 7)
    assert stale(4) == []
    assert stale(5) == [("Lemper", Quantity.of(12))]


def test_settled_by_party(month: Month) -> None:
    """What one producer is paid takes nothing from another."""
    for consignor, goods in ((month.nurul, month.risoles), (month.siti, month.lemper)):
        month.bring(consignor, goods, 10)
        month.sell(consignor, goods, 5, of_member=False)
    month.pay(month.nurul, {PaidBy.SAFE: month.of(month.nurul).owed})
    party = PartyId(month.siti.id)
    assert queries.owed(month.session, month.world.shop_id, party) == Money(12_000)
