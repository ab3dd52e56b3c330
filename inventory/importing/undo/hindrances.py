"""What stands in the way of taking an import back, and who takes back which part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.ids import OperatorId
from inventory.importing.kind import Made as MadeOne
from inventory.importing.models import ImportRun, MadeKind


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a row cannot be taken back: something was done with it since."""

    row: int
    """Of the file."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Undoing:
    """A run that is being taken back."""

    run: ImportRun
    today: date
    at: datetime
    by: OperatorId | None


Made = Sequence[MadeOne]
Check = Callable[[Session, ImportRun, Made], Iterator[Hindrance]]
TakeBack = Callable[[Session, Undoing, Made], None]


@dataclass(frozen=True, slots=True)
class Part:
    """Some kinds of things that imports make, and how they are taken back."""

    kinds: frozenset[MadeKind]
    check: Check
    take_back: TakeBack
