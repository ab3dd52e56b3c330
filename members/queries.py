"""What the pages of the members read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.models import Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from members import at_tills, credit, lookup, patronage
from members.balances import Balances, balances
from members.credit import OpenBon
from members.models import Member, MemberStatus
from members.people.regions import regions
from members.programmes.models import MemberProgramme, Programme


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
    place: str
    """District, or regency where that is all that is known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the register is narrowed to; empty: everybody."""

    words: str = ""
    """Part of a name, a number, a card or a phone."""
    status: MemberStatus | None = None
    regency: str = ""
    programme: str = ""
    """Its code."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """As SQL over ``Member``."""
        found = [lookup.matching(self.words)] if self.words else []
        if self.status is not None:
            found.append(Member.status == self.status)
        if self.regency:
            found.append(Member.regency == self.regency)
        if self.programme:
            taking_part = (
                select(MemberProgramme.member_id)
                .join(Programme, Programme.id == MemberProgramme.programme_id)
                .where(Programme.code == self.programme)
            )
            found.append(Member.id.in_(taking_part))
        return found


def member_page(session: Session, asked: Asked, *, number: int = 1) -> Page[MemberRow]:
    """Members by number."""
    conditions = asked.conditions()
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


def regencies(session: Session) -> list[tuple[str, str]]:
    """Where members live: codes and names, by name."""
    codes = session.scalars(select(Member.regency).where(Member.regency != "").distinct())
    return sorted(((code, regions.regency_name(code)) for code in codes), key=itemgetter(1))


def programmes(session: Session) -> list[tuple[str, str]]:
    """Codes and names of the programmes members take part in."""
    with_members = select(MemberProgramme.programme_id)
    found = session.execute(
        select(Programme.code, Programme.name)
        .where(Programme.id.in_(with_members))
        .order_by(Programme.name)
    )
    return [(code, name) for code, name in found]


def programmes_of(session: Session, member_id: MemberId) -> list[str]:
    """Names of the programmes a member takes part in."""
    return list(
        session.scalars(
            select(Programme.name)
            .join(MemberProgramme, MemberProgramme.programme_id == Programme.id)
            .where(MemberProgramme.member_id == member_id)
            .order_by(Programme.name)
        )
    )


def last_regency(session: Session, shop_id: ShopId | None) -> str:
    """Where whoever was written down last in a shop lives; neighbours come together."""
    known = select(Member.regency).where(Member.regency != "")
    if shop_id is not None:
        known = known.where(Member.shop_id == shop_id)
    return session.scalar(known.order_by(Member.number.desc()).limit(1)) or ""


def _row(member: Member, shop_code: str) -> MemberRow:
    return MemberRow(
        member.number,
        member.name,
        member.card or "",
        lookup.mask(member.phone),
        shop_code,
        member.status,
        regions.district_name(member.district) or regions.regency_name(member.regency),
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
    """What is still to be paid as simpanan wajib, this month included; None when nothing is."""
    wajib_since: date | None
    """The oldest month of it, when it is not this one."""

    @property
    def left(self) -> Money:
        """What may still be bought on credit."""
        return max(self.limit - self.balances.credit, ZERO)


def money_of(session: Session, member: Member, *, today: date) -> OwnMoney:
    """A member's money, over all shops."""
    member_id = MemberId(member.id)
    bons = credit.open_bons(session, member_id)
    codes = session.execute(select(Shop.id, Shop.code))
    wajib = at_tills.wajib_left(session, member, ShopId(member.shop_id), on=today)
    return OwnMoney(
        balances(session, member_id),
        member.credit_limit,
        bons,
        {ShopId(shop_id): code for shop_id, code in codes},
        credit.overdue(bons, today),
        wajib.amount or None,
        wajib.since,
    )
