"""A job as the bytes its printer needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from pos import escpos, queries, receipts
from pos.escpos import PrinterProfile
from pos.models import JobKind, Printer, PrintJob
from pos.printing.jobs import sale_of
from pos.receipts import Receipt

LATE = timedelta(minutes=10)
"""A receipt this long after its sale says DICETAK MENYUSUL: the buyer has left."""
WIDEST_58 = 384
"""Dots across paper of 58 mm; more are on paper of 80 mm."""
DRAWER_PIN = 2
"""Where the cash drawers of the shops are wired."""


def draw(session: Session, job: PrintJob, printer: Printer, *, at: datetime) -> bytes:
    """What to send for a job, if it is sent now."""
    profile = profile_of(printer)
    match job.kind:
        case JobKind.DRAWER:
            return escpos.drawer_kick(profile)
        case JobKind.TEST:
            return escpos.render(receipts.test_slip(profile.columns), profile)
        case JobKind.RECEIPT | JobKind.COPY:
            receipt = _receipt(session, job, at=at)
            return escpos.render(receipts.layout(receipt, profile.columns), profile)


def profile_of(printer: Printer) -> PrinterProfile:
    """What a printer can do."""
    return PrinterProfile(
        paper_mm=58 if printer.dots <= WIDEST_58 else 80,
        columns=printer.columns,
        dots=printer.dots,
        cutter=printer.cutter,
        drawer=DRAWER_PIN if printer.drawer else None,
    )


def _receipt(session: Session, job: PrintJob, *, at: datetime) -> Receipt:
    sale_id = sale_of(job)
    if sale_id is None:
        raise ValueError(f"{job.kind} of {job.source}")
    receipt = queries.receipt(session, sale_id)
    return replace(
        receipt,
        copy_of=job.copy_number,
        reprint=job.doubts > 0,
        late=job.kind is JobKind.RECEIPT and at - receipt.sold_at > LATE,
    )
