"""Who has not come for her share: the list, and one of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.exports import Column, Kind, Sheet
from core.i18n import _
from core.ids import MemberId
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from members import lookup
from members.balances import balances
from members.models import Member, MemberStatus
from members.shu import unclaimed


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the list is narrowed and ordered."""

    words: str = ""
    year: int | None = None
    """Only what is left of this year."""
    sort: str = "amount"
    numbers: frozenset[int] = frozenset()
    """Only these members; empty: all."""

    @property
    def is_narrow(self) -> bool:
        return bool(self.words) or self.year is not None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A member and what waits for her."""

    member_id: MemberId
    number: int
    name: str
    phone: str
    status: MemberStatus
    by_year: Mapping[int, Money]

    @property
    def amount(self) -> Money:
        return total(self.by_year.values())

    @property
    def oldest(self) -> int:
        return min(self.by_year)


def everybody(session: Session, wanted: Wanted) -> Sequence[WaitingRow]:
    """All who wait, in the order asked for."""
    left = unclaimed.everybody(session)
    found = [row for row in _rows(session, left, wanted.words) if _matches(row, wanted)]
    if wanted.sort == "number":
        return sorted(found, key=lambda row: row.number)
    if wanted.sort == "oldest":
        return sorted(found, key=lambda row: (row.oldest, row.number))
    return sorted(found, key=lambda row: (-row.amount.amount, row.number))


def page_of(rows: Sequence[WaitingRow], number: int) -> Page[WaitingRow]:
    """One page of them."""
    return Page(tuple(rows[offset(number) : offset(number) + SIZE]), number, len(rows))


def one(session: Session, number: int) -> tuple[WaitingRow, Money]:
    """A member, also when nothing waits for her, and what she owes. Raises NotFound."""
    member = session.scalars(select(Member).where(Member.number == number)).one_or_none()
    if member is None:
        raise NotFound(_("Tidak ada anggota nomor %(number)s.", number=number))
    key = MemberId(member.id)
    left = unclaimed.everybody(session, [key]).get(key)
    owed = balances(session, key).credit
    return _row(member, left.by_year if left else {}), max(owed, ZERO)


def sheet(rows: Sequence[WaitingRow]) -> Sheet:
    """The list for a spreadsheet."""
    years = sorted({year for row in rows for year in row.by_year})
    columns = (
        Column(_("Nomor"), Kind.COUNT), Column(_("Nama")), Column(_("Nomor HP")),
        *(Column(year_name(year), Kind.RUPIAH) for year in years),
        Column(_("Jumlah"), Kind.RUPIAH),
    )  # fmt: skip
    cells = (
        (row.number, row.name, row.phone, *(row.by_year.get(year) for year in years), row.amount)
        for row in rows
    )
    return Sheet(_("SHU belum diambil"), columns, cells)


def year_name(year: int) -> str:
    """What a share is called by its year."""
    return str(year) if year != unclaimed.BEFORE else _("sebelumnya")


def _rows(
    session: Session, left: Mapping[MemberId, unclaimed.Unclaimed], words: str
) -> Sequence[WaitingRow]:
    wanted = select(Member)
    if words:
        wanted = wanted.where(lookup.matching(words))
    elif len(left) < _FEW:
        wanted = wanted.where(Member.id.in_(left))
    found = session.scalars(wanted)
    return [_row(one, left[MemberId(one.id)].by_year) for one in found if MemberId(one.id) in left]


_FEW = 500
"""So few are asked for by their keys."""


def _row(member: Member, by_year: Mapping[int, Money]) -> WaitingRow:
    return WaitingRow(
        MemberId(member.id), member.number, member.name, member.phone, member.status, by_year
    )


def _matches(row: WaitingRow, wanted: Wanted) -> bool:
    named: Collection[int] = wanted.numbers
    return (wanted.year is None or wanted.year in row.by_year) and (
        not named or row.number in named
    )
