"""Members with a history, for reports about them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId, new_id
from core.models import Shop
from core.money import Money
from core.reports.asked import Asked, Place
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from members import patronage
from members.models import Member, MemberStatus, Migrant, Sex
from members.people import statuses
from members.people.statuses import NewStatus
from tests.support.world import NOW, TODAY

Changes = tuple[MemberStatus, date]


def person(
    session: Session,
    shop: Shop,
    number: int,
    *became: Changes,
    name: str = "",
    sex: Sex | None = None,
    migrant: Migrant | None = None,
) -> MemberId:
    """Somebody of that shop who was this and then that."""
    (first, since), *later = became
    member = Member(
        number=number, name=name or f"Orang {number}", shop_id=ShopId(shop.id), status=first,
        joined_on=since, sex=sex, migrant=migrant, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    session.add(member)
    session.flush()
    statuses.begin(session, member, NewStatus(first, since), at=NOW, by=None)
    for status, day in later:
        statuses.change(session, member, NewStatus(status, day), today=TODAY, at=NOW, by=None)
    return MemberId(member.id)


def bought(session: Session, shop: Shop, member_id: MemberId, amount: int, on: date) -> None:
    """A receipt that counts for the surplus; below nothing: goods given back."""
    patronage.record(session, source=f"test:{new_id()}", member_id=member_id,
                     shop_id=ShopId(shop.id), booked_on=on, amount=Money(amount))  # fmt: skip


def saved(
    session: Session, shop: Shop, account: str, member_id: MemberId | None, amount: int, on: date
) -> None:
    """Money paid in, or below nothing paid out."""
    money = Money(abs(amount))
    lines = (
        (debit(chart.SAFE, money), credit(account, money, member_id=member_id)) if amount > 0
        else (debit(account, money, member_id=member_id), credit(chart.SAFE, money))
    )  # fmt: skip
    entry = Entry(ShopId(shop.id), on, f"test:{new_id()}", "Simpanan", lines)
    journal.post(session, entry, at=NOW)


def asked(*shops: Shop, since: date = TODAY, until: date = TODAY, today: date = TODAY,
          by: str = "") -> Asked:  # fmt: skip
    """What a report of these shops is asked."""
    places = tuple(Place(ShopId(one.id), one.code, one.name, one.time_zone) for one in shops)
    return Asked(places, since, until, today, by=by)
