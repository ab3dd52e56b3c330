"""Charts on paper: the geometry of ``core.charts`` on a canvas, which counts from below."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core import charts
from core.layered_bars import LayeredChart
from core.reports.charting import Drawn, Picture
from core.reports.report import Shape

GREEN, STRAW, LINE, SOFT = (HexColor(code) for code in (0x0B4F3A, 0xB07C1C, 0xC9C4B8, 0x56605A))
FONT, SIZE = "Helvetica", 11.5
LAYERS = tuple(HexColor(code) for code in (0x0B4F3A, 0x5F9E7D, 0xB07C1C, 0x6B5B8C))
"""The same as in static/core/reports.css."""
KEYS = 18
"""Room for the names of layers below their chart."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chart stands: its upper left corner and its width."""

    x: float
    top: float
    width: float

    def scale(self, chart: Drawn) -> float:
        return self.width / chart.width

    def height(self, chart: Drawn) -> float:
        keys = KEYS if isinstance(chart, LayeredChart) else 0
        return (chart.height + keys) * self.scale(chart)


def draw_chart(canvas: Canvas, picture: Picture, place: Place) -> None:
    """Draw a chart into its place."""
    chart = picture.chart
    canvas.saveState()
    canvas.translate(place.x, place.top)
    canvas.scale(place.scale(chart), place.scale(chart))
    canvas.setFont(FONT, SIZE)
    if isinstance(chart, charts.Ranking):
        _draw_ranks(canvas, chart)
    elif isinstance(chart, LayeredChart):
        _draw_scale(canvas, chart)
        _draw_layers(canvas, chart)
    else:
        _draw_scale(canvas, chart)
        _draw_line(canvas, chart) if picture.shape is Shape.LINE else _draw_bars(canvas, chart)
    canvas.restoreState()


def _draw_ranks(canvas: Canvas, chart: charts.Ranking) -> None:
    for rank in chart.ranks:
        canvas.setFillColor(SOFT)
        canvas.drawRightString(chart.left - 8, -rank.middle - 4, rank.name)
        canvas.drawString(rank.end + 8, -rank.middle - 4, rank.value)
        canvas.setFillColor(STRAW if rank.negative else GREEN)
        canvas.rect(chart.left, -rank.y - rank.height, rank.width, rank.height, 0, 1)


def _draw_scale(canvas: Canvas, chart: charts.Chart | LayeredChart) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setFillColor(SOFT)
    canvas.setLineWidth(0.6)
    for rule in chart.rules:
        canvas.line(chart.left, -rule.y, chart.width, -rule.y)
        canvas.drawRightString(chart.left - 8, -rule.y - 4, rule.label)
    for bar in chart.bars:
        canvas.drawCentredString(bar.middle, -chart.height + 6, bar.label)


def _draw_bars(canvas: Canvas, chart: charts.Chart) -> None:
    for bar in chart.bars:
        canvas.setFillColor(STRAW if bar.negative else GREEN)
        canvas.rect(bar.x, -bar.y - bar.height, bar.width, bar.height, 0, 1)


def _draw_line(canvas: Canvas, chart: charts.Chart) -> None:
    canvas.setStrokeColor(GREEN)
    canvas.setFillColor(GREEN)
    canvas.setLineWidth(2)
    for one, other in pairwise(chart.bars):
        canvas.line(one.middle, -one.end, other.middle, -other.end)
    for bar in chart.bars:
        canvas.circle(bar.middle, -bar.end, 3, 0, 1)


def _draw_layers(canvas: Canvas, chart: LayeredChart) -> None:
    for bar in chart.bars:
        for layer in bar.layers:
            canvas.setFillColor(LAYERS[layer.part - 1])
            canvas.rect(bar.x, -layer.y - layer.height, bar.width, layer.height, 0, 1)
    x: float = chart.left
    y = -chart.height - KEYS + 8
    for place, name in enumerate(chart.parts):
        canvas.setFillColor(LAYERS[place])
        canvas.rect(x, y, 9, 9, 0, 1)
        canvas.setFillColor(SOFT)
        canvas.drawString(x + 14, y, name)
        x += 32 + stringWidth(name, FONT, SIZE)
