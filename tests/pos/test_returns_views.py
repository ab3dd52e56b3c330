"""The pages about what came back, as each role meets them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask

from core.db import Database
from core.ids import ShopId
from core.models import Operator, Shop
from core.permissions import Role
from tests.support.returns import back, correcting, returning, unproven
from tests.support.sales import Body, open_shift, sale, send
from tests.support.visitor import Visitor, text_of
from tests.support.world import make_coop
from wsgi import create_app


@dataclass(frozen=True)
class Counter:
    """A sale, of which a part came back twice, and whose payment was corrected."""

    app: Flask
    sale: Body
    part: Body
    """One of three packs, by the receipt."""
    excess: Body
    """Three packs, of which two were left: odd."""
    bare: Body
    """Without a receipt."""

    def visitor(self, role: Role = Role.MANAGER) -> Visitor:
        return Visitor(self.app).sign_in(role)


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Pages are the same on both engines; what they read is tested on both."""
    return "sqlite"


@pytest.fixture
def counter(database: Database) -> Counter:
    with database.transaction() as session:
        world = make_coop(session)
        shift_id = open_shift(session, world)
        sold = sale(
            world, shift_id, [(world.goods["mie"], 3_000, 3_300)], member_id=world.member_id
        )
        part = returning(world, shift_id, [back(sold, 0, 1_000, 3_300)], counter=2, sale=sold)
        lines = [back(sold, 0, 3_000, 9_900, fit=False)]
        excess = returning(world, shift_id, lines, counter=3, sale=sold, reason="Basi <b>")
        bare = returning(world, shift_id, [unproven(world.goods["beras"], 500, 7_000)], counter=4)
        fixed = correcting(world, shift_id, sold, {"cash": 9_900}, {"qris": 9_900}, sequence=9)
        for body in (sold, part, excess, bare, fixed):
            send(session, world, body)
    return Counter(create_app(database, secret_key="for-tests"), sold, part, excess, bare)


def test_the_list_shows_every_return_with_its_receipt(counter: Counter) -> None:
    page = text_of(counter.visitor().see("/returns"))
    for body in (counter.part, counter.excess, counter.bare):
        assert body["number"] in page
    assert counter.sale["number"] in page
    assert "Tanpa struk" in page
    assert "Basi <b>" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=000002", {"part"}),
        ("q=000001", {"part", "excess"}),
        ("q=basi", {"excess"}),
        ("q=siti", {"part", "excess"}),
        ("flagged=1", {"excess"}),
        ("from=2026-06-01&to=2026-06-01", {"part", "excess", "bare"}),
        ("to=2026-05-31", set()),
        ("shop=LTM", set()),
    ],
)
def test_the_list_is_searched(counter: Counter, query: str, found: set[str]) -> None:
    page = text_of(counter.visitor(Role.TREASURER).see(f"/returns?{query}"))
    names = ("part", "excess", "bare")
    assert {name for name in names if getattr(counter, name)["number"] in page} == found


def test_a_wrong_filter_is_named(counter: Counter) -> None:
    page = counter.visitor().see("/returns?from=2026-06-02&to=2026-06-01", status=422)
    assert "lebih awal" in text_of(page)


def test_a_return_shows_what_was_odd_until_somebody_has_looked(counter: Counter) -> None:
    manager, path = counter.visitor(), f"/returns/{counter.excess['id']}"
    page = text_of(manager.see(path))
    assert "Kembali lebih banyak daripada sisa di struk" in page
    assert "Kembali 3, di struk tersisa 2." in page
    assert "tidak layak jual" in page
    manager.submit(f"{path}/flags")
    page = text_of(manager.see(path))
    assert "Sudah diperiksa" in page
    assert "Joko Prasetyo" in page
    assert counter.excess["number"] not in text_of(manager.see("/returns?flagged=1"))


def test_the_slip_is_a_pdf(counter: Counter) -> None:
    answer = counter.visitor().client.get(f"/returns/{counter.part['id']}/slip.pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")


def test_the_sale_shows_what_came_back_and_how_it_was_paid_after_all(counter: Counter) -> None:
    page = text_of(counter.visitor().see(f"/sales/{counter.sale['id']}"))
    assert "kembali 3, sisa 0" in page
    assert "Semua barangnya sudah kembali." in page
    assert counter.part["number"] in page
    assert "Cara bayar dikoreksi" in page
    assert "Tunai -Rp9.900, QRIS Rp9.900" in page


def test_another_shop_is_not_shown(counter: Counter, database: Database) -> None:
    with database.transaction() as session:
        ltm = session.query(Shop).filter(Shop.code == "LTM").one()
        session.query(Operator).filter(Operator.login == "manajer").one().shop_id = ShopId(ltm.id)
    manager = counter.visitor()
    assert counter.part["number"] not in manager.see("/returns")
    manager.see(f"/returns/{counter.part['id']}", status=404)
    manager.see(f"/returns/{counter.part['id']}/slip.pdf", status=404)


@pytest.mark.parametrize("role", [Role.CLERK, Role.MEMBER])
def test_who_may_not_see_sales_sees_no_returns(counter: Counter, role: Role) -> None:
    visitor = counter.visitor(role)
    for path in ("/returns", f"/returns/{counter.part['id']}"):
        visitor.see(path, status=403)
