"""A report as a value: what it says, its table and its chart. Pure.

One page, one PDF and one spreadsheet show all of them, so a report knows nothing of layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar, overload

from core import exports
from core.exports import Kind, Sheet
from core.format import day, number, quantity, rupiah
from core.money import Money
from core.quantity import Quantity

Cell = exports.Cell
T = TypeVar("T")
_TENTH = 100
"""Of a percent, in thousandths."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands below it, and how its total comes about."""

    title: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    """What the numbers count: ``%``, ``hari``; rupiah say so themselves."""
    is_summed: bool = False
    ratio: tuple[int, int] | None = None
    """Percent of one column in another, by place; so its total is no sum."""

    @property
    def heading(self) -> str:
        """The title with its unit, where cells are bare numbers."""
        unit = "Rp" if self.kind is Kind.RUPIAH else self.unit
        return f"{self.title} ({unit})" if unit else self.title

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.RUPIAH, Kind.QUANTITY, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, and the page where its subject is read."""

    cells: tuple[Cell, ...]
    endpoint: str = ""
    """Empty when there is none."""
    place: Mapping[str, str] = field(default_factory=dict)
    """What that page's address needs."""


class RowsOf(Sequence[Row], Generic[T]):
    """Rows that are made when they are looked at: of many thousands a page shows a few."""

    def __init__(self, things: Sequence[T], row: Callable[[T], Row]) -> None:
        self._things = things
        self._row = row

    def __len__(self) -> int:
        return len(self._things)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self._row(thing) for thing in self._things[place]]
        return self._row(self._things[place])


class Shape(StrEnum):
    BARS = "bars"
    """Few values side by side, or one for each day."""
    LINE = "line"
    RANKS = "ranks"
    """Names under each other, each with its bar."""
    LAYERS = "layers"
    """Wholes side by side, each made of its parts."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows: names with rupiah, pieces or percent."""

    label: str
    """The chart in one sentence, for whoever does not see it."""
    values: tuple[tuple[str, int], ...]
    shape: Shape = Shape.RANKS
    kind: Kind = Kind.RUPIAH
    unit: str = ""
    """Of values that are no rupiah."""
    label_every: int = 1

    def spell(self, value: int) -> str:
        """A value of the chart as people read it."""
        if self.kind is Kind.RUPIAH:
            return rupiah(Money(value))
        return f"{number(value)}{'' if self.unit == '%' else ' '}{self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Layers:
    """A chart of wholes and what they are made of: a bar for each, its parts on each other."""

    label: str
    """The chart in one sentence, for whoever does not see it."""
    parts: tuple[str, ...]
    """What the parts are called, the lowest first."""
    values: tuple[tuple[str, tuple[int, ...]], ...]
    """A bar's name and its parts, in rupiah; what is below nothing is not drawn."""
    label_every: int = 1

    @property
    def shape(self) -> Shape:
        return Shape.LAYERS

    def spell(self, value: int) -> str:
        """A part as people read it."""
        return rupiah(Money(value))


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked, answered."""

    title: str
    says: str
    """What it comes to, in one sentence; also that nothing happened."""
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    name: int = 0
    """The column that names a row."""
    plots: tuple[Plot | Layers, ...] = ()
    """Its charts, the one that says most first."""
    notes: tuple[str, ...] = ()
    """How the numbers come about, where that is not plain."""
    sums: tuple[Cell, ...] | None = None
    """The last line of many rows, which would all have to be made to be added up."""

    @property
    def totals(self) -> tuple[Cell, ...]:
        """The last line: sums, and the percents of the sums; nothing of a report without sums."""
        if self.sums is not None:
            return self.sums if self.rows else ()
        if not self.rows or not any(column.is_summed for column in self.columns):
            return ()
        sums = [
            _sum(row.cells[place] for row in self.rows) if column.is_summed else None
            for place, column in enumerate(self.columns)
        ]
        return tuple(
            _percent_of(sums, column.ratio) if column.ratio else summed
            for column, summed in zip(self.columns, sums, strict=True)
        )


def searched(report: Report, words: str) -> Report:
    """The rows in which every word stands; what the report says and draws stays whole."""
    wanted = words.lower().split()
    if not wanted:
        return report
    rows = tuple(row for row in report.rows if _has(row, wanted))
    return replace(report, rows=rows, sums=None)


def sheet(report: Report) -> Sheet:
    """The table as a list for a spreadsheet; its user adds up what is wanted."""
    columns = tuple(exports.Column(column.heading, column.kind) for column in report.columns)
    return Sheet(report.title, columns, [row.cells for row in report.rows])


def percent(part: int, whole: int) -> Quantity | None:
    """Part of a whole in percent, to a tenth, half away from zero; None of nothing."""
    if not whole:
        return None
    tenths = (2 * abs(part) * 1000 + abs(whole)) // (2 * abs(whole))
    return Quantity((tenths if (part < 0) == (whole < 0) else -tenths) * _TENTH)


def shown(cell: Cell, column: Column) -> str:
    """A cell as people read it; a dash where there is nothing to say."""
    if cell is None:
        return "–"
    match cell:
        case Money():
            return rupiah(cell)
        case Quantity():
            return quantity(cell) + ("%" if column.unit == "%" else "")
        case int():
            return number(cell)
        case date():
            return day(cell)
        case _:
            return cell


def _sum(cells: Iterable[Cell]) -> Cell:
    """Of money, quantities or counts; nothing when no cell says anything."""
    said = [cell for cell in cells if cell is not None]
    if not said:
        return None
    if isinstance(said[0], Money):
        return Money(sum((cell.amount for cell in said if isinstance(cell, Money)), start=0))
    if isinstance(said[0], Quantity):
        return Quantity(sum((cell.milli for cell in said if isinstance(cell, Quantity)), start=0))
    return sum(cell for cell in said if isinstance(cell, int))


def _percent_of(sums: Sequence[Cell], ratio: tuple[int, int]) -> Quantity | None:
    part, whole = (_bare(sums[place]) for place in ratio)
    return percent(part, whole)


def _bare(cell: Cell) -> int:
    match cell:
        case Money():
            return cell.amount
        case Quantity():
            return cell.milli
        case int():
            return cell
        case _:
            return 0


def _has(row: Row, words: Sequence[str]) -> bool:
    text = " ".join(cell for cell in row.cells if isinstance(cell, str)).lower()
    return all(word in text for word in words)
