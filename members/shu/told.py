"""Slips out of a run: what each member is told of her share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.ids import MemberId
from core.money import ZERO
from core.shops import find_coop
from ledger import year_end
from members.shu import capital, queries, runs
from members.shu.allocation import Basis, Leavers, Weights
from members.shu.inputs import Inputs, thawed
from members.shu.models import RunState, SurplusRun, SurplusShare
from members.shu.queries import ShareRow
from members.shu.settings import BASES
from members.shu.slips import MemberSlip, PoolShare

KIND = "shu_slip"
"""What the source of a printed one begins with."""


@dataclass(frozen=True, slots=True)
class Teller:
    """What all slips of a run have in common."""

    coop: str
    is_demo: bool
    run: SurplusRun
    inputs: Inputs
    """Without members."""
    pools: dict[Basis, PoolShare]
    """With nothing of anybody's."""

    def slip(self, row: ShareRow) -> MemberSlip:
        """What one member is told."""
        run, rules = self.run, self.inputs.rules
        own = Weights(row.number, row.patronage, row.capital, row.left).under(rules.plan.leavers)
        usaha, modal = self.pools[Basis.PATRONAGE], self.pools[Basis.CAPITAL]
        return MemberSlip(
            self.coop, run.year, run.decision, run.decided_on, row.number, row.name, run.surplus,
            run.member_surplus,
            PoolShare(usaha.pool, own[Basis.PATRONAGE], usaha.everybody, row.by_patronage),
            PoolShare(modal.pool, own[Basis.CAPITAL], modal.everybody, row.by_capital),
            rules.basis, len(capital.measured_days(rules.basis, year_end.last_day(run.year))),
            row.total, rules.plan.payout_unit, rules.rest_to, row.left, self._stamp(),
        )  # fmt: skip

    def _stamp(self) -> str:
        if self.is_demo:
            return "CONTOH"
        match self.run.state:
            case RunState.WITHDRAWN:
                return "DITARIK"
            case RunState.PROPOSED | RunState.RATIFIED:
                return "BELUM PASTI"
            case RunState.POSTED:
                return ""


def teller(session: Session, run: SurplusRun) -> Teller:
    """Everything that the slips of a run share."""
    coop = find_coop(session)
    inputs = thawed(run.year, run.rules, ())
    pools = runs.pools_of(session, run.id)
    weights = _everybody(session, run, inputs.rules.plan.leavers)
    shares = {
        basis: PoolShare(pools.get(code, ZERO), 0, weights[basis], ZERO)
        for code, basis in BASES.items()
    }
    return Teller(coop.name if coop else "", bool(coop and coop.is_demo), run, inputs, shares)


def source(run: SurplusRun, number: int) -> str:
    """What a member's slip of a run is known by on paper, the first and every copy; before it is
    posted the slip is another paper."""
    known = f"{KIND}:{run.id}:{number}"
    return known if run.state is RunState.POSTED else f"{known}:{run.state.value}"


def asked(session: Session, key: str) -> MemberSlip:
    """The slip that a source after its kind means. Raises ValueError for what means none."""
    run_id, number, *_state = key.split(":")
    run = session.get_one(SurplusRun, UUID(run_id))
    return teller(session, run).slip(queries.share(session, run, int(number)))


def sources_of(session: Session, member_id: MemberId, years: Collection[int] = ()) -> Sequence[str]:
    """The slips of the divisions that hold, of these years or of all, the newest year first."""
    rows = session.execute(
        select(SurplusRun, SurplusShare.number)
        .join(SurplusShare, SurplusShare.run_id == SurplusRun.id)
        .where(SurplusRun.state == RunState.POSTED, SurplusShare.member_id == member_id)
        .order_by(SurplusRun.year, SurplusRun.number)
    )
    holding = {run.year: source(run, number) for run, number in rows}
    return [holding[year] for year in sorted(holding, reverse=True) if not years or year in years]


def everybodys(session: Session, run: SurplusRun) -> Iterator[MemberSlip]:
    """The slips of all who get something, by number."""
    tells = teller(session, run)
    return (
        tells.slip(row) for row in queries.all_shares(session, run) if row.total or not row.left
    )


def _everybody(session: Session, run: SurplusRun, leavers: Leavers) -> dict[Basis, int]:
    """The sums of all weights as they count."""
    stays = SurplusShare.left.is_(False)
    purchases = SurplusShare.patronage > 0
    owns = SurplusShare.capital > 0
    if leavers is not Leavers.PRORATA:
        owns = and_(owns, stays)
    if leavers is Leavers.NOTHING:
        purchases = and_(purchases, stays)
    row = session.execute(
        select(_summed(purchases, SurplusShare.patronage), _summed(owns, SurplusShare.capital))
        .where(SurplusShare.run_id == run.id)
    ).one()  # fmt: skip
    return {Basis.PATRONAGE: int(row[0] or 0), Basis.CAPITAL: int(row[1] or 0)}


def _summed(counts: ColumnElement[bool], column: InstrumentedAttribute[int]) -> ColumnElement[int]:
    return func.sum(case((counts, column), else_=0))
