"""What must always be true of the yearly surplus; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.ids import MemberId
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.models import Member
from members.shu import runs
from members.shu.allocation import Basis
from members.shu.entries import run_source
from members.shu.models import RunState, SurplusLapse, SurplusRun, SurplusShare
from members.shu.settings import BASES


def divided(session: Session) -> Iterator[str]:
    """The pools of every run add up to its surplus, and the shares to their pools."""
    for run in _every_run(session):
        pools = runs.pools_of(session, run.id)
        if sum(amount.amount for amount in pools.values()) != max(run.surplus, ZERO).amount:
            yield _("%(run)s: dana-dananya tidak berjumlah SHU-nya.", run=_called(run))
        shared = _shared(session, run.id)
        for code, basis in BASES.items():
            if shared[basis] != pools.get(code, ZERO):
                yield _("%(run)s: bagian anggota tidak berjumlah %(pool)s.",
                        run=_called(run), pool=code)  # fmt: skip


def frozen(session: Session) -> Iterator[str]:
    """What every run rests on still has its fingerprint, and divides into the same pools."""
    for run in _every_run(session):
        inputs = runs.inputs_of(session, run)
        if inputs.fingerprint() != run.fingerprint:
            yield _("%(run)s: dasar perhitungannya tidak cocok dengan sidik jarinya.",
                    run=_called(run))  # fmt: skip
        elif inputs.division().pools.amounts != runs.pools_of(session, run.id):
            yield _("%(run)s: dihitung ulang, dana-dananya lain.", run=_called(run))


def booked(session: Session) -> Iterator[str]:
    """A posted run owes every member her share; a correction at most the difference."""
    for run in _every_run(session):
        owed = _owed(session, run)
        if run.state is not RunState.POSTED:
            if owed:
                yield _("%(run)s dibukukan padahal belum.", run=_called(run))
            continue
        shares = _totals(session, run.id)
        before = _totals(session, run.corrects_id) if run.corrects_id else {}
        for member_id in shares.keys() | before.keys() | owed.keys():
            change = shares.get(member_id, ZERO) - before.get(member_id, ZERO)
            found = owed.get(member_id, ZERO)
            if found != change and not (run.corrects_id and change < found <= ZERO):
                number = session.scalar(select(Member.number).where(Member.id == member_id))
                yield _("%(run)s: anggota nomor %(number)s dibukukan %(found)s, bagiannya "
                        "%(share)s.", run=_called(run), number=number, found=rupiah(found),
                        share=rupiah(change))  # fmt: skip


def owed(session: Session) -> Iterator[str]:
    """Nobody was paid more than her shares, and what lapsed was booked as it is written down."""
    amount = func.sum(Posting.amount)
    rows = session.execute(
        select(Member.number, amount.label("amount"))
        .join(Member, Member.id == Posting.member_id)
        .where(Posting.account == chart.SURPLUS_PAYABLE)
        .group_by(Member.number)
        .having(amount > ZERO)
        .order_by(Member.number)
    )
    for row in rows:
        yield _("Anggota nomor %(number)s dibayar %(amount)s lebih dari SHU-nya.",
                number=row.number, amount=rupiah(row.amount))  # fmt: skip
    for lapse in session.scalars(select(SurplusLapse).order_by(SurplusLapse.recorded_at)):
        found = _moved(session, f"surplus_lapse:{lapse.id}")
        if sum(part.amount for part in found.values()) != -lapse.amount.amount:
            yield _("SHU %(year)s yang hangus tidak cocok dengan pembukuannya.", year=lapse.year)


def _every_run(session: Session) -> Iterator[SurplusRun]:
    yield from session.scalars(select(SurplusRun).order_by(SurplusRun.year, SurplusRun.number))


def _called(run: SurplusRun) -> str:
    return _("SHU %(year)s usulan ke-%(number)s", year=run.year, number=run.number)


def _shared(session: Session, run_id: UUID) -> Mapping[Basis, Money]:
    by_patronage, by_capital = session.execute(
        select(func.sum(SurplusShare.by_patronage), func.sum(SurplusShare.by_capital)).where(
            SurplusShare.run_id == run_id
        )
    ).one()
    return {Basis.PATRONAGE: by_patronage or ZERO, Basis.CAPITAL: by_capital or ZERO}


def _totals(session: Session, run_id: UUID | None) -> Mapping[MemberId, Money]:
    rows = session.execute(
        select(SurplusShare.member_id, SurplusShare.total).where(SurplusShare.run_id == run_id)
    )
    return {MemberId(row.member_id): row.total for row in rows}


def _owed(session: Session, run: SurplusRun) -> Mapping[MemberId, Money]:
    return _moved(session, run_source(run.id))


def _moved(session: Session, source: str) -> Mapping[MemberId, Money]:
    """What one entry added to what each member is owed."""
    rows = session.execute(
        select(Posting.member_id, func.sum(Posting.amount).label("amount"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.source == source, Posting.account == chart.SURPLUS_PAYABLE)
        .where(Posting.member_id.is_not(None))
        .group_by(Posting.member_id)
    )
    return {MemberId(row.member_id): -row.amount for row in rows}
