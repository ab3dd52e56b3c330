"""What is left of a sale after everything that came back."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import PackId, SaleId
from pos.models import SaleLine
from pos.returns.apportioning import NOTHING, Portion
from pos.returns.matching import SoldLine
from pos.returns.models import ReturnLine


def sold_lines(session: Session, sale_id: SaleId) -> Mapping[int, SoldLine]:
    """The lines of a sale by position, each with what is left of it."""
    returned = _returned(session, sale_id)
    lines = session.scalars(
        select(SaleLine).where(SaleLine.sale_id == sale_id).order_by(SaleLine.position)
    )
    return {line.position: _sold_line(line, returned.get(line.position, NOTHING)) for line in lines}


def _returned(session: Session, sale_id: SaleId) -> dict[int, Portion]:
    rows = session.execute(
        select(
            ReturnLine.sale_position,
            func.sum(ReturnLine.quantity),
            func.sum(ReturnLine.base_quantity),
            func.sum(ReturnLine.share),
            func.sum(ReturnLine.cost),
        )
        .where(ReturnLine.sale_id == sale_id)
        .group_by(ReturnLine.sale_position)
    )
    return {row[0]: Portion(row[1], row[2], row[3], row[4]) for row in rows if row[0] is not None}


def _sold_line(line: SaleLine, returned: Portion) -> SoldLine:
    sold = Portion(line.quantity, line.base_quantity, line.amount, line.cost)
    return SoldLine(
        position=line.position,
        pack_id=PackId(line.pack_id),
        name=line.name,
        unit=line.unit,
        unit_price=line.unit_price,
        sold=sold,
        left=sold - returned,
        counts_for_patronage=line.counts_for_patronage,
    )
