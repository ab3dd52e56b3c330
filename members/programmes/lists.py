"""What a list of participation would do before it is taken: who each line is, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId
from core.money import Money, total
from members.models import Member
from members.people.statuses import GONE
from members.programmes.listing import Listed
from members.programmes.participations import Share


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of a list with whom it is about."""

    line: int
    number: int
    name: str
    amount: Money
    member_id: MemberId | None
    """None when it cannot be taken."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole list, looked at."""

    rows: tuple[Proposed, ...]

    @property
    def sum(self) -> Money:
        return total(row.amount for row in self.rows if not row.problem)

    @property
    def wrong(self) -> tuple[Proposed, ...]:
        return tuple(row for row in self.rows if row.problem)


def propose(session: Session, listed: Sequence[Listed]) -> Proposal:
    """Look everybody up; nothing is written."""
    wanted = {row.number for row in listed if row.number}
    members = {
        each.number: each
        for each in session.scalars(select(Member).where(Member.number.in_(wanted)))
    }
    return Proposal(tuple(_proposed(row, members.get(row.number)) for row in listed))


def shares(proposal: Proposal, batch: UUID) -> list[Share]:
    """What the list puts in, under keys that the same list gets again.

    Raises InvalidInput while a line is wrong: all of a list is taken or nothing.
    """
    if proposal.wrong:
        raise InvalidInput(
            _("%(n)s baris belum benar. Perbaiki dulu; semua masuk atau tidak sama sekali.",
              n=len(proposal.wrong)),
            field="list",
        )  # fmt: skip
    return [Share(uuid5(batch, str(row.number)), row.member_id, row.amount)
            for row in proposal.rows]  # fmt: skip


def _proposed(row: Listed, member: Member | None) -> Proposed:
    problem = row.problem
    if not problem and member is None:
        problem = _("Tidak ada anggota nomor %(number)s.", number=row.number)
    elif not problem and member is not None and member.status in GONE:
        problem = _("Bukan anggota lagi.")
    return Proposed(
        row.line, row.number, member.name if member else "", row.amount,
        MemberId(member.id) if member and not problem else None, problem,
    )  # fmt: skip
