"""What is said of a file, row by row. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.errors import InvalidInput
from core.imports import RowStatus, Sheet, SheetRow
from inventory.cleaning import clean_text
from inventory.importing.columns import Field

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""
_TOLD_EVERY = 100
"""Rows."""


@dataclass(frozen=True, slots=True)
class RowReport:
    """What is said about a row of the file."""

    number: int
    status: RowStatus
    name: str
    code: str = ""
    sentence: str = ""
    """Why it is refused."""
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_unpriced: bool = False
    """Its pack will be *belum ada harga*."""
    is_below_cost: bool = False
    """Its price brings less than the goods cost."""


@dataclass(frozen=True, slots=True)
class TakenBefore:
    """The same file was taken already, and not taken back."""

    run: int
    at: datetime
    by: str
    """The name of whoever took it; empty for a command."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file does, row by row."""

    rows: tuple[RowReport, ...]
    ignored: tuple[str, ...]
    """Headings that mean nothing to us."""
    read_as: str
    before: TakenBefore | None = None
    run: int | None = None
    """The number it was taken under."""

    @property
    def counts(self) -> dict[str, int]:
        """Rows by status, those that are refused, and those that stay without a price."""
        found = Counter(row.status for row in self.rows)
        counted = {str(status): found[status] for status in RowStatus}
        return counted | {"unpriced": sum(row.is_unpriced for row in self.rows)}

    @property
    def below_cost(self) -> int:
        return sum(row.is_below_cost for row in self.rows)

    @property
    def refused(self) -> tuple[RowReport, ...]:
        return tuple(row for row in self.rows if row.status is RowStatus.REFUSED)

    @property
    def good(self) -> int:
        """Rows that are not refused."""
        return len(self.rows) - len(self.refused)

    @property
    def changes_anything(self) -> bool:
        return any(row.status in (RowStatus.NEW, RowStatus.CHANGED) for row in self.rows)


def quiet(_done: int, _of: int) -> None:
    """The progress nobody looks at."""


def reported(
    sheet: Sheet, take_row: Callable[[SheetRow], RowReport], progress: Progress
) -> tuple[RowReport, ...]:
    """Every row taken in turn; what ``take_row`` raises InvalidInput about is refused."""
    rows = []
    for place, row in enumerate(sheet.rows):
        if place % _TOLD_EVERY == 0:
            progress(place, len(sheet.rows))
        rows.append(_reported(row, take_row))
    return tuple(rows)


def halves(progress: Progress) -> tuple[Progress, Progress]:
    """Two progresses that are one after the other: reading, then writing."""

    def first(done: int, of: int) -> None:
        progress(done, 2 * of)

    def second(done: int, of: int) -> None:
        progress(of + done, 2 * of)

    return first, second


def stages(progress: Progress, steps: Sequence[Callable[[], None]]) -> None:
    """Do one step after the other and tell how many are done."""
    for place, step in enumerate(steps):
        progress(place, len(steps))
        step()
    progress(len(steps), len(steps))


def _reported(row: SheetRow, take_row: Callable[[SheetRow], RowReport]) -> RowReport:
    try:
        return take_row(row)
    except InvalidInput as error:
        return RowReport(
            row.number,
            RowStatus.REFUSED,
            clean_text(row.get(Field.NAME))[:80],
            clean_text(row.get(Field.BARCODE) or row.get(Field.CODE) or row.get(Field.NUMBER))[:40],
            sentence=error.sentence,
        )
