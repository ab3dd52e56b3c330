"""What the pages of debts are asked for, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.models import Shop
from members.debts.queries import Search
from members.savings import month_of

MONTHS_BACK = 2
"""A statement begins with the first day of the month before the last, unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days a statement is about, both included."""

    first: date
    last: date


def search(arguments: Mapping[str, str], shops: list[Shop]) -> Search:
    """What the list is narrowed to."""
    return Search(
        forms.line(arguments, "q", longest=60),
        forms.shop_choice(arguments, shops),
        arguments.get("overdue") == "1",
    )


def days(arguments: Mapping[str, str], today: date) -> Days:
    """The days of a statement. Raises InvalidInput when they end before they begin."""
    last = forms.iso_day(arguments, "to") or today
    first = forms.iso_day(arguments, "from") or _months_before(last, MONTHS_BACK)
    if first > last:
        raise InvalidInput(_("Hari pertama tidak boleh sesudah hari terakhir."), field="from")
    return Days(first, last)


def _months_before(on: date, months: int) -> date:
    first, _last = month_of(on)
    for _month in range(months):
        first, _last = month_of(date.fromordinal(first.toordinal() - 1))
    return first
