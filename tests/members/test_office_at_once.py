"""The same form pressed twice at the same time."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from threading import Barrier, Thread

from sqlalchemy import func, select

from core.db import Database
from core.errors import BusinessError
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members import register
from members.balances import Account, balances
from members.models import Member
from members.office import office_money
from members.office.models import OfficeMoney
from members.office.office_money import Slip
from members.ways import Direction, PaidBy
from tests.support.world import NOW, TODAY, make_coop


def test_a_slip_sent_twice_at_once_is_booked_once_and_refuses_nobody(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
        slip = Slip(
            new_id(), ShopId(world.office.id), MemberId(world.members[0].id), Account.SUKARELA,
            Direction.IN, Money(50_000), PaidBy.CASH, TODAY,
        )  # fmt: skip
    together, said = Barrier(2), list[str]()

    def press() -> None:
        together.wait()
        with database.transaction() as session:
            said.append(office_money.record(session, slip, at=NOW, by=None).number)

    threads = [Thread(target=press) for _press in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["SP-000001", "SP-000001"]
    with database.reading() as session:
        assert session.scalar(select(func.count(OfficeMoney.id))) == 1
        assert balances(session, slip.member_id).sukarela == Money(50_000)


def test_a_slip_while_she_moves_home_is_never_booked_in_the_shop_she_left(
    database: Database,
) -> None:
    with database.transaction() as session:
        world = make_coop(session)
    member_id, left = MemberId(world.members[0].id), ShopId(world.members[0].shop_id)
    slip = Slip(new_id(), ShopId(world.office.id), member_id, Account.SUKARELA, Direction.IN,
                Money(50_000), PaidBy.CASH, TODAY)  # fmt: skip

    def press() -> None:
        with suppress(BusinessError), database.transaction() as session:
            office_money.record(session, slip, at=NOW, by=None)

    pressing = Thread(target=press)
    with database.transaction() as session:
        member = session.get_one(Member, member_id)
        elsewhere = replace(register.said(member), shop_id=ShopId(world.ltm.id))
        register.change(session, member, elsewhere, at=NOW, by=None)
        pressing.start()
        pressing.join(0.5)  # it waits for the books by now
    pressing.join()
    with database.reading() as session:
        booked_in = session.scalars(
            select(JournalEntry.shop_id)
            .join(Posting, Posting.entry_id == JournalEntry.id)
            .where(Posting.account == chart.VOLUNTARY_SAVINGS)
        )
        assert left not in set(booked_in)
