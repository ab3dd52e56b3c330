"""Which part of the books a report is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from core.ids import ShopId
from ledger.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Scope:
    """One shop or all, from a day to a day; both days count, None leaves that side open."""

    shop_id: ShopId | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> Iterator[ColumnElement[Any]]:
        """What a journal entry of this part fulfils."""
        yield from self.conditions_of_shop()
        if self.since is not None:
            yield JournalEntry.booked_on >= self.since
        if self.until is not None:
            yield JournalEntry.booked_on <= self.until

    def conditions_of_shop(self) -> Iterator[ColumnElement[Any]]:
        """What a journal entry of the shop fulfils, whenever it was."""
        if self.shop_id is not None:
            yield JournalEntry.shop_id == self.shop_id
