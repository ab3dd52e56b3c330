"""A till is told everything once, and then only what changed: nothing is missed, nothing stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core import audit
from core.ids import MemberId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import prices
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from inventory.models import Product
from inventory.prices import NewPrice, Period
from members import at_tills
from members.models import Member, MemberStatus
from pos import catalogue, catalogue_marks, tills
from pos.catalogue_marks import OVERLAP
from tests.support.shelves import fill_shelves
from tests.support.world import NOW, TODAY, World, make_coop

LATER = NOW + timedelta(hours=1)
Data = dict[str, Any]


@pytest.fixture
def world(session: Session) -> World:
    """Long after the co-op was made, gas and the second member changed."""
    world = make_coop(session)
    session.get_one(Product, world.goods["gas"].id).changed_at = NOW + timedelta(minutes=30)
    session.get_one(Member, world.members[1].id).changed_at = NOW + timedelta(minutes=30)
    session.flush()
    return world


def latest(world: World, *more: str) -> list[str]:
    """What is always sent again: what changed last, and these."""
    return sorted([str(world.goods[name].id) for name in ("gas", *more)])


def ask(session: Session, world: World, since: str = "", *, hours: float = 1) -> Data | None:
    till = tills.by_id(session, world.till.id)
    return catalogue.answer(session, till, since=since, at=NOW + timedelta(hours=hours))


def everything(session: Session, world: World, *, hours: float = 1) -> Data:
    found = ask(session, world, hours=hours)
    assert found is not None
    return found


def merged(data: Data, delta: Data) -> Data:
    """As static/pos/till/catalogue_delta.js puts it together."""
    assert delta["since"] == data["version"]
    gone = {name: set(keys) for name, keys in delta["replaces"].items()}
    kept = [pack for pack in data["packs"] if pack["product_id"] not in gone["products"]]
    members = [member for member in data["members"] if member["id"] not in gone["members"]]
    rest = {key: value for key, value in delta.items() if key not in ("since", "replaces")}
    return rest | {"packs": kept + delta["packs"], "members": members + delta["members"]}


def assert_same(ours: Data, theirs: Data) -> None:
    """The same, in whatever order: of a pack's prices the rules choose, not their order."""

    def sorted_(data: Data) -> Data:
        packs = [pack | {"prices": sorted(pack["prices"], key=str)} for pack in data["packs"]]
        return data | {
            "packs": sorted(packs, key=lambda pack: str(pack["id"])),
            "members": sorted(data["members"], key=lambda member: str(member["id"])),
        }

    assert sorted_(ours) == sorted_(theirs)


def test_who_knows_everything_is_told_nothing(session: Session, world: World) -> None:
    known = everything(session, world)
    assert ask(session, world, known["version"]) is None
    assert ask(session, world, known["version"], hours=12) is None, "also on another day"


def test_a_new_price_comes_alone(session: Session, world: World) -> None:
    known = everything(session, world)
    price = NewPrice(world.goods["mie"].pack_id, Money(3_900))
    by = world.operator_id(Role.MANAGER)
    prices.set_price(session, price, Period(TODAY + timedelta(days=1)), at=LATER, by=by)
    delta = ask(session, world, known["version"], hours=2)
    assert delta is not None
    assert delta["members"] == []
    assert sorted({pack["product_id"] for pack in delta["packs"]}) == latest(world, "mie")
    assert_same(merged(known, delta), everything(session, world, hours=2))


def test_the_prices_of_coming_days_are_there_already(session: Session, world: World) -> None:
    by = world.operator_id(Role.MANAGER)
    for days in (1, 8, 40):
        price = NewPrice(world.goods["mie"].pack_id, Money(3_900 + days))
        prices.set_price(session, price, Period(TODAY + timedelta(days=days)), at=LATER, by=by)
    pack = next(
        pack
        for pack in everything(session, world)["packs"]
        if pack["id"] == str(world.goods["mie"].pack_id)
    )
    starts = {price["from"] for price in pack["prices"] if price["list"] == "umum"}
    assert {str(TODAY + timedelta(days=days)) for days in (1, 8, 40)} < starts


def test_what_is_sold_no_more_and_who_left_are_forgotten(session: Session, world: World) -> None:
    known = everything(session, world)
    product = session.get_one(Product, world.goods["air"].id)
    product.active, product.changed_at = False, LATER
    member = session.get_one(Member, world.members[0].id)
    member.status, member.changed_at = MemberStatus.LEFT, LATER
    session.flush()
    delta = ask(session, world, known["version"], hours=2)
    assert delta is not None
    assert delta["replaces"]["products"] == latest(world, "air")
    assert [pack["name"] for pack in delta["packs"]] == ["Gas LPG 3 kg"]
    assert [row["name"] for row in delta["members"]] == ["Budi Santoso"]
    assert_same(merged(known, delta), everything(session, world, hours=2))


def test_a_change_that_was_committed_late_is_not_missed(session: Session, world: World) -> None:
    session.get_one(Member, world.members[0].id).changed_at = LATER
    session.flush()
    known = everything(session, world, hours=2)
    session.get_one(Member, world.members[1].id).changed_at = LATER - OVERLAP / 2
    session.flush()
    delta = ask(session, world, known["version"], hours=2)
    assert delta is not None
    assert str(world.members[1].id) in delta["replaces"]["members"]


def test_nothing_is_missed_while_the_servers_clock_is_behind(
    session: Session, world: World
) -> None:
    session.get_one(Member, world.members[0].id).changed_at = LATER
    session.flush()
    known = everything(session, world, hours=-24)
    session.get_one(Member, world.members[1].id).changed_at = NOW - timedelta(hours=23)
    session.flush()
    delta = ask(session, world, known["version"], hours=-22)
    assert delta is not None
    assert str(world.members[1].id) in delta["replaces"]["members"]


def test_after_a_restore_and_in_a_new_month_everything_comes_anew(
    session: Session, world: World
) -> None:
    known = everything(session, world)
    july = ask(session, world, known["version"], hours=24 * 31)
    assert july is not None
    assert "replaces" not in july
    audit.record(session, "data.restored", at=NOW, by=None)
    session.flush()
    restored = ask(session, world, known["version"])
    assert restored is not None
    assert "replaces" not in restored


def test_a_date_that_is_near_comes_alone(session: Session, world: World) -> None:
    fill_shelves(session, world, mie=(10, 28_000))
    known, mie = everything(session, world), world.goods["mie"].id
    assert known["expiring"] == {}
    new = NewBatch(mie, TODAY + timedelta(days=5), Quantity.of(4))
    batches.note(session, [new], shop_id=world.shop_id, source="receipt:1", at=NOW)
    delta = ask(session, world, known["version"])
    assert delta is not None
    assert delta["expiring"] == {str(mie): "2026-06-06"}
    assert delta["packs"] == delta["members"] == []
    assert ask(session, world, delta["version"]) is None
    assert_same(merged(known, delta), everything(session, world))


@pytest.mark.parametrize("version", ["", "x", "a.b.c.d.e.f", "1.2.3", "....."])
def test_a_version_of_another_make_gets_everything(
    session: Session, world: World, version: str
) -> None:
    found = ask(session, world, version)
    assert found is not None
    assert len(found["packs"]) == 6
    assert "replaces" not in found


def test_when_too_much_changed_everything_comes(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = everything(session, world)
    for goods in world.goods.values():
        session.get_one(Product, goods.id).changed_at = LATER
    session.flush()
    monkeypatch.setattr(catalogue_marks, "MOST_CHANGES", 4)
    found = ask(session, world, known["version"], hours=2)
    assert found is not None
    assert "replaces" not in found


def test_a_setting_changes_the_version_and_nothing_large_is_sent(
    session: Session, world: World
) -> None:
    known = everything(session, world)
    world.operators[Role.CLERK].name = "Sari W."
    session.flush()
    delta = ask(session, world, known["version"])
    assert delta is not None
    assert (delta["packs"], delta["members"]) == ([], [])
    assert "Sari W." in {clerk["name"] for clerk in delta["operators"]}
    assert_same(merged(known, delta), everything(session, world))


def test_the_mark_of_a_pin_changes_with_the_pin_and_is_not_its_hash(
    session: Session, world: World
) -> None:
    def mark() -> str:
        marks = {row["id"]: row["pin_mark"] for row in everything(session, world)["operators"]}
        return str(marks[str(world.clerk_id)])

    before = mark()
    pin_hash = world.operators[Role.CLERK].pin_hash
    assert pin_hash is not None
    assert before not in pin_hash
    world.operators[Role.CLERK].pin_hash = pin_hash + "x"
    session.flush()
    assert mark() != before


def test_who_waits_to_be_admitted_is_known_as_that_and_as_no_member(
    session: Session, world: World
) -> None:
    member = session.get_one(Member, world.members[1].id)
    before = everything(session, world)
    member.status = MemberStatus.CANDIDATE
    session.flush()
    data = everything(session, world)
    assert data["version"] != before["version"]
    assert [row["number"] for row in data["members"]] == ["1"]
    assert data["candidates"] == [
        {"id": str(member.id), "number": "2", "name": "Budi Santoso", "card": "AGT0002",
         "is_candidate": True}
    ]  # fmt: skip
    till = tills.by_id(session, world.till.id)
    asked = at_tills.money_of(session, MemberId(member.id), till.shop_id, at=LATER)
    assert asked["is_candidate"] is True
    assert "is_candidate" not in at_tills.money_of(
        session, MemberId(world.members[0].id), till.shop_id, at=LATER
    )
