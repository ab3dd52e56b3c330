"""What the example's shops offer from the day somebody opens it; its year is over by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from core.ids import PackId
from core.money import Money
from inventory import promotions
from inventory.models import PromotionKind
from inventory.prices import Period
from inventory.promotions import PromotionDetails
from pos.demo.company import Company
from pos.demo.goods import Goods
from pos.demo.prices import PackKey

LASTS = timedelta(days=60)
LEAST_PRICE = 3_400


def announce(
    session: Session, company: Company, goods: tuple[Goods, ...], *, first: date, at: datetime
) -> None:
    """Let the promotions begin on the day after the year."""
    for details in _promotions(company, goods, Period(first, first + LASTS)):
        promotions.create(session, details, at=at, by=company.operators["manajer"])


def _promotions(
    company: Company, goods: tuple[Goods, ...], period: Period
) -> Iterator[PromotionDetails]:
    def packs(category: str, most: int) -> tuple[PackId, ...]:
        return tuple(company.packs[key] for key in _cheapest(goods, category, most))

    yield PromotionDetails(
        "3 mi 10.000", PromotionKind.MIX, period, packs("Mi & bihun", 4),
        amount=Money(10_000), count=3,
    )  # fmt: skip
    yield PromotionDetails(
        "Kopi dan teh hemat 10%", PromotionKind.PERCENT, period, packs("Kopi & teh", 4),
        percent=1_000,
    )  # fmt: skip
    yield PromotionDetails(
        "Beli 2 gratis 1", PromotionKind.BUY_GET, period, packs("Biskuit & wafer", 1),
        count=2, free=1,
    )  # fmt: skip
    yield PromotionDetails(
        "Minuman anggota", PromotionKind.AMOUNT, period, packs("Minuman", 4),
        for_members=True, amount=Money(500),
    )  # fmt: skip


def _cheapest(goods: tuple[Goods, ...], category: str, most: int) -> list[PackKey]:
    """The base packs of a category that cost enough for an offer, the cheapest first."""
    priced = [
        each
        for each in goods
        if each.category == category and (each.packs[0].price or 0) >= LEAST_PRICE
    ]
    priced.sort(key=lambda each: (each.packs[0].price or 0, each.code))
    return [PackKey(each.code, 0) for each in priced[:most]]
