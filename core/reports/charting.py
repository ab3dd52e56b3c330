"""The charts of a report as lengths: what the page draws as SVG and the PDF on paper. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core import charts, layered_bars
from core.reports.report import Layers, Plot, Shape

Drawn = charts.Chart | charts.Ranking | layered_bars.LayeredChart


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with every length worked out."""

    label: str
    shape: Shape
    chart: Drawn


def pictures(plots: Sequence[Plot | Layers]) -> tuple[Picture, ...]:
    """The charts in which there is something to draw."""
    return tuple(_pictures(plots))


def _pictures(plots: Sequence[Plot | Layers]) -> Iterator[Picture]:
    for plot in plots:
        chart = _drawn(plot)
        if chart is not None:
            yield Picture(plot.label, plot.shape, chart)


def _drawn(plot: Plot | Layers) -> Drawn | None:
    if isinstance(plot, Layers):
        return layered_bars.layered_bars(
            plot.values, plot.parts, spell=plot.spell, label_every=plot.label_every
        )
    if plot.shape is Shape.RANKS:
        return charts.ranking(plot.values, spell=plot.spell)
    return charts.chart(plot.values, spell=plot.spell, label_every=plot.label_every)
