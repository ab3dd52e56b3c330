"""The geometry of bars made of parts, worked out on the server; templates/_charts.html draws it.

Lengths are whole SVG units, as in ``core.charts``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.charts import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, Rule, brief, round_step
from core.format import number


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of a bar."""

    part: int
    """Which part it is, from 1."""
    y: int
    height: int
    title: str


@dataclass(frozen=True, slots=True)
class LayeredBar:
    """A whole and its parts, the lowest first."""

    x: int
    width: int
    label: str
    layers: tuple[Layer, ...]

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class LayeredChart:
    """Everything the template draws."""

    bars: tuple[LayeredBar, ...]
    rules: tuple[Rule, ...]
    parts: tuple[str, ...]
    zero: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def layered_bars(
    values: Sequence[tuple[str, Sequence[int]]],
    parts: Sequence[str],
    *,
    spell: Callable[[int], str] = number,
    label_every: int = 1,
) -> LayeredChart | None:
    """Bars from left to right; None when there is nothing to draw.

    A part below nothing is not drawn. Labels are left out as in ``core.charts.chart``.
    """
    highest = max((_whole(of) for _, of in values), default=0)
    if not highest:
        return None
    step = round_step(highest)
    top = -(-highest // step) * step

    def y(value: int) -> int:
        return TOP + (top - value) * (HEIGHT - TOP - BOTTOM) // top

    slot = (WIDTH - LEFT) // len(values)
    bars = tuple(
        LayeredBar(
            x=LEFT + place * slot + slot // 6,
            width=max(slot * 2 // 3, 1),
            label="" if (len(values) - 1 - place) % label_every else label,
            layers=tuple(_layers(label, of, parts, y, spell)),
        )
        for place, (label, of) in enumerate(values)
    )
    rules = tuple(Rule(y(value), brief(value)) for value in range(0, top + 1, step))
    return LayeredChart(bars, rules, tuple(parts), zero=y(0))


def _whole(parts: Sequence[int]) -> int:
    return sum(max(part, 0) for part in parts)


def _layers(
    label: str,
    values: Sequence[int],
    parts: Sequence[str],
    y: Callable[[int], int],
    spell: Callable[[int], str],
) -> list[Layer]:
    found, below = [], 0
    for place, (name, value) in enumerate(zip(parts, values, strict=True), 1):
        if value > 0:
            upper = y(below + value)
            found.append(Layer(place, upper, y(below) - upper, f"{label}, {name}: {spell(value)}"))
            below += value
    return found
