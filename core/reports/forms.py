"""What an address asks of a report, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.reports.asked import Asked, Place
from core.reports.kind import Kind, Reach

DAYS, MONTHS = 30, 12
"""What a report is about when nobody says: so many days or months, today the last."""
MOST_DAYS = 366
MOST_MONTHS = 60
OLDEST = date(2000, 1, 1)
Form = Mapping[str, str]


def asked(arguments: Form, kind: Kind, reach: Reach) -> Asked:
    """Shops in reach, days and goods; a way nobody knows is the first."""
    chosen = forms.shop_choice(arguments, list(reach.places)) if kind.has_shops else None
    by = arguments.get("by", "")
    since, until = _days(arguments, kind, reach.today)
    return Asked(
        shops=tuple(
            Place(ShopId(shop.id), shop.code, shop.name, shop.time_zone)
            for shop in reach.places
            if chosen in (None, shop.id)
        ),
        since=since,
        until=until,
        today=reach.today,
        category=arguments.get("category", ""),
        by=by if by in kind.ways else kind.usual or next(iter(kind.ways), ""),
    )


def words(arguments: Form, kind: Kind) -> str:
    """What is searched for in the rows."""
    return " ".join(arguments.get("q", "").split())[: forms.LONGEST] if kind.has_search else ""


def _days(arguments: Form, kind: Kind, today: date) -> tuple[date, date]:
    """From a day to a day; one day, or today, where the report is about that."""
    until = (_day(arguments, "to", today) if kind.has_days or kind.has_day else None) or today
    if not kind.has_days:
        return until, until
    since = _day(arguments, "from", today) or _usual(kind, until)
    if until < since:
        raise InvalidInput(_("Tanggal sampai lebih awal daripada tanggal mulai."), field="to")
    if kind.is_monthly:
        return _months(since, until)
    if (until - since).days >= MOST_DAYS:
        raise InvalidInput(_("Paling lama satu tahun sekali lihat."), field="from")
    return since, until


def _usual(kind: Kind, until: date) -> date:
    """The first day when nobody says."""
    if not kind.is_monthly:
        return until - timedelta(days=DAYS - 1)
    whole = until.year * 12 + until.month - MONTHS
    return date(whole // 12, whole % 12 + 1, 1)


def _months(since: date, until: date) -> tuple[date, date]:
    first = since.replace(day=1)
    if (until.year - first.year) * 12 + until.month - first.month >= MOST_MONTHS:
        raise InvalidInput(_("Paling lama lima tahun sekali lihat."), field="from")
    return first, until


def _day(arguments: Form, name: str, today: date) -> date | None:
    """A day that a shop can have had, up to today."""
    day = forms.iso_day(arguments, name)
    if day is not None and not OLDEST <= day <= today:
        raise InvalidInput(_("Pilih tanggal sampai hari ini."), field=name)
    return day
