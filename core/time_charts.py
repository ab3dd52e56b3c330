"""The geometry of values that hold from a day on; templates/_charts.html draws it.

Every value is a step: it holds until the next one. Lengths are whole SVG units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from core.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, Rule, brief, round_step
from core.format import day, number

_RIGHT = 12
"""Room behind the last day, so that its dot is whole."""


@dataclass(frozen=True, slots=True)
class Steps:
    """One line of a chart: what held from which day on, the first day first; None: nothing."""

    name: str
    values: tuple[tuple[date, int | None], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a value begins."""

    x: int
    y: int
    title: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A line as it is drawn: an SVG path of steps, and a dot where each begins."""

    name: str
    path: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Everything the template draws."""

    lines: tuple[StepLine, ...]
    rules: tuple[Rule, ...]
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - _RIGHT


def time_chart(
    series: Sequence[Steps], first: date, last: date, *, spell: Callable[[int], str] = number
) -> TimeChart | None:
    """The lines between two days; None when there is nothing to draw.

    What began before the first day is drawn from it on. Values are never negative.
    """
    drawn = [Steps(line.name, _within(line.values, first, last)) for line in series]
    highest = max((value or 0 for line in drawn for _day, value in line.values), default=0)
    if not highest:
        return None
    step = round_step(highest)
    top = -(-highest // step) * step

    def x(on: date) -> int:
        days = max((last - first).days, 1)
        return LEFT + (on - first).days * (WIDTH - LEFT - _RIGHT) // days

    def y(value: int) -> int:
        return TOP + (top - value) * (HEIGHT - TOP - BOTTOM) // top

    return TimeChart(
        tuple(_line(line, last, x, y, spell) for line in drawn),
        tuple(Rule(y(value), brief(value)) for value in range(0, top + 1, step)),
        day(first),
        day(last),
    )


def _within(
    values: Sequence[tuple[date, int | None]], first: date, last: date
) -> tuple[tuple[date, int | None], ...]:
    """The steps of a period; the one that holds when it begins is moved to its first day."""
    before = [value for on, value in values if on <= first]
    began = ((first, before[-1]),) if before else ()
    return began + tuple((on, value) for on, value in values if first < on <= last)


def _line(
    line: Steps,
    last: date,
    x: Callable[[date], int],
    y: Callable[[int], int],
    spell: Callable[[int], str],
) -> StepLine:
    path, dots, is_drawing = [], [], False
    for on, value in line.values:
        if is_drawing:
            path.append(f"H{x(on)}")
        if value is not None:
            path.append(f"V{y(value)}" if is_drawing else f"M{x(on)} {y(value)}")
            dots.append(Dot(x(on), y(value), f"{line.name}, {day(on)}: {spell(value)}"))
        is_drawing = value is not None
    if is_drawing:
        path.append(f"H{x(last)}")
    return StepLine(line.name, " ".join(path), tuple(dots))
