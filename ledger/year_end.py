"""Closing a book year: income and costs become the surplus of last year (domain §3.12).

Every shop's income and expense accounts end the year at zero; what they made together stands at
the office in 3-1080 until the meeting has decided, and the days of the year are closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core import shops
from core.errors import BusinessError
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import Money, total
from ledger import chart, journal, periods
from ledger.entry import Entry, credit, lines
from ledger.models import Account, AccountKind, JournalEntry, Posting

_CLOSING = "year_close:"
DECEMBER = 12


def last_day(year: int) -> date:
    """The last day of a book year."""
    return date(year, DECEMBER, 31)


def not_closing() -> ColumnElement[bool]:
    """What an entry fulfils that is no closing of a year: a year's income is read without them."""
    return JournalEntry.source.not_like(f"{_CLOSING}%")


def closing_source(year: int) -> str:
    """The source of the entry that takes a year's surplus to the office."""
    return f"{_CLOSING}{year}"


def is_closed(session: Session, year: int) -> bool:
    """Whether a year's books are closed to its last day."""
    closed = periods.closed_through(session)
    return closed is not None and closed >= last_day(year)


def close_year(session: Session, year: int, *, at: datetime, by: OperatorId | None) -> Money:
    """Close a year and its days; returns its surplus, a deficit negative.

    Raises BusinessError while the year still runs in some shop, or when it is closed already.
    """
    every = shops.all_shops(session)
    journal.lock_every_shop(session)
    if is_closed(session, year):
        raise BusinessError(_("Buku tahun %(year)s sudah ditutup.", year=year))
    if any(shops.today_in(shop, at) <= last_day(year) for shop in every):
        raise BusinessError(_("Tahun %(year)s belum berakhir.", year=year))
    surplus = Money(0)
    for shop in every:
        surplus += _close_shop(session, ShopId(shop.id), year, at=at)
    _to_office(session, ShopId(shops.seat(session).id), year, surplus, at=at)
    periods.close(session, last_day(year), reason=_CLOSING + str(year), at=at, by=by)
    return surplus


def _close_shop(session: Session, shop_id: ShopId, year: int, *, at: datetime) -> Money:
    """Bring a shop's income and costs to zero; what they made is owed to the office."""
    left = [credit(account, amount) for account, amount in _year_of(session, shop_id, year)]
    made = total(line.amount for line in left)
    booked = lines(*left, credit(chart.INTER_SHOP, made))
    if booked:
        source = f"{_CLOSING}{year}:{shop_id}"
        words = f"Tutup buku {year}"
        entry = Entry(shop_id, last_day(year), source, words, booked)
        journal.post(session, entry, at=at)
    return made


def _to_office(
    session: Session, seat_id: ShopId, year: int, surplus: Money, *, at: datetime
) -> None:
    booked = lines(credit(chart.INTER_SHOP, -surplus), credit(chart.LAST_SURPLUS, surplus))
    if booked:
        source = closing_source(year)
        entry = Entry(seat_id, last_day(year), source, f"SHU tahun buku {year}", booked)
        journal.post(session, entry, at=at)


def _year_of(session: Session, shop_id: ShopId, year: int) -> Iterator[tuple[str, Money]]:
    """What every income and expense account of a shop has moved by since the last closing.

    All of it, not only the year's: what an opening balance or an older, unclosed year left there
    is closed with it.
    """
    rows = session.execute(
        select(Posting.account, func.sum(Posting.amount).label("amount"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Account, Account.code == Posting.account)
        .where(Account.kind.in_((AccountKind.INCOME, AccountKind.EXPENSE)))
        .where(JournalEntry.shop_id == shop_id, JournalEntry.booked_on <= last_day(year))
        .group_by(Posting.account)
        .order_by(Posting.account)
    )
    yield from ((row.account, row.amount) for row in rows)
