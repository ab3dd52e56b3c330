"""One try to print a job, as the database sees it: taken, then over or waiting again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, literal, select, update
from sqlalchemy.orm import Session

from core.db import Database
from pos.printing.drawing import draw
from pos.printing.jobs import CANCELLED_FROM, OPEN, PAPER, PARKED_AFTER
from pos.printing.models import JobKind, JobState, JobTrouble, Printer, PrintJob
from pos.printing.transports.outcomes import Outcome, Result, Trouble

MOST_DOUBTS = 2
"""Attempts that may be on paper; after these nobody but a person can know."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A job that was taken: what to send, and what was known before."""

    job_id: UUID
    kind: JobKind
    doubts: int
    payload: bytes
    printer_id: UUID
    printer_address: str
    printer_answers: bool | None

    @property
    def answers(self) -> bool | None:
        """What to expect of the printer; a test slip asks it anew."""
        return None if self.kind is JobKind.TEST else self.printer_answers


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a job, and what was learnt about its printer."""

    state: JobState
    doubts: int
    answers: bool | None


def judge(attempt: Attempt, outcome: Outcome) -> Verdict:
    """Paper is tried again until it is certain, at most once after it may have come out.

    A drawer or a test slip that perhaps worked is left at that; a test slip is tried once.
    A printer that took the same paper twice and never said a word is one that never does.
    """
    doubts = attempt.doubts + (outcome.result is Result.UNKNOWN)
    again = attempt.kind in PAPER and doubts < MOST_DOUBTS
    state = {
        Result.CONFIRMED: JobState.CONFIRMED,
        Result.SENT: JobState.SENT,
        Result.UNKNOWN: JobState.WAITING if again else JobState.UNKNOWN,
        Result.NOT_SENT: JobState.EXPIRED if attempt.kind is JobKind.TEST else JobState.WAITING,
    }[outcome.result]
    if outcome.trouble is Trouble.SILENT and attempt.printer_answers is False:
        state = JobState.SENT  # a test slip asked, and there was nothing new
    return Verdict(state, doubts, _learnt(attempt, outcome, doubts))


def _learnt(attempt: Attempt, outcome: Outcome, doubts: int) -> bool | None:
    """Whether the printer answers, as far as that is known now."""
    if outcome.answered:
        return True
    is_mute = doubts == MOST_DOUBTS and outcome.trouble is Trouble.SILENT
    return False if attempt.printer_answers is None and is_mute else attempt.printer_answers


def wanted(session: Session) -> Sequence[tuple[str, datetime]]:
    """The addresses for which something waits, and when the newest of it was asked for."""
    found = session.execute(
        select(Printer.address, func.max(PrintJob.asked_at))
        .join(PrintJob, PrintJob.printer_id == Printer.id)
        .where(PrintJob.state == JobState.WAITING)
        .group_by(Printer.address)
    )
    return [(address, asked_at) for address, asked_at in found]


def take(database: Database, address: str, *, at: datetime) -> Attempt | None:
    """Draw the next job of an address and mark it as being sent; None when nothing waits."""
    while True:
        with database.reading() as session:
            found = _next(session, address)
            if found is None:
                return None
            job, printer = found
            is_due = job.expires_at > at and not _is_old(job, at=at)
            payload = _drawn(session, job, printer, at=at) if is_due else None
        if job.expires_at <= at:
            _expire(database, address, at=at)
        elif not is_due:
            _park(database, address, at=at)
        elif payload is None:
            _give_up(database, job, at=at)
        elif _mark_sending(database, job, payload):
            return _attempt(job, printer, payload)


def end(database: Database, attempt: Attempt, outcome: Outcome, *, at: datetime) -> JobState:
    """Write down how an attempt ended; returns what became of the job."""
    verdict = judge(attempt, outcome)
    over = verdict.state not in OPEN
    on_paper = verdict.state in (JobState.CONFIRMED, JobState.SENT)
    values = {
        "state": verdict.state,
        "doubts": verdict.doubts,
        "finished_at": at if over else None,
        "trouble": JobTrouble(outcome.trouble) if outcome.trouble else None,
    }
    with database.transaction() as session:
        session.execute(
            update(PrintJob)
            .where(PrintJob.id == attempt.job_id, PrintJob.state == JobState.SENDING)
            .values(values | ({"payload": None} if on_paper else {}))
        )
        _learn(session, attempt, verdict, outcome)
    return verdict.state


def recover(database: Database, *, at: datetime) -> int:
    """Settle what a worker that died was sending: it may be on paper. Returns how many."""
    with database.transaction() as session:
        found = session.execute(
            select(PrintJob, Printer)
            .join(Printer, Printer.id == PrintJob.printer_id)
            .where(PrintJob.state == JobState.SENDING)
        ).all()
        for job, printer in found:
            broken_off = Outcome(Result.UNKNOWN, Trouble.INTERRUPTED)
            verdict = judge(_attempt(job, printer, b""), broken_off)
            job.state, job.doubts, job.trouble = verdict.state, verdict.doubts, JobTrouble.CUT_OFF
            job.finished_at = at if verdict.state not in OPEN else None
    return len(found)


def _next(session: Session, address: str) -> tuple[PrintJob, Printer] | None:
    """The oldest waiting job; before it a drawer or a test slip, as somebody stands there."""
    urgency = case({JobKind.DRAWER: 0, JobKind.TEST: 1}, value=PrintJob.kind, else_=2)
    found = session.execute(
        select(PrintJob, Printer)
        .join(Printer, Printer.id == PrintJob.printer_id)
        .where(Printer.address == address, PrintJob.state == JobState.WAITING)
        .order_by(urgency, PrintJob.created_at, PrintJob.id)
        .limit(1)
    ).first()
    return None if found is None else (found[0], found[1])


def _drawn(session: Session, job: PrintJob, printer: Printer, *, at: datetime) -> bytes | None:
    """The bytes of a job; None for one that must not keep the others from being printed."""
    try:
        return draw(session, job, printer, at=at)
    except Exception:
        log.exception("cannot draw %s of %s", job.kind, job.source)
        return None


def _mark_sending(database: Database, job: PrintJob, payload: bytes) -> bool:
    """Commit that the first byte is about to leave; False when somebody was faster."""
    with database.transaction() as session:
        taken = session.scalars(
            update(PrintJob)
            .where(PrintJob.id == job.id, PrintJob.state == JobState.WAITING)
            .values(state=JobState.SENDING, attempts=PrintJob.attempts + 1, payload=payload)
            .returning(PrintJob.id)
        )
        return taken.one_or_none() is not None


def _expire(database: Database, address: str, *, at: datetime) -> None:
    """Give up everything of an address that waited too long, keeping the reason it waited for."""
    printers = select(Printer.id).where(Printer.address == address)
    reason = func.coalesce(PrintJob.trouble, JobTrouble.TOO_LATE)
    with database.transaction() as session:
        session.execute(
            update(PrintJob)
            .where(PrintJob.printer_id.in_(printers), PrintJob.state.in_(CANCELLED_FROM))
            .where(PrintJob.expires_at <= at)
            .values(state=_given_up, finished_at=at, trouble=reason)
            .execution_options(synchronize_session=False)
        )


def _is_old(job: PrintJob, *, at: datetime) -> bool:
    """Whether the buyer has left since somebody last wanted it."""
    return job.kind in PAPER and at - job.asked_at > PARKED_AFTER


def _park(database: Database, address: str, *, at: datetime) -> None:
    """Put the old paper of an address aside until somebody says what is to become of it."""
    printers = select(Printer.id).where(Printer.address == address)
    with database.transaction() as session:
        session.execute(
            update(PrintJob)
            .where(PrintJob.printer_id.in_(printers), PrintJob.state == JobState.WAITING)
            .where(PrintJob.kind.in_(PAPER), PrintJob.asked_at < at - PARKED_AFTER)
            .values(state=JobState.PARKED)
            .execution_options(synchronize_session=False)
        )


def _give_up(database: Database, job: PrintJob, *, at: datetime) -> None:
    with database.transaction() as session:
        session.execute(
            update(PrintJob)
            .where(PrintJob.id == job.id, PrintJob.state == JobState.WAITING)
            .values(state=_given_up, finished_at=at, trouble=JobTrouble.UNDRAWABLE)
            .execution_options(synchronize_session=False)
        )


_given_up = case(
    (PrintJob.doubts > 0, literal(JobState.UNKNOWN, PrintJob.state.type)),
    else_=literal(JobState.EXPIRED, PrintJob.state.type),
)
"""How a job ends that is tried no more, by whether it may be on paper."""


def _attempt(job: PrintJob, printer: Printer, payload: bytes) -> Attempt:
    return Attempt(
        job.id, job.kind, job.doubts, payload, printer.id, printer.address, printer.answers
    )


def _learn(session: Session, attempt: Attempt, verdict: Verdict, outcome: Outcome) -> None:
    """Remember what a printer showed about itself, unless it is another one by now."""
    printer = session.get_one(Printer, attempt.printer_id)
    if printer.address != attempt.printer_address:
        return
    if verdict.answers is not attempt.printer_answers:
        printer.answers = verdict.answers
    if outcome.result is Result.CONFIRMED:
        printer.paper_low = outcome.paper_low
