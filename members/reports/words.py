"""What reports about members call months."""

from __future__ import annotations

from datetime import date

from members import words


def brief_month(month: date) -> str:
    """As short as a chart wants it: ``Nov 26``."""
    return f"{words.MONTHS[month.month - 1]} {month.year % 100:02d}"
