"""What the pages of the members read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.models import Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from members import at_tills, credit, lookup, patronage
from members.balances import Balances, balances
from members.credit import OpenBon
from members.models import Member, MemberStatus


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as the list shows one."""

    number: int
    name: str
    card: str
    """Empty when there is none."""
    phone_masked: str
    shop_code: str
    status: MemberStatus


def member_page(
    session: Session, *, query: str = "", status: MemberStatus | None = None, number: int = 1
) -> Page[MemberRow]:
    """Members by number; the query is part of a name, a number, a card or a phone."""
    conditions = [lookup.matching(query)] if query.strip() else []
    if status is not None:
        conditions.append(Member.status == status)
    members = (
        select(Member, Shop.code)
        .join(Shop, Shop.id == Member.shop_id)
        .where(*conditions)
        .order_by(Member.number)
    )
    found = session.execute(members.offset(offset(number)).limit(SIZE))
    rows = tuple(_row(member, shop_code) for member, shop_code in found)
    count = session.scalar(select(func.count(Member.id)).where(*conditions)) or 0
    return Page(rows, number, count)


def _row(member: Member, shop_code: str) -> MemberRow:
    return MemberRow(
        member.number,
        member.name,
        member.card or "",
        lookup.mask(member.phone),
        shop_code,
        member.status,
    )


@dataclass(frozen=True, slots=True)
class YearOfPatronage:
    """What a member bought in one year, month by month."""

    year: int
    years: tuple[int, ...]
    """Those the member bought in and this one, newest first."""
    months: tuple[Money, ...]

    @property
    def sum(self) -> Money:
        return total(self.months)


def year_of(session: Session, member_id: MemberId, year: int, *, today: date) -> YearOfPatronage:
    """A member's purchases of a year that count for the SHU."""
    every = {*patronage.years(session, member_id), today.year, year}
    months = patronage.by_month(session, member_id, year)
    return YearOfPatronage(year, tuple(sorted(every, reverse=True)), months)


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """What a member owns and owes on a day."""

    balances: Balances
    limit: Money
    bons: tuple[OpenBon, ...]
    """Not yet paid, the oldest first."""
    shops: Mapping[ShopId, str]
    """Codes of the shops where they were made."""
    overdue: Money
    wajib_due: Money | None
    """What is still to be paid as simpanan wajib this month; None when nothing is."""

    @property
    def left(self) -> Money:
        """What may still be bought on credit."""
        return max(self.limit - self.balances.credit, ZERO)


def money_of(session: Session, member: Member, *, today: date) -> OwnMoney:
    """A member's money, over all shops."""
    member_id = MemberId(member.id)
    bons = credit.open_bons(session, member_id)
    codes = session.execute(select(Shop.id, Shop.code))
    return OwnMoney(
        balances(session, member_id),
        member.credit_limit,
        bons,
        {ShopId(shop_id): code for shop_id, code in codes},
        credit.overdue(bons, today),
        at_tills.wajib_due(session, member, ShopId(member.shop_id), on=today),
    )
