"""What women, returned migrants and the others have of members, savings and purchases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.reports.asked import Asked
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.models import Member, MemberStatus, Migrant, Patronage, Sex
from members.people import statuses
from members.reports.actives import active_at

SAVINGS = (Account.POKOK, Account.WAJIB, Account.SUKARELA)


@dataclass(frozen=True, slots=True)
class Part:
    """So many people, and what they have together."""

    people: int = 0
    amount: int = 0
    """Rupiah; nothing where only people are counted."""

    def __add__(self, other: Part) -> Part:
        return Part(self.people + other.people, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the members who were active at the end, and what they have of everything."""

    members: Part = field(default_factory=Part)
    admitted: Part = field(default_factory=Part)
    """Became active in the days."""
    savings: Part = field(default_factory=Part)
    """Simpanan pokok, wajib and sukarela at the end."""
    purchases: Part = field(default_factory=Part)
    """In the days."""

    def __add__(self, other: Share) -> Share:
        return Share(self.members + other.members, self.admitted + other.admitted,
                     self.savings + other.savings, self.purchases + other.purchases)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """What a share is told apart by."""

    shop_id: ShopId
    sex: Sex | None
    migrant: Migrant | None


def shares(session: Session, asked: Asked) -> Mapping[Who, Share]:
    """Everybody who was active on the last day, by home shop, sex and migration."""
    parts = (
        _read(session, _members(asked)), _read(session, _admitted(asked)),
        _read(session, _with_amounts(asked, _savings(asked))),
        _read(session, _with_amounts(asked, _purchases(asked))),
    )  # fmt: skip
    everybody = {who: None for part in parts for who in part}
    return {who: Share(*(part.get(who, Part()) for part in parts)) for who in everybody}


def _read(session: Session, asked_for: Select[*tuple[Any, ...]]) -> dict[Who, Part]:
    return {
        Who(ShopId(shop_id), sex, migrant): Part(people, int(amount or 0))
        for shop_id, sex, migrant, people, amount in session.execute(asked_for)
    }


def _members(asked: Asked) -> Select[*tuple[Any, ...]]:
    active = active_at([asked.until], asked)
    nothing = literal(0)
    return (
        select(*_KEYS, func.count(), nothing)
        .join(active, active.c.member_id == Member.id)
        .group_by(*_KEYS)
    )


def _admitted(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Who became active in the days and was so at their end, each once."""
    span, active = statuses.spans(), active_at([asked.until], asked)
    became = or_(span.c.before.is_(None), span.c.before != MemberStatus.ACTIVE)
    return (
        select(*_KEYS, func.count(Member.id.distinct()), literal(0))
        .join(span, span.c.member_id == Member.id)
        .join(active, active.c.member_id == Member.id)
        .where(span.c.status == MemberStatus.ACTIVE, became,
               span.c.holds_from.between(asked.since, asked.until))
        .group_by(*_KEYS)
    )  # fmt: skip


def _with_amounts(asked: Asked, each: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Amounts by member put together; who has nothing is not counted."""
    active, own = active_at([asked.until], asked), each.subquery("own")
    amount: ColumnElement[int] = cast(own.c.amount, BigInteger)
    return (
        select(*_KEYS, func.count(), cast(func.sum(amount), BigInteger))
        .join(active, active.c.member_id == Member.id)
        .join(own, own.c.member_id == Member.id)
        .where(amount != 0)
        .group_by(*_KEYS)
    )


def _savings(asked: Asked) -> Select[*tuple[Any, ...]]:
    owned = select(Posting.member_id, func.sum(-Posting.amount).label("amount")).where(
        Posting.member_id.is_not(None), Posting.account.in_(CODES[kind] for kind in SAVINGS)
    )
    if not asked.is_until_now:
        owned = owned.join(JournalEntry, JournalEntry.id == Posting.entry_id)
        owned = owned.where(JournalEntry.booked_on <= asked.until)
    return owned.group_by(Posting.member_id)


def _purchases(asked: Asked) -> Select[*tuple[Any, ...]]:
    return (
        select(Patronage.member_id, func.sum(Patronage.amount).label("amount"))
        .where(Patronage.booked_on.between(asked.since, asked.until))
        .group_by(Patronage.member_id)
    )


_KEYS = (Member.shop_id, Member.sex, Member.migrant)
