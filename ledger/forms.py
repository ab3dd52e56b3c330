"""Which part of the books a page is asked for; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.models import Shop
from ledger.scope import Scope


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter of a page of the books: shop, first and last day."""

    scope: Scope
    shop: str
    """The shop's code; empty for all."""

    @property
    def since(self) -> str:
        """As ``<input type=date>`` wants it."""
        return _iso(self.scope.since)

    @property
    def until(self) -> str:
        """As ``<input type=date>`` wants it."""
        return _iso(self.scope.until)

    @property
    def arguments(self) -> dict[str, str]:
        """The same filter in another page's address."""
        return {"shop": self.shop, "from": self.since, "to": self.until}


def chosen(arguments: Mapping[str, str], shops: list[Shop], *, since: date | None = None) -> Chosen:
    """The filter in an address; ``since`` is the first day when the address names no days."""
    first = forms.iso_day(arguments, "from") if "from" in arguments else since
    last = forms.iso_day(arguments, "to")
    if first and last and last < first:
        raise InvalidInput(_("Tanggal sampai lebih awal daripada tanggal mulai."), field="to")
    shop_id = forms.shop_choice(arguments, shops)
    return Chosen(Scope(shop_id, first, last), arguments.get("shop", ""))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
