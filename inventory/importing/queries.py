"""What the pages of imports read: the list of runs, and one with what it made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.ids import OperatorId, ShopId
from core.models import Operator, Shop
from core.paging import SIZE, Page, offset
from inventory.importing.models import ImportRun, ImportUndone, RunKind


@dataclass(frozen=True, slots=True)
class RunRow:
    """A file that was taken, as lists show it."""

    number: int
    kind: RunKind
    file_name: str
    shop: str
    """Its code; empty where it makes no difference."""
    count_number: str
    time_zone: str
    at: datetime
    by_id: OperatorId | None
    by: str
    """Empty for a command."""
    new: int
    changed: int
    same: int
    refused: int
    undone_at: datetime | None
    undone_by: str


def run_page(
    session: Session, words: str, kind: RunKind | None, *, within: ShopId | None, number: int
) -> Page[RunRow]:
    """Files that were taken, the newest first; words are parts of file name or count."""
    wanted = _rows().where(*_matching(words, kind, within))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(ImportRun.number.desc()).offset(offset(number)).limit(SIZE)
    return Page(tuple(RunRow(*row) for row in session.execute(newest)), number, total)


def run_row(session: Session, run: ImportRun) -> RunRow:
    """One file as the list shows it."""
    return RunRow(*session.execute(_rows().where(ImportRun.id == run.id)).one())


def _rows() -> Select[*tuple[Any, ...]]:
    undoer = aliased(Operator)
    return (
        select(
            ImportRun.number, ImportRun.kind, ImportRun.file_name, func.coalesce(Shop.code, ""),
            ImportRun.count_number, func.coalesce(Shop.time_zone, "Asia/Jakarta"), ImportRun.at,
            ImportRun.by, func.coalesce(Operator.name, ""), ImportRun.new, ImportRun.changed,
            ImportRun.same, ImportRun.refused, ImportUndone.at.label("undone_at"),
            func.coalesce(undoer.name, "").label("undone_by"),
        )
        .outerjoin(Shop, Shop.id == ImportRun.shop_id)
        .outerjoin(Operator, Operator.id == ImportRun.by)
        .outerjoin(ImportUndone, ImportUndone.run_id == ImportRun.id)
        .outerjoin(undoer, undoer.id == ImportUndone.by)
    )  # fmt: skip


def _matching(words: str, kind: RunKind | None, within: ShopId | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if kind is not None:
        conditions.append(ImportRun.kind == kind)
    if within is not None:
        conditions.append(or_(ImportRun.shop_id.is_(None), ImportRun.shop_id == within))
    for word in words.lower().split():
        texts = (func.lower(ImportRun.file_name), func.lower(ImportRun.count_number))
        conditions.append(or_(*(text.contains(word, autoescape=True) for text in texts)))
    return conditions
