"""What the example's books on paper said on the evening before it came to Lumbung. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger import chart
from pos.demo import habits
from pos.demo.book_year import BookYear
from pos.demo.places import OFFICE
from pos.demo.script import Joining

Balances = dict[str, int]
"""By account, debit +."""

MEMBERS_IN_100, COST_IN_100, WAGES_IN_100, RENT_IN_100 = 58, 89, 4, 1
SHOP_SAFE = 5_000_000
RENT, ELECTRICITY, MEETINGS = "6-1030", "6-1020", "6-3010"
_AT_THE_OFFICE: Mapping[str, int] = {
    chart.FIXED_ASSETS: 18_000_000,
    chart.GENERAL_EXPENSES: 2_400_000,
    MEETINGS: 1_250_000,
    chart.RESERVES: -14_600_000,
    chart.EDUCATION_FUND: -850_000,
    chart.SOCIAL_FUND: -1_150_000,
}
GRANT = 60_000_000
"""What a programme gave in money; the goods on the shelves were a grant, too."""
UNPAID_SURPLUS = {5: 45_000, 17: 61_500, 33: 38_250}
"""Of the year before, by the neighbour's place."""


@dataclass(frozen=True, slots=True)
class PaperBon:
    """An open bon, by the neighbour's place."""

    place: int
    bought: timedelta
    """How long before the cut-over."""
    amount: int


BONS = (
    PaperBon(8, timedelta(days=12), 86_500),
    PaperBon(20, timedelta(days=9), 64_000),
    PaperBon(habits.BAD_DEBTOR, timedelta(days=150), 185_000),
)


def shares(joined_on: date, day: date) -> int:
    """Pokok and wajib together at the end of a day."""
    return habits.POKOK + wajib(joined_on, day) if joined_on <= day else 0


def wajib(joined_on: date, day: date) -> int:
    """One payment for each month, the first on joining."""
    months = (day.year - joined_on.year) * 12 + day.month - joined_on.month + 1
    return habits.WAJIB * max(months, 0)


def sukarela(place: int) -> int:
    """Some save more than they must."""
    return (place * 37 % 12 + 2) * 25_000 if place % 4 == 1 else 0


def purchases(place: int) -> int:
    """What was bought in the year so far; whoever joined first, buys most."""
    return (100 // (5 + place // 4) + 2) * 260_000 + place * 1_300


def trial_balances(
    founders: Sequence[Joining], goods: Mapping[str, int], year: BookYear
) -> dict[str, Balances]:
    """The trial balance of every shop and of the office, by code; each balances.

    ``goods`` is what lies on the shelves of each shop.
    """
    sheets = {code: _of_shop(founders, code, worth, year) for code, worth in goods.items()}
    for sheet in sheets.values():
        sheet[chart.INTER_SHOP] = -sum(sheet.values())
    office = dict(_AT_THE_OFFICE)
    office[chart.GRANTS] = -GRANT - sum(goods.values())
    office[chart.SURPLUS_PAYABLE] = -sum(UNPAID_SURPLUS.values())
    office[chart.INTER_SHOP] = -sum(sheet[chart.INTER_SHOP] for sheet in sheets.values())
    office[chart.BANK] = -sum(office.values())
    return sheets | {OFFICE: office}


def _of_shop(founders: Iterable[Joining], code: str, worth: int, year: BookYear) -> dict[str, int]:
    at_home = [each for each in founders if each.neighbour.shop == code]
    places = {each.neighbour.place for each in at_home}
    sheet: dict[str, int] = defaultdict(int)
    sheet[chart.SAFE], sheet[chart.MERCHANDISE] = SHOP_SAFE, worth
    sheet[chart.MEMBER_CREDIT] = sum(bon.amount for bon in BONS if bon.place in places)
    sheet[chart.SHARE_CAPITAL] = -habits.POKOK * len(at_home)
    sheet[chart.MANDATORY_SAVINGS] = -sum(wajib(each.on, year.evening) for each in at_home)
    sheet[chart.VOLUNTARY_SAVINGS] = -sum(sukarela(place) for place in places)
    return sheet | _earned(sum(purchases(place) for place in places))


def _earned(bought: int) -> Balances:
    """Income and costs of the year so far in a shop whose members bought so much."""
    others = bought * (100 - MEMBERS_IN_100) // MEMBERS_IN_100
    sold = bought + others
    return {
        chart.MEMBER_SALES: -bought,
        chart.OTHER_SALES: -others,
        chart.MEMBER_COST: bought * COST_IN_100 // 100,
        chart.OTHER_COST: others * COST_IN_100 // 100,
        "6-1010": sold * WAGES_IN_100 // 100,
        RENT: sold * RENT_IN_100 // 100,
        ELECTRICITY: sold // 100,
    }
