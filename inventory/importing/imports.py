"""Files that are taken: every row is reported, the good ones can be taken, nothing half-done.

``preview`` and ``take`` plan the same way, so what the report said is what is written. What was
taken is kept as a run, with everything it made, so that ``undoing`` can take it back.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError
from core.i18n import _
from core.ids import OperatorId, new_id
from core.models import table_of
from core.tables import read_table
from inventory.importing.columns import read_columns
from inventory.importing.kind import Import, ImportFile, Kind, Made, Planned, Writing
from inventory.importing.models import ImportMade, ImportRun
from inventory.importing.reports import ImportReport, Progress, halves, quiet
from inventory.importing.runs import taken_before


def read_file(kind: Kind, name: str, content: bytes) -> ImportFile:
    """Read a file of a kind. Refuses what is no table, or has not the headings it needs."""
    sheet = read_columns(read_table(name, content), kind.vocabulary)
    return ImportFile(name, hashlib.sha256(content).hexdigest(), sheet)


def preview(session: Session, wanted: Import, progress: Progress = quiet) -> ImportReport:
    """Say what a file would do; nothing is written."""
    return _plan(session, wanted, progress)[0]


def take(
    session: Session,
    wanted: Import,
    *,
    only_good: bool,
    at: datetime,
    by: OperatorId | None,
    progress: Progress = quiet,
    below_cost: str = "",
) -> ImportReport:
    """Write what a file says. Refuses all of it when a row is refused, unless ``only_good``.

    Prices below what the goods cost are taken only with a reason, ``below_cost``.
    """
    reading, writing = halves(progress)
    report, planned = _plan(session, wanted, reading)
    if report.refused and not only_good:
        raise BusinessError(
            _("%(count)s baris ditolak, jadi tidak ada yang diambil.", count=len(report.refused))
        )
    if report.below_cost and not below_cost:
        raise BusinessError(
            _(
                "%(count)s harga di bawah harga pokok, jadi tidak ada yang diambil. "
                "Centang “boleh rugi” dan isi alasannya kalau memang begitu.",
                count=report.below_cost,
            )
        )
    if not report.changes_anything:
        return report
    run = _begin(session, wanted, report, at=at, by=by)
    made = planned.work.write(session, Writing(run.id, wanted.target, at, by, writing))
    _keep(session, run, made)
    session.expire_all()  # what was written went past the session
    audit.record(
        session, wanted.kind.action, at=at, by=by, shop_id=wanted.target.shop_id,
        subject=wanted.file.sheet.read_as, **report.counts, **_loss(report, below_cost),
    )  # fmt: skip
    return replace(report, run=run.number)


def _loss(report: ImportReport, reason: str) -> dict[str, Any]:
    """How many prices are below cost, and why."""
    return {"below_cost": report.below_cost, "reason": reason} if report.below_cost else {}


def _plan(session: Session, wanted: Import, progress: Progress) -> tuple[ImportReport, Planned]:
    planned = wanted.kind.plan(session, wanted.file, wanted.target, progress)
    sheet = wanted.file.sheet
    before = taken_before(session, wanted.kind.name, wanted.file, wanted.target)
    return ImportReport(planned.rows, sheet.ignored, sheet.read_as, before), planned


def _begin(
    session: Session,
    wanted: Import,
    report: ImportReport,
    *,
    at: datetime,
    by: OperatorId | None,
) -> ImportRun:
    counts = report.counts
    run = ImportRun(
        id=new_id(),
        number=(session.scalar(select(func.max(ImportRun.number))) or 0) + 1,
        kind=wanted.kind.name, shop_id=wanted.target.shop_id, count_number=wanted.target.count,
        file_name=wanted.file.name[:120], fingerprint=wanted.file.fingerprint, at=at, by=by,
        new=counts["new"], changed=counts["changed"], same=counts["same"],
        refused=counts["refused"],
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run


def _keep(session: Session, run: ImportRun, made: list[Made]) -> None:
    rows = [
        {
            "run_id": run.id, "number": number, "row": one.row, "kind": one.kind,
            "key": one.key, "before": dict(one.before), "after": dict(one.after),
        }
        for number, one in enumerate(made, 1)
    ]  # fmt: skip
    if rows:
        session.execute(insert(table_of(ImportMade)), rows)
