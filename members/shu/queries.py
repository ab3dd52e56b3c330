"""What the pages of the surplus read of its runs: their steps, pools and shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId
from core.models import Operator
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from members import lookup
from members.models import Member
from members.shu import runs, unclaimed
from members.shu.inputs import Inputs, thawed
from members.shu.models import RunState, SurplusLapse, SurplusRun, SurplusShare

SORTS = ("number", "total", "patronage", "capital")
"""By what lists of shares are ordered; amounts begin with the greatest."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who took a step, and when."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as its page shows it."""

    year: int
    number: int
    state: RunState
    surplus: Money
    member_surplus: Money
    other_surplus: Money
    payout_remainder: Money
    fingerprint: str
    members: int
    pools: Mapping[str, Money]
    inputs: Inputs
    """Without members."""
    proposed: Signed
    proposed_by: OperatorId
    ratified: Signed | None
    posted: Signed | None
    withdrawn: Signed | None
    decision: str
    decided_on: date | None
    reason: str
    corrects: int | None
    """The number of the run that it puts right."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A member's share as lists show it."""

    number: int
    name: str
    left: bool
    patronage: int
    """By what jasa usaha is measured."""
    capital: int
    by_patronage: Money
    by_capital: Money
    total: Money


@dataclass(frozen=True, slots=True)
class Difference:
    """What a correction changes for one member."""

    number: int
    name: str
    before: Money
    after: Money

    @property
    def change(self) -> Money:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class MemberShareOfYear:
    """What a posted division gave a member."""

    year: int
    run_number: int
    decision: str
    by_patronage: Money
    by_capital: Money
    total: Money
    left: Money
    """Of it not paid yet."""


def runs_of(session: Session, year: int) -> Sequence[RunView]:
    """Every run of a year, the newest first."""
    rows = session.scalars(
        select(SurplusRun).where(SurplusRun.year == year).order_by(SurplusRun.number.desc())
    ).all()
    names = _names(session)
    return [_view(session, run, names) for run in rows]


def run_view(session: Session, year: int, number: int) -> RunView:
    """One run. Raises NotFound."""
    return _view(session, runs.by_number(session, year, number), _names(session))


def shares(
    session: Session, year: int, number: int, *, words: str = "", sort: str = "number",
    page: int = 1,
) -> Page[ShareRow]:  # fmt: skip
    """A page of a run's shares."""
    run = runs.by_number(session, year, number)
    wanted = _shares().where(SurplusShare.run_id == run.id)
    if words:
        wanted = wanted.where(lookup.matching(words))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    column = {"total": SurplusShare.total, "patronage": SurplusShare.by_patronage,
              "capital": SurplusShare.by_capital}.get(sort)  # fmt: skip
    order = (SurplusShare.number,) if column is None else (column.desc(), SurplusShare.number)
    found = session.execute(wanted.order_by(*order).offset(offset(page)).limit(SIZE))
    return Page(tuple(ShareRow(*row) for row in found), page, count)


def all_shares(session: Session, run: SurplusRun) -> Sequence[ShareRow]:
    """Every share of a run, by number."""
    found = session.execute(
        _shares().where(SurplusShare.run_id == run.id).order_by(SurplusShare.number)
    )
    return [ShareRow(*row) for row in found]


def share(session: Session, run: SurplusRun, number: int) -> ShareRow:
    """One member's share. Raises NotFound."""
    row = session.execute(
        _shares().where(SurplusShare.run_id == run.id, SurplusShare.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound(_("Anggota nomor %(number)s tidak ada di pembagian ini.", number=number))
    return ShareRow(*row)


def differences(session: Session, run: SurplusRun) -> Sequence[Difference]:
    """What a correction changes, the greatest change first; nothing of any other run."""
    if run.corrects_id is None:
        return ()
    before = session.get_one(SurplusRun, run.corrects_id)
    old = {row.number: row for row in all_shares(session, before)}
    new = {row.number: row for row in all_shares(session, run)}
    found = [
        Difference(number, (new.get(number) or old[number]).name,
                   old[number].total if number in old else ZERO,
                   new[number].total if number in new else ZERO)
        for number in old.keys() | new.keys()
    ]  # fmt: skip
    changed = [each for each in found if each.change]
    return sorted(changed, key=lambda each: (-abs(each.change.amount), each.number))


def shares_of(session: Session, member_id: MemberId) -> Sequence[MemberShareOfYear]:
    """What every posted division gave a member, the newest year first; of a corrected year the
    division that holds."""
    rows = session.execute(
        select(SurplusRun, SurplusShare)
        .join(SurplusShare, SurplusShare.run_id == SurplusRun.id)
        .where(SurplusRun.state == RunState.POSTED, SurplusShare.member_id == member_id)
        .order_by(SurplusRun.year.desc(), SurplusRun.number.desc())
    ).all()
    known = unclaimed.everybody(session, [member_id]).get(member_id)
    left = known.by_year if known else {}
    holding = {run.year: (run, own) for run, own in reversed(rows)}
    return [
        MemberShareOfYear(year, run.number, run.decision, own.by_patronage, own.by_capital,
                          own.total, left.get(year, ZERO))
        for year, (run, own) in sorted(holding.items(), reverse=True)
    ]  # fmt: skip


def lapses(session: Session, year: int) -> Sequence[SurplusLapse]:
    """What meetings let lapse of a year's shares."""
    found = select(SurplusLapse).where(SurplusLapse.year == year)
    return session.scalars(found.order_by(SurplusLapse.recorded_at)).all()


def _shares() -> Select[int, str, bool, int, int, Money, Money, Money]:
    return select(
        SurplusShare.number, Member.name, SurplusShare.left, SurplusShare.patronage,
        SurplusShare.capital, SurplusShare.by_patronage, SurplusShare.by_capital,
        SurplusShare.total,
    ).join(Member, Member.id == SurplusShare.member_id)  # fmt: skip


def _names(session: Session) -> Mapping[OperatorId, str]:
    return {
        OperatorId(key): name for key, name in session.execute(select(Operator.id, Operator.name))
    }


def _view(session: Session, run: SurplusRun, names: Mapping[OperatorId, str]) -> RunView:
    before = session.get(SurplusRun, run.corrects_id) if run.corrects_id else None

    def signed(at: datetime | None, by: OperatorId | None) -> Signed | None:
        return Signed(at, names.get(by, "") if by else "") if at is not None else None

    return RunView(
        run.year, run.number, run.state, run.surplus, run.member_surplus, run.other_surplus,
        run.payout_remainder, run.fingerprint, run.members, runs.pools_of(session, run.id),
        thawed(run.year, run.rules, ()),
        Signed(run.proposed_at, names.get(run.proposed_by, "")), run.proposed_by,
        signed(run.ratified_at, run.ratified_by), signed(run.posted_at, run.posted_by),
        signed(run.withdrawn_at, run.withdrawn_by), run.decision, run.decided_on, run.reason,
        before.number if before else None,
    )  # fmt: skip
