"""The geometry of small charts, worked out on the server; templates/_charts.html draws it.

Lengths are whole SVG units; values are whole numbers (rupiah, pieces).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.format import number
from core.i18n import _

WIDTH, HEIGHT = 620, 220
LEFT, TOP, BOTTOM = 60, 12, 28
NAMES, RANK_HEIGHT = 170, 26
"""Room for the names of a ranking, and the height of one of its bars with its surroundings."""
_LETTERS = 26
"""Of a name that fit into its room."""
_FIGURES = 90
"""Room for the value behind a bar."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal guide line and the value it stands for."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: a rectangle from zero, or a dot at ``(middle, end)``."""

    x: int
    y: int
    width: int
    height: int
    end: int
    label: str
    title: str
    negative: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template draws."""

    bars: tuple[Bar, ...]
    rules: tuple[Rule, ...]
    zero: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def points(self) -> str:
        """The dots as an SVG polyline."""
        return " ".join(f"{bar.middle},{bar.end}" for bar in self.bars)


def chart(
    values: Sequence[tuple[str, int]],
    *,
    spell: Callable[[int], str] = number,
    label_every: int = 1,
) -> Chart | None:
    """Labelled values from left to right; None when there is nothing to draw.

    Of many narrow bars only every so many, counted from the last, have their label drawn.
    """
    if not any(value for _, value in values):
        return None
    step = round_step(max(abs(value) for _, value in values))
    low = -(-max(-min(value for _, value in values), 0) // step) * -step
    high = -(-max(max(value for _, value in values), 0) // step) * step

    def y(value: int) -> int:
        return TOP + (high - value) * (HEIGHT - TOP - BOTTOM) // (high - low)

    slot = (WIDTH - LEFT) // len(values)
    bars = tuple(
        Bar(
            x=LEFT + place * slot + slot // 6,
            y=min(y(value), y(0)),
            width=max(slot * 2 // 3, 1),
            height=abs(y(value) - y(0)),
            end=y(value),
            label="" if (len(values) - 1 - place) % label_every else label,
            title=f"{label}: {spell(value)}",
            negative=value < 0,
        )
        for place, (label, value) in enumerate(values)
    )
    rules = tuple(Rule(y(value), brief(value)) for value in range(low, high + 1, step))
    return Chart(bars, rules, zero=y(0))


def round_step(largest: int) -> int:
    """A round distance (1, 2 or 5 times a power of ten) so that at most four reach the value."""
    size = 1
    while True:
        for part in (1, 2, 5):
            if largest <= 4 * part * size:
                return part * size
        size *= 10


def brief(value: int) -> str:
    """A value in few letters, as people say it, to the nearest tenth: 1,5 jt, 200 rb."""
    for size, word in ((10**9, _("M")), (10**6, _("jt")), (10**3, _("rb"))):
        if abs(value) >= size:
            whole, tenth = divmod((abs(value) * 20 + size) // (2 * size), 10)
            sign = "-" if value < 0 else ""
            return f"{sign}{number(whole)}{f',{tenth}' if tenth else ''} {word}"
    return number(value)


@dataclass(frozen=True, slots=True)
class Rank:
    """A name with a bar behind it and its value behind that."""

    y: int
    middle: int
    width: int
    height: int
    end: int
    """Where the bar ends."""
    name: str
    """Cut off where it does not fit."""
    value: str
    title: str
    negative: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """Names under each other, each with a bar as long as its value is great."""

    ranks: tuple[Rank, ...]
    height: int
    width: int = WIDTH
    left: int = NAMES


def ranking(
    values: Sequence[tuple[str, int]], *, spell: Callable[[int], str] = number
) -> Ranking | None:
    """Names with values, from top to bottom; None when there is nothing to draw.

    Bars of values below zero are as long as those above, and look different.
    """
    if not any(value for _, value in values):
        return None
    greatest = max(abs(value) for _, value in values)
    room = WIDTH - NAMES - _FIGURES
    widths = [-(-abs(value) * room // greatest) for _, value in values]
    ranks = tuple(
        Rank(
            y=place * RANK_HEIGHT + 4,
            middle=place * RANK_HEIGHT + RANK_HEIGHT // 2,
            width=widths[place],
            height=RANK_HEIGHT - 8,
            end=NAMES + widths[place],
            name=name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…",
            value=brief(value),
            title=f"{name}: {spell(value)}",
            negative=value < 0,
        )
        for place, (name, value) in enumerate(values)
    )
    return Ranking(ranks, height=len(ranks) * RANK_HEIGHT)
