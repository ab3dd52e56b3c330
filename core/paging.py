"""One page of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from core.errors import InvalidInput
from core.i18n import _

T = TypeVar("T")

SIZE = 50
"""Rows on a page."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list and where they stand in it; the first page is number 1."""

    rows: tuple[T, ...]
    number: int
    total: int
    """Rows of the whole list."""
    size: int = SIZE

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)

    @property
    def first(self) -> int:
        """Place of the first row in the list, from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def offset(number: int, size: int = SIZE) -> int:
    """Rows before that page."""
    return (number - 1) * size


def page_number(text: str | None) -> int:
    """The page asked for in an address (``?page=3``); none is the first."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise InvalidInput(_("Halaman itu tidak ada."), field="page")
    return int(text)
