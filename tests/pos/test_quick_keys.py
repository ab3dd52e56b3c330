"""Quick keys: order, pictures made anew, and the manager's page."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import ProductId, ShopId
from core.quantity import Quantity
from inventory.models import Pack
from inventory.pictures import pictures
from pos.quick_keys import quick_keys
from pos.quick_keys.quick_keys import COLOURS, MOST_KEYS
from tests.support.pictures import drawn
from tests.support.world import NOW, World


def units(session: Session, world: World) -> list[str]:
    return [pack.unit for _key, pack, _product in quick_keys.of_shop(session, world.shop_id)]


def add(session: Session, world: World, *codes: str) -> None:
    for code in codes:
        quick_keys.add(session, world.shop_id, code, at=NOW, by=None)


def test_tiles_keep_their_order_and_can_change_places(session: Session, world: World) -> None:
    add(session, world, "101 dus", "201", "102")
    assert units(session, world) == ["dus", "kg", "pcs"]
    last = quick_keys.of_shop(session, world.shop_id)[-1][0]
    quick_keys.move(session, last, -1, at=NOW)
    assert units(session, world) == ["dus", "pcs", "kg"]
    first = quick_keys.of_shop(session, world.shop_id)[0][0]
    quick_keys.move(session, first, -1, at=NOW)
    assert units(session, world) == ["dus", "pcs", "kg"]
    quick_keys.remove(session, first, at=NOW, by=None)
    assert units(session, world) == ["pcs", "kg"]


def test_a_till_gets_the_tiles_of_its_shop(session: Session, world: World) -> None:
    add(session, world, "201")
    [tile] = quick_keys.for_till(session, world.shop_id)
    assert tile["pack_id"] == str(world.goods["beras"].pack_id)
    assert tile["picture"] is None
    assert 0 <= tile["colour"] < COLOURS
    assert quick_keys.for_till(session, ShopId(world.ltm.id)) == []


def test_what_is_sold_no_more_is_no_tile_at_the_till(session: Session, world: World) -> None:
    add(session, world, "201")
    world.goods["beras"].packs[0].active = False
    session.flush()
    assert quick_keys.for_till(session, world.shop_id) == []
    assert units(session, world) == ["kg"]


@pytest.mark.parametrize("code", ["999", ""])
def test_what_nobody_sells_is_refused(session: Session, world: World, code: str) -> None:
    with pytest.raises(InvalidInput):
        add(session, world, code)


def test_no_pack_is_a_tile_twice(session: Session, world: World) -> None:
    add(session, world, "101")
    with pytest.raises(InvalidInput, match="sudah ada"):
        add(session, world, "101 pcs")


def test_there_are_not_more_tiles_than_a_clerk_can_look_over(
    session: Session, world: World
) -> None:
    product = world.goods["mie"].product
    for number in range(MOST_KEYS):
        session.add(
            Pack(product_id=ProductId(product.id), unit=f"isi {number}", factor=Quantity.of(2))
        )
    session.flush()
    add(session, world, *(f"101 isi {number}" for number in range(MOST_KEYS)))
    with pytest.raises(InvalidInput, match="Paling banyak 48"):
        add(session, world, "102")


def test_a_picture_is_fetched_by_its_mark(session: Session, world: World) -> None:
    add(session, world, "201")
    key = quick_keys.of_shop(session, world.shop_id)[0][0]
    quick_keys.set_picture(session, key, drawn(), at=NOW, by=None)
    [tile] = quick_keys.for_till(session, world.shop_id)
    assert re.fullmatch("[0-9a-f]{32}", tile["picture"])
    assert quick_keys.picture(session, tile["picture"]).startswith(b"RIFF")
    with pytest.raises(NotFound):
        quick_keys.picture(session, "0" * 32)


def test_a_tile_without_a_picture_shows_that_of_its_product(session: Session, world: World) -> None:
    add(session, world, "201")
    rice = world.goods["beras"].product
    pictures.put(session, rice, drawn(), at=NOW, by=None)
    [tile] = quick_keys.for_till(session, world.shop_id)
    assert quick_keys.picture(session, tile["picture"]) == pictures.small(session, tile["picture"])
    key = quick_keys.of_shop(session, world.shop_id)[0][0]
    quick_keys.set_picture(session, key, drawn("JPEG"), at=NOW, by=None)
    assert quick_keys.for_till(session, world.shop_id)[0]["picture"] == key.picture_mark
    pictures.remove(session, rice, at=NOW, by=None)
    with pytest.raises(NotFound):
        quick_keys.picture(session, tile["picture"])
