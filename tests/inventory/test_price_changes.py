"""Many prices at once: seen before they change, ticked one by one, never below cost by accident."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.db import Database
from core.ids import PackId
from core.models import AuditRecord
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import prices
from inventory.costing import Cost
from inventory.models import PriceList, Product
from inventory.price_changes.proposing import STEPS, Change, from_cost, is_below, rounded
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, today

MESSAGE = "Selamat pagi\n- mie goreng dus 112rb\n- air mineral 600ml Rp 3.250,-\n- sabun 3rb"


@pytest.mark.parametrize(
    ("price", "step", "expected"),
    [(3_650, 100, 3_700), (3_649, 100, 3_600), (3_750, 500, 4_000), (3_749, 500, 3_500),
     (3_333, 1, 3_333), (40, 100, 0)],
)  # fmt: skip
def test_a_price_is_rounded_to_the_nearest_step(price: int, step: int, expected: int) -> None:
    assert rounded(Money(price), step) == Money(expected)


def test_a_price_changes_by_a_part_and_an_amount() -> None:
    assert Change(percent=250).of(Money(10_000)) == Money(10_250)
    assert Change(percent=-1_000, amount=Money(50)).of(Money(3_500)) == Money(3_200)


@given(st.integers(1, 10**8), st.integers(0, 20_000), st.sampled_from(STEPS))
def test_rounding_never_eats_the_mark_up(cost: int, markup: int, step: int) -> None:
    price = from_cost(Money(cost), markup, step).amount
    assert price % step == 0
    assert price * 10_000 >= cost * (10_000 + markup)
    assert (price - step) * 10_000 < cost * (10_000 + markup)


def test_below_cost_is_compared_exactly() -> None:
    cost = Cost(Quantity.of(3), Money(10_000))
    assert is_below(Money(3_333), Quantity.of(1), cost)
    assert not is_below(Money(3_334), Quantity.of(1), cost)
    assert not is_below(Money(10_000), Quantity.of(3), cost)
    assert not is_below(Money(1), Quantity.of(1), Cost(Quantity(0), Money(0)))


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        for name in ("mie", "air"):
            session.get_one(Product, world.goods[name].id).category = "Mi & minuman"
    visitor.sign_in(Role.MANAGER)
    visitor.submit("/stock/WSB/102/opening", {"quantity": "10", "unit": "pcs", "cost": "3000"})
    return visitor


def now(database: Database, world: World, name: str, place: int = 0) -> int:
    key = PackId(world.goods[name].packs[place].id)
    with database.reading() as session:
        found = prices.current(session, [key], on=today())
    return found[key, PriceList.GENERAL].amount


def sent_back(page: str, **changes: str) -> dict[str, str | list[str]]:
    """The preview's form as a browser sends it, with something typed over."""
    form: dict[str, str | list[str]] = {"row": re.findall(r'name="row" value="(\w+)"', page)}
    form["pick"] = re.findall(r'name="pick" value="(\w+)"[^>]* checked', page)
    form |= dict(re.findall(r'name="(price-\w+)" value="([^"]*)"', page))
    form |= dict(re.findall(r'name="(list|shop|valid_from)" value="([^"]*)"', page))
    return form | changes


def test_a_category_is_seen_before_it_changes(
    manager: Visitor, database: Database, world: World
) -> None:
    form = {"category": "Mi & minuman", "percent": "5", "step": "100", "list": "umum"}
    page = manager.submit("/prices/change/preview", form, status=200).text
    assert "Mie goreng instan dus Rp132.000" in text_of(page)
    assert 'value="138.600"' in page
    assert now(database, world, "mie") == 3_500
    manager.submit("/prices/change", sent_back(page))
    assert [now(database, world, "mie", place) for place in (0, 1)] == [3_700, 138_600]
    assert now(database, world, "air") == 4_200
    assert "Rp3.700" in manager.see("/labels")


def test_only_what_is_ticked_changes(manager: Visitor, database: Database, world: World) -> None:
    form = {"category": "Mi & minuman", "amount": "500", "step": "1"}
    page = manager.submit("/prices/change/preview", form, status=200).text
    chosen = sent_back(page) | {"pick": [world.goods["air"].pack_id.hex]}
    manager.submit("/prices/change", chosen)
    assert now(database, world, "air") == 4_500
    assert now(database, world, "mie") == 3_500


def test_a_message_is_read_and_what_is_unknown_is_kept(
    manager: Visitor, database: Database, world: World
) -> None:
    form = {"message": MESSAGE, "markup": "20", "step": "500"}
    page = manager.submit("/prices/change/preview", form, status=200).text
    said = text_of(page)
    assert "“mie goreng dus 112rb” dus Rp132.000" in said
    assert "Baris yang tidak dikenali Selamat pagi sabun 3rb" in said.replace("- ", "")
    manager.submit("/prices/change", sent_back(page))
    assert now(database, world, "mie", 1) == 134_500
    assert now(database, world, "air") == 4_000


def test_below_cost_needs_a_tick_of_its_own(
    manager: Visitor, database: Database, world: World
) -> None:
    form = {"message": "air mineral 600 ml 2.500", "step": "100"}
    page = manager.submit("/prices/change/preview", form, status=200).text
    key = world.goods["air"].pack_id.hex
    assert "Di bawah harga pokok: boleh rugi" in page
    assert sent_back(page)["pick"] == []
    wanted = sent_back(page) | {"pick": [key]}
    refused = manager.submit("/prices/change", wanted, status=422).text
    assert "Air mineral 600 ml (pcs): Rp2.500 di bawah harga pokok Rp3.000" in text_of(refused)
    assert sent_back(refused)["pick"] == [key]
    assert now(database, world, "air") == 4_000
    agreed = wanted | {f"below-{key}": "1"}
    refused = manager.submit("/prices/change", agreed, status=422).text
    assert "Isi mengapa boleh rugi" in text_of(refused)
    assert f'name="below-{key}" value="1" checked' in refused
    manager.submit("/prices/change", agreed | {"below_reason": "tinggal sedikit"})
    assert now(database, world, "air") == 2_500
    with database.reading() as session:
        kept = session.scalars(
            select(AuditRecord.details).where(AuditRecord.action == "price.set_below_cost")
        ).one()
    assert (kept["price"], kept["cost"], kept["reason"]) == (2_500, 3_000, "tinggal sedikit")


def test_one_price_that_is_refused_changes_none(
    manager: Visitor, database: Database, world: World
) -> None:
    form = {"category": "Mi & minuman", "percent": "10", "step": "1"}
    page = manager.submit("/prices/change/preview", form, status=200).text
    typed = {f"price-{world.goods['air'].pack_id.hex}": "gratis"}
    refused = manager.submit("/prices/change", sent_back(page, **typed), status=422).text
    assert "bukan jumlah uang" in text_of(refused)
    assert 'value="gratis"' in refused
    assert now(database, world, "mie") == 3_500


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"category": "Mi & minuman"}, "Isi berapa persen"),
        ({"category": "", "percent": "5"}, "Pilih kategori"),
        ({"category": "Mi & minuman", "percent": "lima"}, "Isi persen"),
        ({"category": "Mi & minuman", "percent": "5", "step": "7"}, "Pilih pembulatannya"),
        ({"category": "Mi & minuman", "percent": "5", "list": "grosir"}, "Pilih daftar"),
        ({"category": "Mi & minuman", "percent": "5", "shop": "LTM"}, "Tidak ada toko"),
        ({"category": "Mi & minuman", "percent": "5", "valid_from": "2020-01-01"}, "mundur"),
        ({"message": "  "}, "Tempel pesannya"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_was_typed(
    manager: Visitor, form: dict[str, str], said: str
) -> None:
    page = manager.submit("/prices/change/preview", form, status=422).text
    assert said in text_of(page)


def test_only_who_sets_prices_changes_many(visitor: Visitor) -> None:
    visitor.sign_in(Role.CLERK).see("/prices/change", 403)
    visitor.submit("/prices/change", {}, status=403)
