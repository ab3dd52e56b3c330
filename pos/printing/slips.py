"""A test slip, asked for by somebody who waits for it; these functions open transactions."""

from __future__ import annotations

import time
from uuid import UUID

from core import clock
from core.db import reading, transaction
from pos.printing import jobs
from pos.printing.models import Printer, PrintJob

SECONDS = 8.0
"""How long somebody waits for the answer; of the first printer the worker only starts now, which
takes a small machine some of them."""
_PAUSE = 0.1


def print_slip(printer_id: UUID, *, what: str = "printer") -> PrintJob:
    """Queue a test slip, or the doctor's, and wait a little; returns the job as it is then."""
    with transaction() as session:
        printer = session.get_one(Printer, printer_id)
        job = jobs.queue_test(session, printer, at=clock.now(), what=what)
    return outcome(job.id)


def outcome(job_id: UUID) -> PrintJob:
    """The job once it is over, or after ``SECONDS`` as it is."""
    end = time.monotonic() + SECONDS
    while True:
        with reading() as session:
            job = session.get_one(PrintJob, job_id)
        if job.state not in jobs.OPEN or time.monotonic() > end:
            return job
        time.sleep(_PAUSE)
