"""Files whose rows are taken: which column is what, and what becomes of a row. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel.speaklater import LazyString

from core.errors import InvalidInput
from core.tables import Table, TableRow

_HEADING_WITHIN = 15
"""Rows in which the headings must come; people like titles above them."""
_LETTERS = re.compile(r"[^a-z0-9]+")

Cleaning = Callable[[str], str]


class RowStatus(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its cells under their fields; fields the file lacks are absent."""

    number: int
    cells: Mapping[str, str]

    def get(self, field: str) -> str:
        """The cell's text; empty when the file has no such column."""
        return self.cells.get(field, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose columns are known."""

    fields: tuple[str, ...]
    ignored: tuple[str, ...]
    """Headings that mean nothing to us, as written."""
    rows: tuple[SheetRow, ...]
    read_as: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headings of a kind of file, as people write them."""

    headings: Mapping[str, str]
    """Under each field its headings with commas between; where a file has several of them, the
    one that stands first here is the column."""
    needed: tuple[frozenset[str], ...]
    """Of each of these sets the headings must name one."""
    advice: LazyString
    """What to do about a file without such headings."""

    def meaning(self, heading: str, cleaned: Cleaning = str) -> tuple[str, int] | None:
        """The field a heading means, and its rank; whatever its case, spaces and signs."""
        wanted = _squeezed(cleaned(heading))
        for field, line in self.headings.items():
            for rank, known in enumerate(line.split(",")):
                if _squeezed(known) == wanted and wanted:
                    return field, rank
        return None

    def holds(self, fields: Sequence[str | None]) -> bool:
        """Whether a row of headings names what is needed."""
        return all(not wanted.isdisjoint(fields) for wanted in self.needed)


def read_sheet(table: Table, vocabulary: Vocabulary, cleaned: Cleaning = str) -> Sheet:
    """Find the headings and name the columns. Refuses a file without those that are needed."""
    head = _heading_row(table, vocabulary, cleaned)
    headings = table.rows[head].cells
    places = _places(headings, vocabulary, cleaned)
    found = {place: field for field, place in places.items()}
    ignored = tuple(
        cleaned(heading)
        for place, heading in enumerate(headings)
        if place not in found and heading.strip()
    )
    rows = tuple(_named(table.rows[head + 1 :], found))
    return Sheet(tuple(sorted(places)), ignored, rows, table.read_as)


def _squeezed(heading: str) -> str:
    return _LETTERS.sub("", heading.casefold())


def _places(headings: Sequence[str], vocabulary: Vocabulary, cleaned: Cleaning) -> dict[str, int]:
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        if meaning := vocabulary.meaning(heading, cleaned):
            field, rank = meaning
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    return {field: place for field, (_rank, place) in best.items()}


def _heading_row(table: Table, vocabulary: Vocabulary, cleaned: Cleaning) -> int:
    """The row of the first few that names most; one that lacks what is needed is none."""
    known = [_fields(row, vocabulary, cleaned) for row in table.rows[:_HEADING_WITHIN]]
    heads = [place for place, fields in enumerate(known) if vocabulary.holds(fields)]
    if not heads:
        raise InvalidInput(str(vocabulary.advice), field="file")
    return max(heads, key=lambda place: (len(set(known[place])), -place))


def _fields(row: TableRow, vocabulary: Vocabulary, cleaned: Cleaning) -> list[str | None]:
    meanings = (vocabulary.meaning(cell, cleaned) for cell in row.cells)
    return [meaning[0] if meaning else None for meaning in meanings]


def _named(rows: Sequence[TableRow], found: Mapping[int, str]) -> Iterator[SheetRow]:
    for row in rows:
        cells = {
            field: row.cells[place] for place, field in found.items() if place < len(row.cells)
        }
        if any(cell.strip() for cell in cells.values()):
            yield SheetRow(row.number, cells)
