"""The geometry of charts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import charts

AMOUNTS = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=24)


@given(AMOUNTS)
def test_everything_stays_inside_the_picture(amounts: list[int]) -> None:
    chart = charts.chart([(str(place), amount) for place, amount in enumerate(amounts)])
    if chart is None:
        assert not any(amounts)
        return
    for bar in chart.bars:
        assert chart.left <= bar.x
        assert bar.x + bar.width <= chart.width
        assert bar.y >= charts.TOP
        assert bar.y + bar.height <= chart.height - charts.BOTTOM
        assert chart.zero in (bar.y, bar.y + bar.height)
    assert all(charts.TOP <= rule.y <= chart.height - charts.BOTTOM for rule in chart.rules)
    assert 2 <= len(chart.rules) <= 10


@given(AMOUNTS)
def test_more_money_never_makes_a_shorter_bar(amounts: list[int]) -> None:
    chart = charts.chart([("", amount) for amount in amounts])
    if chart is None:
        return
    by_size = sorted(zip(amounts, chart.bars, strict=True), key=lambda pair: abs(pair[0]))
    lengths = [bar.height for _, bar in by_size]
    assert all(later >= earlier - 1 for earlier, later in pairwise(lengths))
    assert all(bar.negative == (amount < 0) for amount, bar in by_size)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (7_692, "7,7 rb"),
        (7_640, "7,6 rb"),
        (-1_250_000, "-1,3 jt"),
        (200_000, "200 rb"),
        (999, "999"),
    ],
)
def test_a_value_is_said_to_the_nearest_tenth(value: int, said: str) -> None:
    assert charts.brief(value) == said


def test_guides_are_round_and_said_briefly() -> None:
    chart = charts.chart([("a", 3_400_000), ("b", -900_000)])
    assert chart is not None
    assert [rule.label for rule in chart.rules] == ["-1 jt", "0", "1 jt", "2 jt", "3 jt", "4 jt"]
    assert [rule.label for rule in (charts.chart([("", 5_900)]) or chart).rules] == [
        "0", "2 rb", "4 rb", "6 rb",
    ]  # fmt: skip


def test_nothing_to_draw_is_no_chart() -> None:
    assert charts.chart([]) is None
    assert charts.chart([("a", 0), ("b", 0)]) is None


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=12))
def test_a_ranking_fits_and_its_bars_are_as_long_as_their_values(amounts: list[int]) -> None:
    drawn = charts.ranking([(str(place), amount) for place, amount in enumerate(amounts)])
    if drawn is None:
        assert not any(amounts)
        return
    assert len(drawn.ranks) == len(amounts)
    for rank, amount in zip(drawn.ranks, amounts, strict=True):
        assert rank.negative == (amount < 0)
        assert rank.end <= drawn.width
        assert rank.y + rank.height <= drawn.height
    widths = sorted(zip(map(abs, amounts), (rank.width for rank in drawn.ranks), strict=True))
    assert [width for _amount, width in widths] == sorted(width for _amount, width in widths)


def test_a_long_name_is_cut_and_told_whole_beside() -> None:
    drawn = charts.ranking([("Minyak goreng dan margarin curah", 5)], spell=str)
    assert drawn is not None
    assert drawn.ranks[0].name == "Minyak goreng dan margari…"
    assert drawn.ranks[0].title == "Minyak goreng dan margarin curah: 5"
    assert charts.ranking([]) is None
