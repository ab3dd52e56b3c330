"""The example's year is drawn the same every time, and is one a shop could have had."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from core.clock import local_time
from inventory.gtin import is_gtin
from pos.demo.diary import CLOSES, OPENS, is_shut
from pos.demo.goods import all_goods
from pos.demo.people import EVERYBODY, neighbours
from pos.demo.places import BY_CODE, PLACES
from pos.demo.script import Script, write_script
from tests.support.source import HOUSE

UNTIL = date(2026, 11, 22)


@pytest.fixture(scope="module")
def script() -> Script:
    return write_script(until=UNTIL, sales=3_000)


def test_the_same_words_draw_the_same_year(script: Script) -> None:
    again = write_script(until=UNTIL, sales=3_000)
    assert again.trades == script.trades
    assert again.deliveries == script.deliveries
    assert again.joinings == script.joinings
    assert again.prices.prices == script.prices.prices


@pytest.mark.parametrize("sales", [1, 40, 777])
def test_there_are_as_many_sales_as_asked_for(sales: int) -> None:
    assert write_script(until=UNTIL, sales=sales).sales == sales


def test_the_year_ends_the_day_before(script: Script) -> None:
    days = {trade.shop_day.day for trade in script.trades}
    assert max(days) <= UNTIL - timedelta(days=1)
    assert min(days) >= UNTIL - timedelta(days=365)
    assert len(script.days) == 365


def test_nobody_sells_in_a_shop_that_is_shut(script: Script) -> None:
    for trade in script.trades:
        assert not is_shut(trade.shop_day.place, trade.shop_day.day), trade.shop_day


def test_visits_fall_into_opening_hours_of_the_shop(script: Script) -> None:
    for trade in script.trades:
        for visit in trade.shop_day.visits:
            local = local_time(visit.at, visit.place.time_zone)
            assert local.date() == visit.day
            assert OPENS <= local.time() <= CLOSES


def test_paydays_and_weekends_are_busier(script: Script) -> None:
    by_day = Counter(t.shop_day.day for t in script.trades for _ in t.baskets)
    paid = [n for day, n in by_day.items() if day.day >= 26 or day.day <= 4]
    others = [n for day, n in by_day.items() if 4 < day.day < 26]
    assert sum(paid) * len(others) > sum(others) * len(paid)
    weekend = [n for day, n in by_day.items() if day.weekday() >= 5]
    week = [n for day, n in by_day.items() if day.weekday() < 5]
    assert sum(weekend) * len(week) > sum(week) * len(weekend)


def test_members_buy_more_than_half_and_only_once_they_are_members(script: Script) -> None:
    joined = {joining.neighbour: joining.on for joining in script.joinings}
    baskets = [basket for trade in script.trades for basket in trade.baskets]
    of_members = [basket for basket in baskets if basket.member]
    assert 50 < len(of_members) * 100 // len(baskets) < 65
    for basket in of_members:
        assert basket.member is not None
        assert joined[basket.member] <= basket.visit.day


def test_shelves_are_rarely_empty(script: Script) -> None:
    """Stock below zero happens, but to few goods and not for long."""
    moves: dict[tuple[str, str], list[tuple[date, int, int]]] = defaultdict(list)
    for delivery in script.deliveries:
        for line in delivery.lines:
            moves[delivery.place.code, line.code].append((delivery.day, 0, line.quantity))
    for trade in script.trades:
        for basket in trade.baskets:
            for want in basket.lines:
                key = basket.visit.place.code, want.goods.code
                moves[key].append((basket.visit.day, 1, -want.base_quantity))
    below = 0
    for shelf in moves.values():
        held = 0
        for _day, _order, quantity in sorted(shelf):
            held += quantity
            below += held < 0
    lines = sum(len(basket.lines) for trade in script.trades for basket in trade.baskets)
    assert below * 100 < lines * 2


def test_every_amount_is_whole_and_paid_for(script: Script) -> None:
    for trade in script.trades:
        for basket in trade.baskets:
            assert basket.lines
            assert all(line.amount > 0 and line.quantity > 0 for line in basket.lines)


def test_prices_are_in_coins_people_have(script: Script) -> None:
    assert [
        price for price in script.prices.prices if price.amount % 100 or price.amount <= 0
    ] == []


def test_members_never_pay_more_than_others(script: Script) -> None:
    for goods in script.goods:
        for pack in goods.packs:
            assert pack.member_price is None or pack.price is None or pack.member_price < pack.price


# What it is made of


def test_there_are_about_three_hundred_goods_under_their_own_codes() -> None:
    goods = all_goods()
    assert 290 <= len(goods) <= 320
    assert len({each.code for each in goods}) == len(goods)
    assert len({each.name for each in goods}) == len(goods)
    barcodes = [pack.barcode for each in goods for pack in each.packs if pack.barcode]
    assert len(set(barcodes)) == len(barcodes)
    assert [code for code in barcodes if not is_gtin(code)] == []


def test_some_goods_have_no_price_yet() -> None:
    unpriced = [each.name for each in all_goods() if each.packs[0].price is None]
    assert 1 <= len(unpriced) <= 10


def test_names_can_be_printed() -> None:
    assert [each.name for each in all_goods() if not each.name.isascii()] == []
    assert [each.name for each in all_goods() if each.name != " ".join(each.name.split())] == []


@pytest.mark.needs_shared_data
def test_the_barcodes_are_those_of_open_food_facts(shared_data: Path) -> None:
    source = shared_data / "catalogue" / "openfoodfacts_indonesia.csv"
    with source.open(encoding="utf-8", newline="") as file:
        wanted = {row["barcode_id"] for row in csv.DictReader(file)}
    mine = {each.packs[0].barcode for each in all_goods() if each.packs[0].barcode}
    assert mine == wanted


def test_the_licence_of_the_names_stands_beside_them() -> None:
    notice = (HOUSE / "pos" / "demo" / "data" / "NOTICE.md").read_text(encoding="utf-8")
    assert "Open Food Facts" in notice
    assert "opendatacommons.org/licenses/odbl" in notice


def test_sixty_neighbours_have_cards_and_phones_of_their_own() -> None:
    people = neighbours()
    assert len(people) == 60
    for of_each in ("name", "card", "phone"):
        assert len({getattr(person, of_each) for person in people}) == 60
    assert {person.shop for person in people} == {place.code for place in PLACES}


def test_there_is_somebody_for_every_role_and_a_clerk_for_every_shop() -> None:
    assert len({person.role for person in EVERYBODY}) == 7
    assert {person.shop for person in EVERYBODY if person.role == "clerk"} == set(BY_CODE)


def test_tokens_of_the_example_reach_only_the_example() -> None:
    assert all(place.till_token.startswith("contoh-") for place in PLACES)


def test_shops_open_and_close_around_the_visits() -> None:
    assert OPENS < time(7) < CLOSES
