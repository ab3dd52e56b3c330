"""What an address asks of a report, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from inventory.reports.asked import Asked, Place
from inventory.reports.reports import Kind

DAYS = 30
"""What a report is about when nobody says: so many days, today the last."""
MOST_DAYS = 366
OLDEST = date(2000, 1, 1)
Form = Mapping[str, str]


def asked(arguments: Form, kind: Kind, places: Sequence[Shop], *, today: date) -> Asked:
    """Shops in reach, days and goods; a way nobody knows is the first."""
    chosen = forms.shop_choice(arguments, list(places))
    by = arguments.get("by", "")
    since, until = _days(arguments, kind, today)
    return Asked(
        shops=tuple(
            Place(ShopId(shop.id), shop.code, shop.name, shop.time_zone)
            for shop in places
            if chosen in (None, shop.id)
        ),
        since=since,
        until=until,
        today=today,
        category=arguments.get("category", ""),
        by=by if by in kind.ways else next(iter(kind.ways), ""),
    )


def words(arguments: Form) -> str:
    """What is searched for in the rows."""
    return " ".join(arguments.get("q", "").split())[: forms.LONGEST]


def _days(arguments: Form, kind: Kind, today: date) -> tuple[date, date]:
    """From a day to a day; one day, or today, where the report is about that."""
    until = (_day(arguments, "to", today) if kind.has_days or kind.has_day else None) or today
    if not kind.has_days:
        return until, until
    since = _day(arguments, "from", today) or until - timedelta(days=DAYS - 1)
    if until < since:
        raise InvalidInput(_("Tanggal sampai lebih awal daripada tanggal mulai."), field="to")
    if (until - since).days >= MOST_DAYS:
        raise InvalidInput(_("Paling lama satu tahun sekali lihat."), field="from")
    return since, until


def _day(arguments: Form, name: str, today: date) -> date | None:
    """A day that a shop can have had, up to today."""
    day = forms.iso_day(arguments, name)
    if day is not None and not OLDEST <= day <= today:
        raise InvalidInput(_("Pilih tanggal sampai hari ini."), field=name)
    return day
