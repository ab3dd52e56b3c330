"""The list of products: what is asked for, and what was typed exactly stands first."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.ids import ProductId
from core.quantity import Quantity
from inventory import product_queries, products, queries
from inventory.assortment import assortment
from inventory.facts import facts
from inventory.facts.facts import Facts
from inventory.product_queries import ProductSearch, Shelf
from tests.support.consignment import add_cake, add_consignor
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def found(session: Session, world: World, **asked: Any) -> list[str]:
    page = product_queries.product_page(
        session, ProductSearch(**asked), shop_id=world.shop_id, on=TODAY, number=1
    )
    assert page.total == len(page.rows)
    return [row.name for row in page.rows]


def test_what_has_the_very_code_stands_first(session: Session, world: World) -> None:
    world.goods["air"].product.name = "Aqua 201 ml"
    session.flush()
    assert found(session, world, words="201") == ["Beras pandan wangi", "Aqua 201 ml"]


def test_by_brand_and_local_together(session: Session, world: World) -> None:
    for name, known in {
        "mie": Facts("Dua Putri", is_local=True),
        "air": Facts("Dua Putri"),
        "beras": Facts("Tani", is_local=True),
    }.items():
        facts.put(session, world.goods[name].product, known, at=NOW, by=None)
    assert found(session, world, brand="Dua Putri") == ["Air mineral 600 ml", "Mie goreng instan"]
    assert found(session, world, is_local=True) == ["Beras pandan wangi", "Mie goreng instan"]
    assert found(session, world, brand="Dua Putri", is_local=True) == ["Mie goreng instan"]
    assert found(session, world, brand="Tidak ada") == []


def test_what_runs_out_in_the_shop(session: Session, world: World) -> None:
    for name, least in {"mie": 5, "air": 0}.items():
        assortment.set_least(
            session, world.goods[name].product, Quantity.of(least),
            shop_id=world.shop_id, at=NOW, by=None,
        )  # fmt: skip
    assert found(session, world, shelf=Shelf.LOW) == ["Mie goreng instan"]
    elsewhere = product_queries.product_page(
        session, ProductSearch(shelf=Shelf.LOW), shop_id=None, on=TODAY, number=1
    )
    assert elsewhere.total == 0


def test_what_belongs_to_producers(session: Session, world: World) -> None:
    add_cake(session, add_consignor(session))
    assert found(session, world, shelf=Shelf.CONSIGNED) == ["Risoles"]


def test_the_other_shelves_are_as_they_were(session: Session, world: World) -> None:
    assert found(session, world, shelf=Shelf.UNPRICED) == ["Gula pasir 1 kg"]
    products.retire(session, world.goods["gula"].product, at=NOW, by=None)
    assert found(session, world, shelf=Shelf.RETIRED) == ["Gula pasir 1 kg"]
    assert "Gula pasir 1 kg" not in found(session, world)


@pytest.mark.parametrize(
    ("words", "meant"),
    [("goreng  MIE", "Mie goreng instan"), ("101 dus", "Mie goreng instan"),
     ("201", "Beras pandan wangi"), ("pandan", "Beras pandan wangi")],
)  # fmt: skip
def test_a_name_will_do_where_only_one_has_it(
    session: Session, world: World, words: str, meant: str
) -> None:
    world.goods["air"].product.name = "Aqua 201 ml"
    session.flush()
    pack = queries.meant(session, words)
    assert products.get(session, ProductId(pack.product_id)).name == meant
    assert pack.unit == ("dus" if "dus" in words else pack.unit)


def test_of_several_alike_none_is_taken(session: Session, world: World) -> None:
    world.goods["air"].product.name = "Mie kuah"
    session.flush()
    both = r"bernama mie: 101 Mie goreng instan, \d+ Mie kuah\. Ketik kodenya\."
    with pytest.raises(NotFound, match=both):
        queries.meant(session, "mie")
    with pytest.raises(NotFound, match="Tidak ada barang dengan kode atau barcode ie"):
        queries.meant(session, "ie")
