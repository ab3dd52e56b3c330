"""A year of real sales read from ../shared/data, and what must have been bought for them. Pure.

541,909 lines of a wholesaler of gifts, priced in pounds; here a penny is a rupiah. Goods were
sold, taken back (invoices with a C), and thrown away or corrected (less than none, for nothing).
"""

from __future__ import annotations

import csv
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from statistics import median_low

NAME = "sales/online_retail_2010_2011.csv.zst"
SERVICES = frozenset({"POST", "DOT", "M", "m", "D", "S", "BANK CHARGES", "AMAZONFEE", "CRUK"})
"""Postage, fees, samples, discounts: nothing that lies on a shelf."""
BAD_DEBT = "B"
EVERY_PLANTED = 97
"""Of so many kinds of goods one is bought too little of in the first month, by one piece."""


class What(StrEnum):
    """What an invoice is."""

    SALE = "sale"
    RETURN = "return"
    WRITE_OFF = "write_off"
    BAD_DEBT = "bad_debt"
    """A correction of what somebody owes: no goods, and no sale."""


@dataclass(frozen=True, slots=True)
class RealLine:
    """A row of the file."""

    invoice: str
    code: str
    name: str
    units: int
    """Sold +, less than none in every other case."""
    pence: int
    """For one, rounded half up."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """Rows that belong together."""

    number: str
    what: What
    at: datetime
    """In the time of the shop."""
    customer: str
    """Empty: nobody known."""
    lines: tuple[RealLine, ...]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The file as it is."""
    text = subprocess.run(["zstd", "-dc", str(path)], capture_output=True, check=True)
    return list(csv.DictReader(text.stdout.decode().splitlines()))


def invoices(rows: Sequence[Mapping[str, str]], *, month: str = "") -> list[Invoice]:
    """Everything that happened, or what happened in a month (``2010-12``), in its order."""
    chosen = (row for row in rows if row["InvoiceDate"].startswith(month))
    found = [
        _invoice(number, list(some))
        for number, some in groupby(chosen, key=lambda row: row["InvoiceNo"])
    ]
    return sorted(found, key=lambda invoice: invoice.at)


def _invoice(number: str, rows: list[Mapping[str, str]]) -> Invoice:
    lines = tuple(
        RealLine(number, row["StockCode"], row["Description"].strip(), int(row["Quantity"]),
                 pence(row["UnitPrice"]))
        for row in rows
    )  # fmt: skip
    at = datetime.fromisoformat(rows[0]["InvoiceDate"])
    return Invoice(number, _what(lines), at, rows[0]["CustomerID"], lines)


def _what(lines: Sequence[RealLine]) -> What:
    if any(line.code == BAD_DEBT for line in lines):
        return What.BAD_DEBT
    if lines[0].units > 0:
        return What.SALE
    return What.RETURN if lines[0].invoice.startswith("C") else What.WRITE_OFF


def pence(pounds: str) -> int:
    """Half up, whatever the number of decimals: 0.005 is a penny, 0.001 is none."""
    whole, _point, rest = pounds.lstrip("-").partition(".")
    tenths = int(whole) * 1000 + int((rest + "000")[:3])
    return (tenths + 5) // 10 * (-1 if pounds.startswith("-") else 1)


@dataclass(frozen=True, slots=True)
class Bought:
    """Goods of one kind that came in before a month began."""

    code: str
    units: int
    each: int
    """What one cost, in pence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was on the shelves at the beginning, and what came in before each month."""

    months: Mapping[str, Sequence[Bought]]
    """The first is the opening stock."""
    planted: frozenset[str]
    """Goods that go below zero in the first month."""


def plan(events: Iterable[Invoice]) -> Plan:
    """Buy before each month as much as it takes so that nothing goes below zero in it."""
    moves = _moves(events)
    costs = _costs(events)
    months = sorted({month for by_month in moves.values() for month in by_month})
    bought: dict[str, list[Bought]] = {month: [] for month in months}
    planted = set()
    for place, (code, by_month) in enumerate(sorted(moves.items())):
        held = 0
        for month in months:
            needed = max(-held - lowest(by_month.get(month, ())), 0)
            if month == months[0] and place % EVERY_PLANTED == 0 and needed > 1:
                planted.add(code)
                needed -= 1
            if needed:
                bought[month].append(Bought(code, needed, costs[code] + months.index(month) % 3))
            held += needed + sum(by_month.get(month, ()))
    return Plan(bought, frozenset(planted))


def lowest(changes: Iterable[int]) -> int:
    """How far below where it began something was at its lowest; never more than nothing."""
    held = least = 0
    for change in changes:
        held += change
        least = min(least, held)
    return least


def _moves(events: Iterable[Invoice]) -> dict[str, dict[str, list[int]]]:
    """By goods and month what left (-) and came back (+), in its order."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if event.what is not What.BAD_DEBT:
            for line in event.lines:
                if line.code not in SERVICES:
                    change = line.units if event.what is What.WRITE_OFF else -line.units
                    found[line.code][f"{event.at:%Y-%m}"].append(change)
    return found


def _costs(events: Iterable[Invoice]) -> dict[str, int]:
    """Goods cost three fifths of their usual price, and never nothing."""
    prices: dict[str, list[int]] = defaultdict(list)
    for event in events:
        for line in event.lines:
            prices[line.code].append(line.pence)
    return {code: max(median_low(known) * 3 // 5, 1) for code, known in prices.items()}


def parts(lines: Sequence[RealLine], most: int) -> Iterator[Sequence[RealLine]]:
    """An invoice that is longer than a till's longest becomes several."""
    for start in range(0, len(lines), most):
        yield lines[start : start + most]


def in_utc(at: datetime) -> datetime:
    """Wonosobo is seven hours ahead."""
    return (at - timedelta(hours=7)).replace(tzinfo=UTC)
