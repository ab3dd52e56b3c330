"""A report that can be asked for: its name, what it answers, and how it can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _, lazy
from core.models import Shop
from core.reports.asked import Asked
from core.reports.report import Report


@dataclass(frozen=True, slots=True)
class Kind:
    """A report that can be asked for."""

    name: str
    """In addresses and names of files."""
    title: str
    """A lazy translation, as the others."""
    about: str
    """What it answers, in one sentence."""
    build: Callable[[Session, Asked], Report]
    ways: Mapping[str, str] = field(default_factory=dict)
    """How its rows may be put together."""
    ways_label: str = lazy("Menurut")
    usual: str = ""
    """The way when nobody says; empty: the first."""
    has_days: bool = True
    """It is about days, from one to another."""
    has_day: bool = False
    """It is about one day."""
    is_monthly: bool = False
    """Its days are whole months, the last of which may not be over: usually a year of them."""
    has_categories: bool = True
    has_shops: bool = True
    """It may be asked of one shop alone."""
    has_search: bool = True
    """Its rows are so many, or named so, that one looks for some."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The reports of one package, and where they are read."""

    title: str
    """A lazy translation."""
    blueprint: str
    """Its views are ``index``, ``show`` and ``download``."""
    kinds: Mapping[str, Kind]
    """By name, in the order in which the list shows them."""

    def get(self, name: str) -> Kind:
        """The report with this name. Raises NotFound."""
        if name not in self.kinds:
            raise NotFound(_("Laporan ini tidak ada."))
        return self.kinds[name]


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may ask about."""

    today: date
    """Where the asker works."""
    places: Sequence[Shop]
    categories: Sequence[str] = ()
