"""What goods earned at the counter, for the reports of goods: summed by product over booked days.

Together it is what the books say: income of own goods and of what is sold for others, less the
cost of both. Deposits on containers are owed back and no sales.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import CTE, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.ids import ProductId, ShopId
from core.money import ZERO, Money, allocate
from inventory.models import ProductKind, VatClass
from inventory.reports.sold import Sold, SoldGoods, together
from pos.models import Sale, SaleLine
from pos.returns.models import Return, ReturnLine
from pos.returns.tax import Taxed


@dataclass(frozen=True, slots=True)
class _Days:
    """Shops, and the first and last day that count."""

    shops: Sequence[ShopId]
    since: date
    until: date


def booked(session: Session, shops: Iterable[ShopId], *, since: date, until: date) -> SoldGoods:
    """What was sold of each product less what came back, by the days of the books."""
    days = _Days(tuple(shops), since, until)
    return together(chain(_sold(session, days), _returned(session, days)))


def _sold(session: Session, days: _Days) -> Iterator[tuple[ProductId, Sold]]:
    sales = _booked(Sale, Sale.sold_on, days)
    is_consigned = SaleLine.consignor_id.is_not(None)
    rows = session.execute(
        select(
            SaleLine.product_id, SaleLine.kind, SaleLine.vat_class,
            is_consigned.label("is_consigned"),
            func.sum(SaleLine.base_quantity).label("quantity"),
            func.sum(SaleLine.amount).label("amount"), func.sum(SaleLine.cost).label("cost"),
        )
        .join(sales, sales.c.id == SaleLine.sale_id)
        .where(SaleLine.kind != ProductKind.CONTAINER)
        .group_by(SaleLine.product_id, SaleLine.kind, SaleLine.vat_class, is_consigned)
    ).all()  # fmt: skip
    taxes = _taxes(session.scalar(select(func.sum(sales.c.vat))) or ZERO, rows)
    for row, tax in zip(rows, taxes, strict=True):
        yield row.product_id, Sold(row.quantity, row.amount - tax, row.cost)


def _returned(session: Session, days: _Days) -> Iterator[tuple[ProductId, Sold]]:
    returns = _booked(Return, Return.returned_on, days)
    rows = session.execute(
        select(
            ReturnLine.product_id,
            func.sum(ReturnLine.base_quantity).label("quantity"),
            func.sum(ReturnLine.amount).label("amount"),
            func.sum(ReturnLine.vat).label("vat"), func.sum(ReturnLine.cost).label("cost"),
        )
        .join(returns, returns.c.id == ReturnLine.return_id)
        .where(ReturnLine.kind != ProductKind.CONTAINER)
        .group_by(ReturnLine.product_id)
    )  # fmt: skip
    for row in rows:
        yield row.product_id, Sold(-row.quantity, row.vat - row.amount, -row.cost)


def _booked(
    table: type[Sale | Return], happened_on: InstrumentedAttribute[date], days: _Days
) -> CTE:
    """What was booked in the days: nearly all of it happened then, some of it came late."""
    chosen = select(table.id, table.vat).where(
        table.shop_id.in_(days.shops), table.booked_on <= days.until
    )
    in_time = chosen.where(happened_on.between(days.since, days.until))
    late = chosen.where(
        table.booked_on > happened_on, table.booked_on >= days.since, happened_on < days.since
    )
    return union_all(in_time, late).cte()


def _taxes(vat: Money, rows: Sequence[Any]) -> Sequence[Money]:
    """The tax of all receipts, shared out over what was taxed, to the rupiah.

    Receipts round it once each, so that of one product may be some rupiah off; all are not.
    """
    bases = [_taxed(row).base.amount for row in rows]
    if not vat or not any(bases):
        return [ZERO] * len(rows)
    return allocate(vat, bases)


def _taxed(row: Any) -> Taxed:
    """What is sold for a producer is taxed on the fee only."""
    on_fee = row.is_consigned and row.vat_class is VatClass.FULL
    return Taxed(row.kind, VatClass.FEE if on_fee else row.vat_class, row.amount, row.cost)
