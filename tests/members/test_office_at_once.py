"""The same form pressed twice at the same time."""

from __future__ import annotations

from threading import Barrier, Thread

from sqlalchemy import func, select

from core.db import Database
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from members.balances import Account, balances
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
