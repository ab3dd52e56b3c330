"""What paper says of one member: what she owns, what she has bought, what she owned before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId
from core.models import table_of
from core.money import ZERO, Money
from members.opening.models import Opening, OpeningMember, OpeningMonthEnd
from members.opening.months import month_ends

MOST_AT_ONCE = 500
"""Members in one statement."""
FIELDS = ("pokok", "wajib", "sukarela", "unpaid_shu", "purchases")
"""The amounts of the evening before, as the form and the file call them."""


@dataclass(frozen=True, slots=True)
class Owned:
    """Share money at the end of a month."""

    shares: Money
    """Pokok and wajib together."""
    sukarela: Money = ZERO


@dataclass(frozen=True, slots=True)
class Said:
    """A member's line on paper. Amounts below zero are refused."""

    pokok: Money = ZERO
    wajib: Money = ZERO
    sukarela: Money = ZERO
    unpaid_shu: Money = ZERO
    purchases: Money = ZERO
    months: Mapping[date, Owned] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in FIELDS:
            _check(getattr(self, name), name)
        for month_end, owned in self.months.items():
            _check(owned.shares, f"shares-{month_end}")
            _check(owned.sukarela, f"sukarela-{month_end}")

    def of(self, name: str) -> Money:
        """One of ``FIELDS``."""
        amount: Money = getattr(self, name)
        return amount


def put(session: Session, opening: Opening, said: Mapping[MemberId, Said]) -> None:
    """Write down what paper says of some members, in place of what was written before."""
    everybody = list(said)
    for first in range(0, len(everybody), MOST_AT_ONCE):
        remove(session, opening, everybody[first : first + MOST_AT_ONCE])
    if said:
        session.execute(insert(table_of(OpeningMember)), list(_amounts(opening, said)))
    if months := list(_months(opening, said)):
        session.execute(insert(table_of(OpeningMonthEnd)), months)


def remove(session: Session, opening: Opening, member_ids: Collection[MemberId]) -> None:
    """Forget what was written of some members."""
    for table in (OpeningMonthEnd, OpeningMember):
        session.execute(
            delete(table).where(table.opening_id == opening.id, table.member_id.in_(member_ids))
        )


def _amounts(opening: Opening, said: Mapping[MemberId, Said]) -> Iterator[dict[str, Any]]:
    for member_id, each in said.items():
        amounts = {name: each.of(name) for name in FIELDS}
        yield {"opening_id": opening.id, "member_id": member_id, **amounts}


def _months(opening: Opening, said: Mapping[MemberId, Said]) -> Iterator[dict[str, Any]]:
    wanted = month_ends(opening.cut_over)
    for member_id, each in said.items():
        for month_end in wanted:
            if owned := each.months.get(month_end):
                yield {"opening_id": opening.id, "member_id": member_id, "month_end": month_end,
                       "shares": owned.shares, "sukarela": owned.sukarela}  # fmt: skip


def everything(session: Session, opening: Opening) -> Mapping[MemberId, Said]:
    """What was written of everybody."""
    months: dict[MemberId, dict[date, Owned]] = defaultdict(dict)
    for each in session.scalars(
        select(OpeningMonthEnd).where(OpeningMonthEnd.opening_id == opening.id)
    ):
        months[each.member_id][each.month_end] = Owned(each.shares, each.sukarela)
    rows = session.scalars(select(OpeningMember).where(OpeningMember.opening_id == opening.id))
    return {
        row.member_id: Said(
            row.pokok, row.wajib, row.sukarela, row.unpaid_shu, row.purchases,
            months.get(row.member_id, {}),
        )
        for row in rows
    }  # fmt: skip


def said_of(session: Session, opening: Opening, member_id: MemberId) -> Said | None:
    """What was written of a member; None for nothing."""
    row = session.get(OpeningMember, (opening.id, member_id))
    if row is None:
        return None
    months = session.scalars(
        select(OpeningMonthEnd)
        .where(OpeningMonthEnd.opening_id == opening.id, OpeningMonthEnd.member_id == member_id)
        .order_by(OpeningMonthEnd.month_end)
    )
    owned = {each.month_end: Owned(each.shares, each.sukarela) for each in months}
    return Said(row.pokok, row.wajib, row.sukarela, row.unpaid_shu, row.purchases, owned)


def _check(amount: Money, name: str) -> None:
    if amount < ZERO:
        raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field=name)
