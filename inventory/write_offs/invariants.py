"""What must always be true of write-offs; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.money import ZERO, Money
from inventory.models import StockMove
from inventory.write_offs.models import WriteOff, WriteOffLine, WriteOffStatus
from inventory.write_offs.write_offs import source_of


def booked(session: Session) -> Iterator[str]:
    """What a booked paper says its goods cost has left the shelves; no other moved anything."""
    moved, written = _moved(session), _written(session)
    for paper in session.scalars(select(WriteOff).order_by(WriteOff.number)):
        is_booked = paper.status is WriteOffStatus.BOOKED
        said = paper.value if is_booked else ZERO
        listed = written.get(paper.id, ZERO) if is_booked else ZERO
        if (-moved.pop(source_of(paper), ZERO), listed) != (said, said):
            yield _("Barang keluar %(number)s tidak cocok dengan kartu stoknya.",
                    number=paper.number)  # fmt: skip
    for source in sorted(moved):
        yield _("Barang keluar tanpa surat: %(source)s.", source=source)


def _moved(session: Session) -> dict[str, Money]:
    """What the shelves' value changed by, by source; producers' spoilt goods have other papers."""
    rows = session.execute(
        select(StockMove.source, func.sum(StockMove.value))
        .where(StockMove.source.startswith("write_off:"))
        .group_by(StockMove.source)
    )
    return {row[0]: row[1] for row in rows}


def _written(session: Session) -> dict[Any, Money]:
    """What the lines of each paper add up to."""
    rows = session.execute(
        select(WriteOffLine.write_off_id, func.sum(WriteOffLine.value)).group_by(
            WriteOffLine.write_off_id
        )
    )
    return {row[0]: row[1] for row in rows}
