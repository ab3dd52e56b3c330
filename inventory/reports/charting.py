"""The chart of a report as lengths: what the page draws as SVG and the PDF on paper. Pure."""

from __future__ import annotations

from core import charts
from inventory.reports.report import Plot, Shape

Drawn = charts.Chart | charts.Ranking


def drawn(plot: Plot | None) -> Drawn | None:
    """The plot with every length worked out; None when there is nothing to draw."""
    if plot is None:
        return None
    if plot.shape is Shape.RANKS:
        return charts.ranking(plot.values, spell=plot.spell)
    return charts.chart(plot.values, spell=plot.spell, label_every=plot.label_every)
