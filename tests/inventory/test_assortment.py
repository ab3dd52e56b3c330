"""What a shop carries and watches: its tills, its list of what runs out, and the page."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import InvalidInput
from core.ids import ShopId
from core.models import AuditRecord
from core.permissions import Role
from core.quantity import NONE, Quantity
from inventory import catalogue, stock_queries
from inventory.assortment import assortment, queries
from inventory.assortment.models import Assortment
from inventory.models import ProductKind
from inventory.stock_queries import Level
from tests.support.shelves import fill_shelves, turn_into
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop

PAGE = "/products/101"
ELSEWHERE = {"carry-WSB": "1", "assortment": "1"}


@pytest.fixture
def stocked(session: Session) -> World:
    world = make_coop(session)
    fill_shelves(session, world, mie=(40, 112_000))
    return world


def hide(session: Session, world: World, hidden: bool = True) -> None:
    assortment.set_hidden(
        session, world.goods["mie"].product, hidden, shop_id=world.shop_id, at=NOW, by=None
    )


def watch(session: Session, world: World, units: int) -> None:
    assortment.set_least(
        session, world.goods["mie"].product, Quantity.of(units),
        shop_id=world.shop_id, at=NOW, by=None,
    )  # fmt: skip


def sold_in(session: Session, shop_id: ShopId) -> set[str]:
    return {row["name"] for row in catalogue.packs(session, shop_id=shop_id)}


def low(session: Session, world: World) -> list[str]:
    rows = stock_queries.every_shelf(session, world.shop_id, words="", level=Level.LOW)
    return [row.code for row in rows]


def test_tills_do_not_know_what_their_shop_does_not_carry(session: Session, stocked: World) -> None:
    before, name = catalogue.version(session), stocked.goods["mie"].product.name
    hide(session, stocked)
    assert name not in sold_in(session, stocked.shop_id)
    assert name in sold_in(session, ShopId(stocked.ltm.id))
    assert catalogue.version(session) != before, "else a till would never forget it"
    hidden = catalogue.version(session)
    hide(session, stocked, hidden=False)
    assert name in sold_in(session, stocked.shop_id)
    assert catalogue.version(session) != hidden


def test_changes_are_noted_once(session: Session, stocked: World) -> None:
    for _again in range(2):
        hide(session, stocked)
        watch(session, stocked, 50)
    actions = session.scalars(select(AuditRecord.action).where(AuditRecord.subject == "101")).all()
    assert actions == ["product.hidden", "product.minimum_set"]


def test_what_a_shop_does_not_carry_does_not_run_out(session: Session, stocked: World) -> None:
    watch(session, stocked, 50)
    assert low(session, stocked) == ["101"]
    hide(session, stocked)
    assert low(session, stocked) == []
    watch(session, stocked, 0)
    assert session.scalars(select(Assortment.hidden)).all() == [True]
    hide(session, stocked, hidden=False)
    assert session.scalars(select(Assortment.hidden)).all() == []


def test_what_is_wanted_is_read_for_every_shop(session: Session, stocked: World) -> None:
    watch(session, stocked, 50)
    found = queries.of_product(session, stocked.goods["mie"].id, [stocked.ltm, stocked.wsb])
    assert [(of.code, of.least, of.is_hidden) for of in found] == [
        ("LTM", NONE, False),
        ("WSB", Quantity.of(50), False),
    ]


def test_only_goods_are_watched_but_everything_can_be_left_out(
    session: Session, stocked: World
) -> None:
    turn_into(session, stocked.goods["mie"], ProductKind.SERVICE)
    with pytest.raises(InvalidInput):
        watch(session, stocked, 50)
    watch(session, stocked, 0)
    hide(session, stocked)


# The page


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000))
    return visitor.sign_in(Role.MANAGER)


def test_the_product_page_sets_what_its_shop_wants(manager: Visitor) -> None:
    manager.submit(f"{PAGE}/assortment", ELSEWHERE | {"least-WSB": "50"})
    page = text_of(manager.see(PAGE))
    assert "Toko Wonosobo 40 pcs Rp112.000 50 pcs menipis" in page
    assert "101 Mie goreng" in text_of(manager.see("/products?shelf=menipis"))
    assert "101 Mie goreng" in text_of(manager.see("/stock?level=menipis"))
    manager.submit(f"{PAGE}/assortment", {"least-WSB": "", "assortment": "1"})
    assert "tidak dijual di sini" in text_of(manager.see(PAGE))
    assert "tidak di toko ini" in text_of(manager.see("/products"))


def test_a_quantity_that_makes_no_sense_stays_where_it_was_typed(manager: Visitor) -> None:
    form = ELSEWHERE | {"least-WSB": "banyak"}
    page = manager.submit(f"{PAGE}/assortment", form, status=422).text
    assert 'name="least-WSB" type="text" value="banyak"' in page
    assert 'aria-invalid="true"' in page


def test_somebody_of_one_shop_changes_only_that_one(manager: Visitor, database: Database) -> None:
    manager.submit(f"{PAGE}/assortment", ELSEWHERE | {"least-WSB": "5", "least-LTM": "9"})
    with database.reading() as session:
        assert session.scalars(select(Assortment.least)).all() == [Quantity.of(5)]
    Visitor(manager.app).sign_in(Role.CLERK).submit(f"{PAGE}/assortment", ELSEWHERE, status=403)
