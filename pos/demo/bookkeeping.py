"""What the example's treasurer books beside the tills: wages, electricity, the bank."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import Money
from ledger import chart, journal
from ledger.entry import Entry, Line, credit, debit, lines
from pos.demo.places import Place
from pos.demo.script import Script

WAGES, ELECTRICITY = "6-1010", "6-1020"


@dataclass(frozen=True, slots=True)
class Month:
    """A shop's calendar month, as far as it lies in the year."""

    place: Place
    last_day: date
    takings: Money

    @property
    def wages(self) -> Money:
        return Money(self.takings.amount * 4 // 100_000 * 1_000)

    @property
    def electricity(self) -> Money:
        return Money(self.takings.amount // 100_000 * 1_000)


@dataclass(frozen=True, slots=True)
class Spent:
    """What of a month's takings is not in the safe."""

    cashless: Money
    """Never was there."""
    suppliers: Money
    """Was paid for goods."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the treasurer sits on a day."""

    session: Session
    on: date
    at: datetime

    def book(self, shop_id: ShopId, source: str, about: str, *candidates: Line) -> None:
        """Post what moves something."""
        booked = lines(*candidates)
        if booked:
            entry = Entry(shop_id, self.on, f"contoh:{source}", about, booked)
            journal.post(self.session, entry, at=self.at)


def settle_qris(desk: Desk, month: Month, amount: Money, *, shop_id: ShopId) -> None:
    """The provider pays out the month's QRIS money, less its fee of 0.3 %."""
    fee = Money(amount.amount * 3 // 1_000)
    desk.book(
        shop_id, f"{month.place.code}:{month.last_day:%Y-%m}:qris", "Pencairan QRIS",
        debit(chart.BANK, amount - fee), debit(chart.QRIS_FEES, fee),
        credit(chart.QRIS_RECEIVABLE, amount),
    )  # fmt: skip


def end_month(desk: Desk, month: Month, spent: Spent, *, shop_id: ShopId) -> None:
    """Pay wages and electricity from the safe; take most of the rest to the bank."""
    name = f"{month.place.code}:{month.last_day:%Y-%m}"
    for word, about, account, amount in (
        ("honor", "Honor penjaga toko", WAGES, month.wages),
        ("listrik", "Listrik", ELECTRICITY, month.electricity),
    ):
        desk.book(
            shop_id, f"{name}:{word}", about, debit(account, amount), credit(chart.SAFE, amount)
        )
    left = month.takings - spent.cashless - spent.suppliers - month.wages - month.electricity
    deposit = Money(max(left.amount, 0) * 8 // 10 // 100_000 * 100_000)
    desk.book(
        shop_id, f"{name}:setor", "Setor ke bank",
        debit(chart.BANK, deposit), credit(chart.SAFE, deposit),
    )  # fmt: skip


def months_of(script: Script) -> dict[Place, list[Month]]:
    """The months of every shop, in order."""
    takings: dict[tuple[Place, date], int] = defaultdict(int)
    ends = last_days(script.days)
    end_of = {(day.year, day.month): day for day in ends}
    for trade in script.trades:
        day = trade.shop_day.day
        takings[trade.shop_day.place, end_of[day.year, day.month]] += trade.takings
    places = {delivery.place for delivery in script.deliveries}
    return {
        place: [Month(place, day, Money(takings[place, day])) for day in ends]
        for place in sorted(places, key=lambda place: place.code)
    }


def last_days(days: tuple[date, ...]) -> list[date]:
    """The last of the days in each calendar month."""
    return [
        day
        for day, following in zip(days, (*days[1:], None), strict=True)
        if following is None or following.month != day.month
    ]
