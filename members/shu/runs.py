"""The division of a year's surplus: proposed, ratified by another person, posted once (domain §3).

What is proposed is frozen: later sales, a member who leaves, other settings change nothing of it.
Every step takes its turn on the co-op's one row, so two people who press at once do it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.i18n import _, lazy
from core.ids import MemberId, OperatorId, ShopId, new_id
from core.models import table_of
from core.money import ZERO, Money
from ledger import journal, periods, year_end
from members.balances import every_balance
from members.entries import Event, Part, across_shops
from members.meetings import decisions
from members.meetings.models import MotionKind
from members.models import Member
from members.shu import drafts
from members.shu.allocation import Division, MemberShare, Weights
from members.shu.drafts import ByLaws
from members.shu.entries import (
    Divided,
    Share,
    correction_parts,
    division_parts,
    fund_of,
    run_source,
)
from members.shu.inputs import Inputs, Weighed, thawed
from members.shu.models import RunState, SurplusPool, SurplusRun, SurplusShare
from members.shu.settings import BASES

OPEN = (RunState.PROPOSED, RunState.RATIFIED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: a year's division, or one that puts a posted one right."""

    year: int
    laws: ByLaws | None = None
    """Other rules than the settings have; None: those of the year's last day."""
    reason: str = ""
    """Why a posted division is put right."""


def propose(session: Session, proposal: Proposal, *, at: datetime, by: OperatorId) -> SurplusRun:
    """Freeze the inputs of a year whose books are closed, and divide its surplus.

    Raises BusinessError while the year is open, while another proposal waits, or when the year is
    divided already and no reason for a correction is given.
    """
    shops.take_turn(session)
    year = proposal.year
    if not year_end.is_closed(session, year):
        raise BusinessError(_("Tutup dulu buku tahun %(year)s.", year=year))
    if waiting := open_run(session, year):
        raise BusinessError(
            _("Usulan ke-%(number)s tahun %(year)s belum selesai. Selesaikan atau tarik dulu.",
              number=waiting.number, year=year)
        )  # fmt: skip
    before = posted(session, year)
    if before is not None and not proposal.reason.strip():
        raise InvalidInput(
            _("SHU %(year)s sudah dibagi. Tulis apa yang dikoreksi.", year=year), field="reason"
        )
    inputs = drafts.gather(session, year, proposal.laws)
    _check_funds(inputs)
    return _freeze(session, inputs, before, proposal.reason, at=at, by=by)


def withdraw(
    session: Session, run: SurplusRun, *, reason: str, at: datetime, by: OperatorId
) -> None:
    """Give a proposal up before it is posted. Raises InvalidInput without a reason."""
    shops.take_turn(session)
    _expect(session, run, OPEN)
    if not reason.strip():
        raise InvalidInput(_("Tulis alasannya."), field="reason")
    run.state, run.reason = RunState.WITHDRAWN, reason.strip()
    run.withdrawn_at, run.withdrawn_by = at, by
    _note(session, run, "surplus.withdrawn", at=at, by=by)


def ratify(
    session: Session, run: SurplusRun, *, decision: str, at: datetime, by: OperatorId
) -> None:
    """Write down that the meeting decided it; never by whoever proposed it.

    ``decision`` is a carried motion about the surplus: ``RAT-2026/2``.
    """
    shops.take_turn(session)
    _expect(session, run, (RunState.PROPOSED,))
    if run.proposed_by == by:
        raise PermissionDenied(_("Yang mengusulkan tidak boleh mengesahkan sendiri."))
    motion = decisions.carried_motion(session, decision, MotionKind.SURPLUS, year=run.year)
    run.state, run.ratified_at, run.ratified_by = RunState.RATIFIED, at, by
    run.decision = "".join(decision.split()).upper()
    run.decided_on = decisions.decided_on(session, motion)
    _note(session, run, "surplus.ratified", at=at, by=by)


def post(session: Session, run: SurplusRun, *, at: datetime, by: OperatorId) -> None:
    """Book the division, once, on the meeting's date or the first open day after it."""
    seat_id = ShopId(shops.seat(session).id)
    shops.take_turn(session)
    journal.lock_every_shop(session)
    if run.state is RunState.POSTED:
        return
    _expect(session, run, (RunState.RATIFIED,))
    parts: Sequence[Part] = tuple(division_parts(divided(session, run), seat_id))
    if run.corrects_id is not None:
        parts = tuple(_correction(session, run, parts, seat_id))
    day = periods.open_day(session, run.decided_on or year_end.last_day(run.year))
    words = f"Pembagian SHU {run.year} {run.decision}"
    event = Event(seat_id, day, run_source(run.id), words)
    for entry in across_shops(event, parts):
        journal.post(session, entry, at=at)
    run.state, run.posted_at, run.posted_by = RunState.POSTED, at, by
    _note(session, run, "surplus.posted", at=at, by=by)


def by_number(session: Session, year: int, number: int) -> SurplusRun:
    """A year's run. Raises NotFound."""
    found = select(SurplusRun).where(SurplusRun.year == year, SurplusRun.number == number)
    run = session.scalars(found).one_or_none()
    if run is None:
        raise NotFound(_("Tidak ada usulan SHU %(year)s ke-%(number)s.", year=year, number=number))
    return run


def open_run(session: Session, year: int) -> SurplusRun | None:
    """The proposal of a year that waits for the meeting or for its booking."""
    waiting = select(SurplusRun).where(SurplusRun.year == year, SurplusRun.state.in_(OPEN))
    return session.scalars(waiting).one_or_none()


def posted(session: Session, year: int) -> SurplusRun | None:
    """The division of a year that holds: the last one posted."""
    done = select(SurplusRun).where(SurplusRun.year == year, SurplusRun.state == RunState.POSTED)
    return session.scalars(done.order_by(SurplusRun.number.desc()).limit(1)).first()


def inputs_of(session: Session, run: SurplusRun) -> Inputs:
    """What a run rests on, as it was frozen."""
    rows = session.scalars(
        select(SurplusShare).where(SurplusShare.run_id == run.id).order_by(SurplusShare.number)
    )
    members = tuple(
        Weighed(share.member_id, Weights(share.number, share.patronage, share.capital, share.left))
        for share in rows
    )
    return thawed(run.year, run.rules, members)


def divided(session: Session, run: SurplusRun) -> Divided:
    """A run as the books see it."""
    rows = session.execute(
        select(
            SurplusShare.member_id, Member.shop_id, SurplusShare.total,
            SurplusShare.by_patronage, SurplusShare.by_capital,
        )
        .join(Member, Member.id == SurplusShare.member_id)
        .where(SurplusShare.run_id == run.id)
        .order_by(SurplusShare.number)
    )  # fmt: skip
    shares = tuple(
        Share(row.member_id, row.shop_id, row.total, row.by_patronage + row.by_capital - row.total)
        for row in rows
    )
    rest_to = thawed(run.year, run.rules, ()).rules.rest_to
    return Divided(max(run.surplus, ZERO), pools_of(session, run.id), shares, rest_to)


def pools_of(session: Session, run_id: UUID) -> Mapping[str, Money]:
    """The pools of a run, in their order."""
    rows = session.execute(
        select(SurplusPool.code, SurplusPool.amount)
        .where(SurplusPool.run_id == run_id)
        .order_by(SurplusPool.position)
    )
    return {row.code: row.amount for row in rows}


def _expect(session: Session, run: SurplusRun, states: Sequence[RunState]) -> None:
    session.refresh(run)
    if run.state not in states:
        raise BusinessError(str(_DONE[run.state]) % {"year": run.year})


_DONE = {
    RunState.PROPOSED: lazy("SHU %(year)s masih menunggu keputusan rapat."),
    RunState.RATIFIED: lazy("SHU %(year)s sudah disahkan rapat."),
    RunState.POSTED: lazy("SHU %(year)s sudah dibukukan."),
    RunState.WITHDRAWN: lazy("Usulan SHU %(year)s ini sudah ditarik."),
}


def _check_funds(inputs: Inputs) -> None:
    for code in inputs.rules.plan.codes():
        if code not in BASES:
            fund_of(code)


def _freeze(
    session: Session, inputs: Inputs, before: SurplusRun | None, reason: str, *, at: datetime,
    by: OperatorId,
) -> SurplusRun:  # fmt: skip
    division = inputs.division()
    newest = session.scalar(
        select(func.max(SurplusRun.number)).where(SurplusRun.year == inputs.year)
    )
    run = SurplusRun(
        id=new_id(),
        year=inputs.year,
        number=(newest or 0) + 1,
        corrects_id=before.id if before else None,
        state=RunState.PROPOSED,
        surplus=inputs.surplus,
        member_surplus=division.pools.member_surplus,
        other_surplus=division.pools.other_surplus,
        payout_remainder=division.payout_remainder,
        rules=inputs.frozen_rules(),
        fingerprint=inputs.fingerprint(),
        members=len(inputs.members),
        proposed_at=at,
        proposed_by=by,
        reason=reason.strip(),
    )
    session.add(run)
    session.flush()
    _write(session, run.id, inputs, division)
    _note(session, run, "surplus.proposed", at=at, by=by)
    return run


def _write(session: Session, run_id: UUID, inputs: Inputs, division: Division) -> None:
    pools = division.pools.amounts.items()
    session.execute(
        insert(table_of(SurplusPool)),
        [
            {"run_id": run_id, "code": code, "position": position, "amount": amount}
            for position, (code, amount) in enumerate(pools)
        ],
    )
    if rows := list(_rows(run_id, inputs.members, division.shares)):
        session.execute(insert(table_of(SurplusShare)), rows)


def _rows(
    run_id: UUID, members: Sequence[Weighed], shares: Sequence[MemberShare]
) -> Iterator[Mapping[str, object]]:
    for each, share in zip(members, shares, strict=True):
        yield {
            "run_id": run_id,
            "number": share.number,
            "member_id": each.member_id,
            "patronage": each.weights.patronage,
            "capital": each.weights.capital,
            "left": each.weights.left,
            "by_patronage": share.patronage,
            "by_capital": share.capital,
            "total": share.paid,
        }


def _correction(
    session: Session, run: SurplusRun, new: Sequence[Part], seat_id: ShopId
) -> Iterator[Part]:
    before = session.get_one(SurplusRun, run.corrects_id)
    old = tuple(division_parts(divided(session, before), seat_id))
    owners = {part.line.member_id for part in old if part.line.member_id is not None}
    unpaid: Mapping[MemberId, Money] = {
        member_id: known.surplus for member_id, known in every_balance(session, owners).items()
    }
    yield from correction_parts(new, old, seat_id=seat_id, unpaid=unpaid)


def _note(session: Session, run: SurplusRun, action: str, *, at: datetime, by: OperatorId) -> None:
    session.flush()
    audit.record(session, action, at=at, by=by, subject=f"{run.year}/{run.number}",
                 fingerprint=run.fingerprint, surplus=run.surplus.amount)  # fmt: skip
