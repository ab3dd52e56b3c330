"""When to order, how much, and the sentence that says why: worked cases and properties."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quantity import NONE, Quantity
from inventory.reordering.explaining import explanation
from inventory.reordering.suggesting import (
    AS_EVER,
    Days,
    Outlook,
    Sold,
    Turn,
    days_without,
    packs_wanted,
    season,
)

DUS, PCS = Quantity.of(40), Quantity.of(1)
MAY = Days(date(2026, 5, 4), date(2026, 5, 31))
"""28 days."""


def outlook(
    sold: int, held: int, *, days: int = 28, coming: int = 0, least: int = 0, lead: int = 1,
    factor: Fraction = AS_EVER,
) -> Outlook:  # fmt: skip
    of = Quantity.of
    return Outlook(Sold(of(sold), days), of(held), of(coming), of(least), lead, factor)


@pytest.mark.parametrize(
    ("case", "factor", "packs"),
    [
        (outlook(112, 10, lead=3), PCS, 34),  # 4 a day: 16 until it is here + 28 - 10
        (outlook(112, 10, lead=3), DUS, 1),
        (outlook(112, 15, lead=3), PCS, 29),
        (outlook(112, 16, lead=3), PCS, 0),  # just enough until it could be sold
        (outlook(112, 10, lead=3, coming=6), PCS, 0),
        (outlook(112, 10, lead=3, coming=5), PCS, 29),
        (outlook(112, 16, lead=3, least=1), PCS, 29),
        (outlook(112, 0, lead=0), PCS, 32),
        (outlook(112, -50, lead=0), PCS, 32),  # nobody knows what is there
        (outlook(112, 10, days=14, lead=3), PCS, 78),  # out of stock for two weeks: 8 a day
        (outlook(112, 10, lead=3, factor=Fraction(3, 2)), PCS, 56),
        (outlook(112, 16, lead=3, factor=Fraction(1, 2)), PCS, 0),
        (outlook(0, 3, least=5), PCS, 2),
        (outlook(0, 5, least=5), PCS, 0),
        (outlook(0, 0), PCS, 0),  # nobody asks for it
        (outlook(-3, 0), PCS, 0),  # more came back than was sold
        (outlook(112, 0, days=0), PCS, 0),
        (outlook(1, 0), DUS, 1),
    ],
)
def test_so_many_packs_are_wanted(case: Outlook, factor: Quantity, packs: int) -> None:
    assert packs_wanted(case, factor, cover_days=7) == packs


quantities = st.integers(0, 2_000_000).map(Quantity)
outlooks = st.builds(
    Outlook,
    st.builds(Sold, st.integers(-50_000, 2_000_000).map(Quantity), st.integers(0, 84)),
    st.integers(-50_000, 2_000_000).map(Quantity),
    quantities,
    quantities,
    st.integers(0, 365),
    st.fractions(Fraction(1, 2), 3),
)
factors = st.integers(1, 100_000).map(Quantity)


@given(outlooks, factors, st.integers(1, 90))
def test_what_is_ordered_lasts_and_not_a_pack_more(
    case: Outlook, factor: Quantity, cover: int
) -> None:
    packs = packs_wanted(case, factor, cover)
    wanted = case.a_day * (case.lead_days + 1 + cover) + case.least.units
    there = (case.on_shelf + case.coming).units
    if packs:
        assert there + packs * factor.units >= wanted > there + (packs - 1) * factor.units
    else:
        assert there >= wanted - case.a_day * cover


@given(outlooks, factors, st.integers(1, 90), quantities)
def test_more_on_the_shelf_or_on_the_way_never_orders_more(
    case: Outlook, factor: Quantity, cover: int, more: Quantity
) -> None:
    before = packs_wanted(case, factor, cover)
    held = Outlook(case.sold, max(case.held, NONE) + more, case.coming, case.least,
                   case.lead_days, case.season)  # fmt: skip
    coming = Outlook(case.sold, case.held, case.coming + more, case.least, case.lead_days,
                     case.season)  # fmt: skip
    assert max(packs_wanted(held, factor, cover), packs_wanted(coming, factor, cover)) <= before


@pytest.mark.parametrize(
    ("turns", "without"),
    [
        ([], 0),
        ([(10, Turn.EMPTIED), (15, Turn.FILLED)], 4),  # 11, 12, 13 and 14 May
        ([(10, Turn.EMPTIED), (10, Turn.FILLED)], 0),
        ([(10, Turn.EMPTIED), (11, Turn.FILLED)], 0),
        ([(10, Turn.EMPTIED)], 21),
        ([(31, Turn.EMPTIED)], 0),
        ([(10, Turn.FILLED)], 6),  # new, or empty before: 4 to 9 May
        ([(10, Turn.FILLED), (20, Turn.EMPTIED), (25, Turn.FILLED)], 10),
        ([(10, Turn.FILLED), (9, Turn.EMPTIED), (12, Turn.FILLED)], 8),  # told late
    ],
)
def test_days_are_without_stock_from_morning_to_night(
    turns: list[tuple[int, Turn]], without: int
) -> None:
    dated = [(date(2026, 5, day), turn) for day, turn in turns]
    assert days_without(dated, MAY) == without


@given(st.lists(st.tuples(st.dates(MAY.first, MAY.last), st.sampled_from(Turn)), max_size=12))
def test_never_more_days_without_stock_than_there_are(turns: list[tuple[date, Turn]]) -> None:
    assert 0 <= days_without(turns, MAY) <= len(MAY)


@pytest.mark.parametrize(
    ("before", "after", "factor"),
    [
        ((100, 28), (150, 28), Fraction(3, 2)),
        ((100, 28), (75, 28), Fraction(3, 4)),
        ((100, 28), (75, 14), Fraction(3, 2)),  # two weeks of it there was none
        ((100, 28), (900, 28), Fraction(3)),
        ((100, 28), (20, 28), Fraction(1, 2)),
        ((19, 28), (150, 28), AS_EVER),
        ((100, 28), (19, 28), AS_EVER),
        ((0, 0), (0, 0), AS_EVER),
    ],
)
def test_the_season_is_that_of_a_year_ago_within_bounds(
    before: tuple[int, int], after: tuple[int, int], factor: Fraction
) -> None:
    then = [Sold(Quantity.of(sold), days) for sold, days in (before, after)]
    assert season(*then) == factor


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            Outlook(Sold(Quantity.of(117), 28), Quantity.of(10), lead_days=3),
            "Laku 4,2/hari, sisa 10 cukup 2 hari; pemasok datang 3 hari lagi; pesan 2 dus.",
        ),
        (
            outlook(0, 3, least=5, lead=0),
            (
                "Tidak laku 28 hari terakhir, sisa 3; stok minimum 5; pemasok datang hari ini; "
                "pesan 2 dus."
            ),
        ),
        (
            outlook(1, 0, coming=40, factor=Fraction(3, 2)),
            (
                "Laku 0,04/hari, stok habis; tahun lalu sesudah tanggal ini naik 50%; "
                "40 sedang dipesan atau di jalan; pemasok datang 1 hari lagi; pesan 2 dus."
            ),
        ),
        (
            outlook(2_800, 1_500, factor=Fraction(3, 4)),
            (
                "Laku 100/hari, sisa 1.500 cukup 20 hari; "
                "tahun lalu sesudah tanggal ini turun 25%; pemasok datang 1 hari lagi; pesan 2 dus."
            ),
        ),
    ],
)
def test_one_sentence_says_why(case: Outlook, sentence: str) -> None:
    assert explanation(case, 2, "dus", look_back=28) == sentence
