"""What a till keeps of the members."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.ids import MemberId, ShopId, new_id
from core.settings import put
from members import at_tills
from members.settings import WAJIB_AMOUNT
from tests.support.member_money import limit, member_money, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def test_tills_keep_active_members_with_what_they_may_spend(session: Session, world: World) -> None:
    limit(world, 50_000)
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["air"], 2000, 4_000)], member_id=world.member_id)
    send(session, world, paid_by(body, ("kasbon", 8_000)))
    send(session, world, member_money(world, shift, 25_000, counter=2))
    first, second = at_tills.members(session, world.shop_id, at=NOW)
    assert first == {
        "id": str(world.member_id),
        "number": "1",
        "name": "Siti Aminah",
        "card": "AGT0001",
        "credit_limit": 50_000,
        "credit": 8_000,
        "due_on": "2026-07-01",
        "due": [{"on": "2026-07-01", "amount": 8_000}],
        "savings": 25_000,
        "is_home": True,
        "wajib_due": 0,
        "wajib_since": None,
    }
    assert (second["credit"], second["due_on"], second["savings"]) == (0, None, 0)


def test_only_the_home_shop_keeps_savings(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    send(session, world, member_money(world, shift, 25_000, counter=1))
    away = ShopId(world.ltm.id)
    first = at_tills.members(session, away, at=NOW)[0]
    assert (first["savings"], first["is_home"]) == (None, False)
    asked = at_tills.money_of(session, world.member_id, away, at=NOW)
    assert asked["savings"] == 25_000, "online it may be asked for"


def test_some_members_can_be_asked_for(session: Session, world: World) -> None:
    wanted = MemberId(world.members[1].id)
    rows = at_tills.members(session, world.shop_id, at=NOW, ids=[wanted])
    assert [row["id"] for row in rows] == [str(wanted)]


def test_money_changes_what_tills_keep(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    later = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
    body = member_money(world, shift, 25_000, counter=1)
    send(session, world, body, received_at=later)
    session.refresh(world.members[0])
    assert world.members[0].changed_at == later


def test_wajib_is_reminded_of_until_it_is_paid_this_month(session: Session, world: World) -> None:
    def due(at: datetime) -> int:
        return int(at_tills.money_of(session, world.member_id, world.shop_id, at=at)["wajib_due"])

    put(session, WAJIB_AMOUNT, "20000", valid_from=TODAY, at=NOW, by=None)
    shift = open_shift(session, world)
    assert due(NOW) == 20_000
    send(session, world, member_money(world, shift, 15_000, counter=1, account="wajib"))
    assert due(NOW) == 5_000
    send(session, world, member_money(world, shift, 5_000, counter=2, account="wajib"))
    assert due(NOW) == 0
    assert due(datetime(2026, 6, 30, 16, 59, tzinfo=UTC)) == 0, "still June in Wonosobo"
    assert due(datetime(2026, 6, 30, 17, 1, tzinfo=UTC)) == 20_000, "July has begun there"


def test_open_bons_are_listed(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["air"], 1000, 4_000)], member_id=world.member_id)
    send(session, world, paid_by(body, ("kasbon", 4_000)))
    asked = at_tills.money_of(session, world.member_id, world.shop_id, at=NOW)
    assert asked["due"] == [{"on": "2026-07-01", "amount": 4_000}]
    assert asked["bons"] == [
        {
            "on": "2026-06-01",
            "due_on": "2026-07-01",
            "amount": 4_000,
            "open": 4_000,
            "instalments": [{"on": "2026-07-01", "amount": 4_000}],
        }
    ]


def test_nobody_has_no_money(session: Session, world: World) -> None:
    with pytest.raises(NotFound, match="Anggota ini tidak ada"):
        at_tills.money_of(session, MemberId(new_id()), world.shop_id, at=NOW)


def test_the_rules_of_the_day(session: Session, world: World) -> None:
    assert at_tills.rules(session, world.shop_id, on=TODAY) == {
        "credit_days": 30, "credit_blocked_after": 0, "credit_instalments_most": 1,
        "pokok_amount": 0, "wajib_amount": 0,
    }  # fmt: skip
