"""Files that were taken already."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.models import Operator
from inventory.importing.kind import ImportFile, ImportTarget
from inventory.importing.models import ImportRun, ImportUndone, RunKind
from inventory.importing.reports import TakenBefore


def taken_before(
    session: Session, kind: RunKind, file: ImportFile, target: ImportTarget
) -> TakenBefore | None:
    """When the same file was last taken to the same place, unless it was taken back."""
    row = session.execute(
        select(ImportRun.number, ImportRun.at, func.coalesce(Operator.name, ""))
        .outerjoin(Operator, Operator.id == ImportRun.by)
        .outerjoin(ImportUndone, ImportUndone.run_id == ImportRun.id)
        .where(
            ImportRun.fingerprint == file.fingerprint,
            ImportRun.kind == kind,
            ImportRun.shop_id.is_not_distinct_from(target.shop_id),
            ImportRun.count_number == target.count,
            ImportUndone.run_id.is_(None),
        )
        .order_by(ImportRun.number.desc())
        .limit(1)
    ).one_or_none()
    return TakenBefore(*row) if row else None
