"""Simpanan wajib that is due: made each month for everybody, let off with a reason.

A due is written once for a member and a month; making them again adds those that are missing,
so the server, a button and two people at once come to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import and_, func, insert, select, update
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import MemberId, OperatorId, ShopId
from core.models import table_of
from core.money import ZERO, Money, total
from core.settings import read
from members.dues.models import Due, DueRelief
from members.dues.rules import Change, first_of, last_of, months_between, months_on, was_active
from members.models import Member
from members.people.models import StatusChange
from members.settings import WAJIB_AMOUNT


def missing(session: Session, month: date) -> list[tuple[MemberId, Money]]:
    """Who has no due yet for a month in which she was active, and how much it is."""
    first = first_of(month)
    costs = amounts(session, first)
    if not any(costs.values()):
        return []
    found = (
        (member_id, costs[shop_id]) for member_id, shop_id, changes in _undue(session, first)
        if costs[shop_id] and was_active(changes, first, last_of(first))
    )  # fmt: skip
    return list(found)


def generate(
    session: Session, month: date, *, today: date, at: datetime, by: OperatorId | None
) -> int:
    """Make the dues of a month that are missing; returns how many were made.

    Raises InvalidInput for a month to come.
    """
    first = first_of(month)
    if first > today:
        raise InvalidInput(_("Bulan ini belum tiba."), field="month")
    shops.take_turn(session)
    rows = [
        {"member_id": member_id, "month": first, "amount": amount, "made_at": at}
        for member_id, amount in missing(session, first)
    ]
    if rows:
        session.execute(insert(table_of(Due)), rows)
        _touch(session, first, at)
        audit.record(session, "dues.made", at=at, by=by, subject=first.strftime("%Y-%m"),
                     count=len(rows))  # fmt: skip
    return len(rows)


def months_to_make(session: Session, today: date) -> list[date]:
    """The months the server looks after: from the one before the latest that has dues until now.

    The first time it is this month alone; earlier ones are made on request.
    """
    latest = session.scalar(select(func.max(Due.month)))
    start = months_on(latest, -1) if latest else first_of(today)
    earliest = session.scalar(select(func.min(Due.month)))
    return list(months_between(max(start, earliest or start), today))


def relieve(
    session: Session, member: Member, month: date, amount: Money, reason: str, *, at: datetime,
    by: OperatorId | None,
) -> DueRelief:  # fmt: skip
    """Let a member off a due, or a part of it.

    Raises InvalidInput without a reason, for a month without a due, and for more than is left.
    """
    if not reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    session.execute(select(Member.id).where(Member.id == member.id).with_for_update()).all()
    member_id, first = MemberId(member.id), first_of(month)
    due = session.get(Due, (member_id, first))
    if due is None:
        raise InvalidInput(_("Tidak ada wajib untuk bulan itu."), field="month")
    left = due.amount - relieved(session, member_id, first)
    if not ZERO < amount <= left:
        raise InvalidInput(
            _("Keringanan paling banyak %(left)s untuk bulan itu.", left=rupiah(left)),
            field="amount",
        )
    given = DueRelief(member_id=member_id, month=first, amount=amount, reason=reason.strip(),
                      recorded_at=at, recorded_by=by)  # fmt: skip
    session.add(given)
    member.changed_at = at
    session.flush()
    audit.record(session, "dues.relieved", at=at, by=by, shop_id=ShopId(member.shop_id),
                 subject=str(member.number), month=first.strftime("%Y-%m"),
                 amount=amount.amount)  # fmt: skip
    return given


def relieved(session: Session, member_id: MemberId, month: date) -> Money:
    """What a member was let off for a month."""
    given = select(DueRelief.amount).where(
        DueRelief.member_id == member_id, DueRelief.month == month
    )
    return total(session.scalars(given))


def amount_of(session: Session, shop_id: ShopId, month: date) -> Money:
    """What every member of a shop pays for a month: the amount that holds on its first day."""
    return read(session, WAJIB_AMOUNT, on=first_of(month), shop_id=shop_id)


def amounts(session: Session, month: date) -> Mapping[ShopId, Money]:
    """The same of every shop."""
    every = [ShopId(shop.id) for shop in shops.all_shops(session)]
    return {shop_id: amount_of(session, shop_id, month) for shop_id in every}


def _undue(session: Session, month: date) -> Iterator[tuple[MemberId, ShopId, list[Change]]]:
    """Everybody without a due for a month, with all she has been until its end."""
    rows = session.execute(
        select(Member.id, Member.shop_id, StatusChange.holds_from, StatusChange.status)
        .join(StatusChange, StatusChange.member_id == Member.id)
        .outerjoin(Due, and_(Due.member_id == Member.id, Due.month == month))
        .where(Due.member_id.is_(None), StatusChange.holds_from <= last_of(month))
        .order_by(Member.id, StatusChange.holds_from, StatusChange.recorded_at, StatusChange.id)
    )
    for (member_id, shop_id), group in groupby(rows, key=_whose):
        yield member_id, shop_id, [Change(row.holds_from, row.status) for row in group]


def _whose(row: Any) -> tuple[MemberId, ShopId]:
    return row[0], row[1]


def _touch(session: Session, month: date, at: datetime) -> None:
    """Let the tills fetch those again who owe more now."""
    made = select(Due.member_id).where(Due.month == month, Due.made_at == at)
    member = table_of(Member)
    session.execute(update(member).where(member.c.id.in_(made)).values(changed_at=at))
