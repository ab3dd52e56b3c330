"""What the pages of payment files read: the batches that were booked, and who may be in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import MemberId, ShopId
from core.models import Operator
from core.money import Money
from core.paging import SIZE, Page, offset
from members.dues import dues, owing
from members.models import Member, MemberStatus
from members.office.models import OfficeMoney, OfficeMoneyUndone


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A file that was booked."""

    batch: str
    name: str
    """Of the file."""
    slips: int
    amount: Money
    first: date
    last: date
    recorded_at: datetime
    recorded_by: str
    undone: int
    """Slips of it that were taken back."""

    @property
    def is_undone(self) -> bool:
        return self.undone == self.slips


@dataclass(frozen=True, slots=True)
class Payer:
    """An active member as the file to fill in names her."""

    number: int
    name: str
    wajib: Money
    """What she has still to pay."""


def page(session: Session, words: str, *, number: int) -> Page[BatchRow]:
    """Booked files, the newest first; words are parts of the file's name."""
    wanted = _batches(_named(words))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(func.max(OfficeMoney.recorded_at).desc(), OfficeMoney.batch)
    rows = session.execute(newest.offset(offset(number)).limit(SIZE))
    return Page(tuple(BatchRow(*row) for row in rows), number, count)


def batch(session: Session, which: str) -> BatchRow:
    """One booked file. Raises NotFound."""
    row = session.execute(_batches([OfficeMoney.batch == which])).one_or_none()
    if row is None:
        raise NotFound(_("Tidak ada setoran dari file seperti itu."))
    return BatchRow(*row)


def payers(session: Session, on: date) -> Iterator[Payer]:
    """Every active member with what she has still to pay, by number: a file to fill in."""
    costs = dues.amounts(session, on)
    left = {shop: owing.left_of_everybody(session, on, cost) for shop, cost in costs.items()}
    rows = session.execute(
        select(Member.id, Member.number, Member.name, Member.shop_id)
        .where(Member.status == MemberStatus.ACTIVE)
        .order_by(Member.number)
    )
    for key, number, name, shop_id in rows:
        shop = ShopId(shop_id)
        found = left[shop].get(MemberId(key), owing.Left(costs[shop]))
        yield Payer(number, name, found.amount)


def _named(words: str) -> list[ColumnElement[bool]]:
    is_file = OfficeMoney.batch.startswith("file:")
    return [is_file, *(OfficeMoney.note.icontains(word, autoescape=True)
                       for word in words.split())]  # fmt: skip


def _batches(conditions: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            OfficeMoney.batch, func.max(OfficeMoney.note), func.count(OfficeMoney.id),
            func.sum(OfficeMoney.amount), func.min(OfficeMoney.booked_on),
            func.max(OfficeMoney.booked_on), func.max(OfficeMoney.recorded_at),
            func.coalesce(func.max(Operator.name), ""), func.count(OfficeMoneyUndone.id),
        )
        .outerjoin(Operator, Operator.id == OfficeMoney.recorded_by)
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .where(*conditions)
        .group_by(OfficeMoney.batch)
    )  # fmt: skip
