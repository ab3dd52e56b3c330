"""The one formatter of money, numbers and dates; static/core/format.js is its twin.

Own code, because Babel prints ``Rp12.500,00`` and JavaScript a no-break space.
"""

from __future__ import annotations

from datetime import date, datetime

from core.clock import local_time
from core.money import Money
from core.quantity import MILLI, Quantity


def number(value: int) -> str:
    """Whole numbers with dots between thousands: ``20.500``; a minus in front."""
    return f"{value:,}".replace(",", ".")


def rupiah(money: Money) -> str:
    """``Rp20.500``; negative ``-Rp500``."""
    sign = "-" if money.amount < 0 else ""
    return f"{sign}Rp{number(abs(money.amount))}"


def quantity(value: Quantity) -> str:
    """Units with as many decimals as needed, at most three: ``3``, ``1,5``, ``0,125``."""
    whole, rest = divmod(abs(value.milli), MILLI)
    sign = "-" if value.milli < 0 else ""
    decimals = f",{rest:03d}".rstrip("0") if rest else ""
    return f"{sign}{number(whole)}{decimals}"


def percent(basis_points: int) -> str:
    """Basis points as per cent: 1250 is ``12,5%``."""
    return f"{quantity(Quantity(basis_points * 10))}%"


def day(value: date) -> str:
    """``22/11/2026``."""
    return value.strftime("%d/%m/%Y")


def time_of_day(at: datetime, time_zone: str) -> str:
    """The shop's wall clock, 24 hours: ``17:05``."""
    return local_time(at, time_zone).strftime("%H:%M")


def moment(at: datetime, time_zone: str) -> str:
    """``22/11/2026 17:05`` on the shop's wall clock."""
    return local_time(at, time_zone).strftime("%d/%m/%Y %H:%M")
