"""A job as the bytes its printer needs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from pos import escpos, receipts
from pos.escpos import PrinterProfile
from pos.printing import doctor, papers
from pos.printing.doctor import DRAWER_PIN
from pos.printing.jobs import DOCTOR
from pos.printing.models import JobKind, Printer, PrintJob
from pos.printing.papers import Printing

WIDEST_58 = 384
"""Dots across paper of 58 mm; more are on paper of 80 mm."""


def draw(session: Session, job: PrintJob, printer: Printer, *, at: datetime) -> bytes:
    """What to send for a job, if it is sent now."""
    profile = profile_of(printer)
    match job.kind:
        case JobKind.DRAWER:
            return escpos.drawer_kick(profile)
        case JobKind.TEST:
            if job.source.startswith(f"{DOCTOR}:"):
                return doctor.slip(profile)
            return escpos.render(receipts.test_slip(profile.columns), profile)
        case JobKind.RECEIPT | JobKind.COPY:
            printing = Printing(profile.columns, at, job.copy_number, reprint=job.doubts > 0)
            return escpos.render(papers.lay_out(session, job.source, printing), profile)


def profile_of(printer: Printer) -> PrinterProfile:
    """What a printer can do."""
    return PrinterProfile(
        paper_mm=58 if printer.dots <= WIDEST_58 else 80,
        columns=printer.columns,
        dots=printer.dots,
        cutter=printer.cutter,
        drawer=DRAWER_PIN if printer.drawer else None,
        native_qr=printer.native_qr,
        code_page=printer.code_page,
        double_byte=printer.double_byte,
        density=printer.density,
    )
