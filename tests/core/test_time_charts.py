"""Values that hold from a day on, drawn as steps."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH
from core.time_charts import Steps, time_chart

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 11)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_a_value_holds_until_the_next_one() -> None:
    line = Steps("Harga", ((day(0), 1_000), (day(50), 2_000)))
    chart = time_chart([line], FIRST, LAST)
    assert chart is not None
    bottom, top, middle = HEIGHT - BOTTOM, TOP, TOP + (HEIGHT - TOP - BOTTOM) // 2
    half, end = LEFT + (WIDTH - LEFT - 12) // 2, WIDTH - 12
    assert chart.lines[0].path == f"M{LEFT} {middle} H{half} V{top} H{end}"
    assert chart.rules[0].y == bottom
    assert [dot.title for dot in chart.lines[0].dots] == [
        "Harga, 01/01/2026: 1.000",
        "Harga, 20/02/2026: 2.000",
    ]


def test_what_began_before_is_drawn_from_the_first_day_and_gaps_stay_empty() -> None:
    values = ((day(-90), 900), (day(-5), 1_000), (day(50), None), (day(100), 1_000))
    chart = time_chart([Steps("Harga", values)], FIRST, LAST)
    assert chart is not None
    path = chart.lines[0].path
    assert path.startswith(f"M{LEFT} {TOP} H")
    assert path.count("M") == 2
    assert len(chart.lines[0].dots) == 2


def test_nothing_to_draw_is_no_chart() -> None:
    assert time_chart([], FIRST, LAST) is None
    assert time_chart([Steps("Harga", ((day(200), 5),))], FIRST, LAST) is None


@given(
    st.lists(
        st.tuples(st.integers(-50, 150), st.none() | st.integers(1, 10**9)),
        min_size=1, max_size=20, unique_by=lambda step: step[0],
    )
)  # fmt: skip
def test_everything_stays_inside_the_picture(steps: list[tuple[int, int | None]]) -> None:
    values = tuple((day(number), value) for number, value in sorted(steps))
    chart = time_chart([Steps("x", values)], FIRST, LAST)
    for line in chart.lines if chart else ():
        for letter, place in re.findall(r"([HV])(\d+)", line.path):
            assert 0 <= int(place) <= (WIDTH if letter == "H" else HEIGHT - BOTTOM)
        assert all(LEFT <= dot.x <= WIDTH and TOP <= dot.y <= HEIGHT for dot in line.dots)
