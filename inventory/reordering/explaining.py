"""Why so much is suggested, in one sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.format import quantity
from core.i18n import _
from core.money import round_half_up
from core.quantity import MILLI, NONE, Quantity
from inventory.reordering.suggesting import AS_EVER, Outlook


def explanation(outlook: Outlook, packs: int, unit: str, *, look_back: int) -> str:
    """``Laku 4,2/hari, sisa 10 cukup 2 hari; pemasok datang 3 hari lagi; pesan 2 dus.``"""
    return "; ".join(_clauses(outlook, packs, unit, look_back)) + "."


def _clauses(outlook: Outlook, packs: int, unit: str, look_back: int) -> Iterator[str]:
    yield f"{_speed(outlook, look_back)}, {_left(outlook)}"
    if outlook.season != AS_EVER:
        yield _season(outlook.season)
    if outlook.coming > NONE:
        yield _("%(coming)s sedang dipesan atau di jalan", coming=quantity(outlook.coming))
    if outlook.least > NONE:
        yield _("stok minimum %(least)s", least=quantity(outlook.least))
    yield _lead(outlook.lead_days)
    yield _("pesan %(packs)s %(unit)s", packs=quantity(Quantity.of(packs)), unit=unit)


def _speed(outlook: Outlook, look_back: int) -> str:
    speed = outlook.sold.a_day
    if not speed:
        return _("Tidak laku %(days)s hari terakhir", days=look_back)
    return _("Laku %(speed)s/hari", speed=_decimals(speed))


def _left(outlook: Outlook) -> str:
    if outlook.on_shelf == NONE:
        return _("stok habis")
    left, days = quantity(outlook.on_shelf), outlook.lasts
    if days is None:
        return _("sisa %(left)s", left=left)
    return _("sisa %(left)s cukup %(days)s hari", left=left, days=days)


def _season(factor: Fraction) -> str:
    percent = round_half_up(abs(factor - 1) * 100)
    if factor > 1:
        return _("tahun lalu sesudah tanggal ini naik %(percent)s%%", percent=percent)
    return _("tahun lalu sesudah tanggal ini turun %(percent)s%%", percent=percent)


def _lead(days: int) -> str:
    if days == 0:
        return _("pemasok datang hari ini")
    return _("pemasok datang %(days)s hari lagi", days=days)


def _decimals(speed: Fraction) -> str:
    """One decimal, two below 1; never nothing for what sells."""
    step = MILLI // 10 if speed >= 1 else MILLI // 100
    return quantity(Quantity(max(round_half_up(speed * MILLI / step), 1) * step))
