"""Where rows of a table are used: every foreign key of the database that points at them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from core.models import Base, table_of

_AT_ONCE = 5_000
"""Keys asked for in one statement: engines limit the number of parameters."""


def uses(
    session: Session, model: type[Base], keys: Collection[UUID], *, besides: Collection[str]
) -> dict[UUID, str]:
    """The tables that use rows of a model, one table for each row that is used."""
    found: dict[UUID, str] = {}
    for column in _pointing_at(model, besides):
        for some in _in_parts(sorted(keys)):
            rows = session.scalars(select(column).where(column.in_(some)).distinct())
            found |= dict.fromkeys(rows, column.table.name)
    return found


def _pointing_at(model: type[Base], besides: Collection[str]) -> Iterator[Column[UUID]]:
    target = table_of(model)
    for table in Base.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            if key.column.table is target and table.name not in besides:
                yield key.parent


def _in_parts(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
