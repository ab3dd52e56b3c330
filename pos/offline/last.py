"""How far the last sale of a till has come: what a clerk asks first after a power cut."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.models import table_of
from pos.models import Document, HeldDocument
from pos.printing.models import JobKind, JobState, PrintJob
from pos.tills import TillView

_document = table_of(Document)

RECEIPTS = {
    JobState.WAITING: "waiting",
    JobState.SENDING: "waiting",
    JobState.PARKED: "parked",
    JobState.CONFIRMED: "printed",
    JobState.SENT: "handed",
    JobState.UNKNOWN: "doubtful",
    JobState.EXPIRED: "not_printed",
    JobState.CANCELLED: "not_printed",
}
"""What the state of a print job means to somebody who waits for the paper."""


def standing(session: Session, till: TillView, number: str) -> dict[str, Any]:
    """Whether the server has a till's document, and what became of its paper.

    ``state``: booked, held or unknown (not here: the till has it); ``receipt``: one of
    ``RECEIPTS``, none where nothing was to be printed.
    """
    found = _find(session, till, number)
    if found is None:
        state = "held" if _is_held(session, till, number) else "unknown"
        return {"number": number, "state": state, "receipt": "none"}
    job = session.scalar(
        select(PrintJob.state)
        .where(PrintJob.source == f"{found.kind.value}:{found.id}")
        .where(PrintJob.kind == JobKind.RECEIPT)
    )
    return {
        "number": number,
        "state": "booked",
        "receipt": RECEIPTS[job] if job is not None else "none",
    }


def _find(session: Session, till: TillView, number: str) -> Any | None:
    """The document with this number; ``WSB-T1-A-000123`` names series and counter."""
    _till, _separator, rest = number.removeprefix(till.code).partition("-")
    series, _separator, counter = rest.partition("-")
    if not counter.isdecimal() or len(counter) > 12:
        return None
    return session.execute(
        select(_document.c.id, _document.c.kind)
        .where(_document.c.till_id == till.id, _document.c.counter == int(counter))
        .where(_document.c.series == series, _document.c.number == number)
    ).first()


def _is_held(session: Session, till: TillView, number: str) -> bool:
    bodies = session.scalars(
        select(HeldDocument.body)
        .where(HeldDocument.till_id == till.id, HeldDocument.cleared_at.is_(None))
        .order_by(HeldDocument.received_at.desc())
        .limit(20)
    )
    return any(f'"{number}"'.encode() in bytes(body) for body in bodies)
