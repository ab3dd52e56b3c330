"""What a member reads of herself; every function asks for one member and for no other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import Money, total
from core.shops import get_shop, today_in
from members import patronage
from members.balances import Account, Balances
from members.models import Member
from members.people.models import AuthorisedBuyer, Consent, Heir
from members.queries import OwnMoney, money_of
from members.shu import estimates
from members.shu.estimates import Expected

OWNED = (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.PARTICIPATION, Account.POTS,
         Account.SURPLUS, Account.LEAVING)  # fmt: skip
"""What is hers; kasbon is what she owes."""
ALWAYS = (Account.POKOK, Account.WAJIB, Account.SUKARELA)
"""Shown also while nothing is in them."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All of the first page."""

    money: OwnMoney
    owned: Money
    today: date
    bought: Money
    """This year, what counts for the surplus."""
    expected: Expected | None
    next_due: date | None
    """When some kasbon is to be paid next, or was."""
    time_zone: str


def overview(session: Session, member_id: MemberId, *, at: datetime) -> Overview:
    """What she owns, what is due, what she bought, what she may expect."""
    member = session.get_one(Member, member_id)
    shop = get_shop(session, member.shop_id)
    today = today_in(shop, at)
    money = money_of(session, member, today=today)
    return Overview(
        money,
        owned(money.balances),
        today,
        patronage.in_year(session, member_id, today.year),
        estimates.expected(session, member_id, at=at),
        min((bon.due_on for bon in money.bons), default=None),
        shop.time_zone,
    )


def owned(balances: Balances) -> Money:
    """Everything that is hers together."""
    return total(balances.of(account) for account in OWNED)


def accounts_of(balances: Balances) -> list[tuple[Account, Money]]:
    """Her accounts with what is in each; those that are empty and unusual are left out."""
    found = [(account, balances.of(account)) for account in OWNED]
    return [(account, amount) for account, amount in found if amount or account in ALWAYS]


@dataclass(frozen=True, slots=True)
class OwnData:
    """What the register says of her."""

    member: Member
    shop: str
    heirs: Collection[Heir]
    buyers: Collection[AuthorisedBuyer]
    time_zone: str


def own_data(session: Session, member_id: MemberId) -> OwnData:
    """What the register says of her, her heirs and who may buy for her."""
    member = session.get_one(Member, member_id)
    shop = get_shop(session, member.shop_id)
    heirs = select(Heir).where(Heir.member_id == member_id, Heir.active)
    buyers = select(AuthorisedBuyer).where(
        AuthorisedBuyer.member_id == member_id, AuthorisedBuyer.active
    )
    return OwnData(member, shop.name, session.scalars(heirs.order_by(Heir.created_at)).all(),
                   session.scalars(buyers.order_by(AuthorisedBuyer.created_at)).all(),
                   shop.time_zone)  # fmt: skip


def consents_of(session: Session, member_id: MemberId) -> list[Consent]:
    """Everything she agreed to or took back, the oldest first."""
    mine = select(Consent).where(Consent.member_id == member_id)
    return list(session.scalars(mine.order_by(Consent.at, Consent.id)))
