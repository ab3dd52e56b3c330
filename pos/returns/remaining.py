"""What is left of a sale after everything that came back."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import PackId, SaleId
from core.money import ZERO, Money
from pos.models import Sale, SaleLine
from pos.returns.apportioning import NOTHING, Portion
from pos.returns.matching import SoldLine
from pos.returns.models import ReturnLine
from pos.returns.tax import Taxed, by_line


def sold_lines(session: Session, sale_id: SaleId) -> Mapping[int, SoldLine]:
    """The lines of a sale by position, each with what is left of it."""
    returned = _returned(session, sale_id)
    lines = session.scalars(
        select(SaleLine).where(SaleLine.sale_id == sale_id).order_by(SaleLine.position)
    ).all()
    vat = session.scalar(select(Sale.vat).where(Sale.id == sale_id)) or ZERO
    parts = by_line(vat, [_taxed(line) for line in lines])
    return {
        line.position: _sold_line(line, part, returned.get(line.position, NOTHING))
        for line, part in zip(lines, parts, strict=True)
    }


def _taxed(line: SaleLine) -> Taxed:
    return Taxed(line.kind, line.vat_class, line.amount, line.cost)


def _returned(session: Session, sale_id: SaleId) -> dict[int, Portion]:
    rows = session.execute(
        select(
            ReturnLine.sale_position,
            func.sum(ReturnLine.quantity),
            func.sum(ReturnLine.base_quantity),
            func.sum(ReturnLine.share),
            func.sum(ReturnLine.cost),
            func.sum(ReturnLine.vat),
        )
        .where(ReturnLine.sale_id == sale_id)
        .group_by(ReturnLine.sale_position)
    )
    return {
        row[0]: Portion(row[1], row[2], row[3], row[4], row[5])
        for row in rows
        if row[0] is not None
    }


def _sold_line(line: SaleLine, vat: Money, returned: Portion) -> SoldLine:
    sold = Portion(line.quantity, line.base_quantity, line.amount, line.cost, vat)
    return SoldLine(
        position=line.position,
        pack_id=PackId(line.pack_id),
        name=line.name,
        unit=line.unit,
        unit_price=line.unit_price,
        sold=sold,
        left=sold - returned,
        counts_for_patronage=line.counts_for_patronage,
        kind=line.kind,
        consignor_id=line.consignor_id,
    )
