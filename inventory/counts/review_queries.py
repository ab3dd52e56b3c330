"""The differences of a count with their value, as those see them who may see what is expected."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ProductId
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory import costing
from inventory.costing import Cost, Holding
from inventory.counts import findings
from inventory.counts.models import CountResult, CountStatus, StockCount
from inventory.counts.queries import Shown
from inventory.models import Product, Stock


@dataclass(frozen=True, slots=True)
class Finding:
    """One product of a count: what was found, what was expected, what the difference is worth."""

    code: str
    name: str
    unit: str
    counted: Quantity
    expected: Quantity
    value: Money
    """More +, less -; before posting what it would be today."""
    moved_meanwhile: bool

    @property
    def difference(self) -> Quantity:
        return self.counted - self.expected

    @property
    def is_short(self) -> bool:
        return self.difference < NONE


@dataclass(frozen=True, slots=True)
class Review:
    """The findings that are asked for, and what all of them come to."""

    page: Page[Finding]
    counted: int
    different: int
    again: int
    """Products that moved between two entries."""
    over: Money
    short: Money
    """Below zero."""


def review(session: Session, count: StockCount, shown: Shown, *, number: int) -> Review:
    """The findings, those that are worth most first."""
    is_posted = count.status is CountStatus.POSTED
    every = _posted(session, count) if is_posted else _found(session, count)
    wanted = [finding for finding in every if _is_shown(finding, shown)]
    wanted.sort(key=lambda finding: (-abs(finding.value.amount), finding.name.lower()))
    first = offset(number)
    return Review(
        page=Page(tuple(wanted[first : first + SIZE]), number, len(wanted)),
        counted=len(every),
        different=sum(1 for finding in every if finding.difference),
        again=sum(1 for finding in every if finding.moved_meanwhile),
        over=total(finding.value for finding in every if finding.value > ZERO),
        short=total(finding.value for finding in every if finding.value < ZERO),
    )


def _is_shown(finding: Finding, shown: Shown) -> bool:
    if shown is Shown.AGAIN:
        return finding.moved_meanwhile
    return shown is Shown.ALL or bool(finding.difference)


def _posted(session: Session, count: StockCount) -> list[Finding]:
    rows = session.execute(
        select(CountResult, Product)
        .join(Product, Product.id == CountResult.product_id)
        .where(CountResult.count_id == count.id)
    )
    return [
        Finding(product.code, product.name, product.base_unit, result.counted, result.expected,
                result.value + result.settlement, moved_meanwhile=False)
        for result, product in rows
    ]  # fmt: skip


def _found(session: Session, count: StockCount) -> list[Finding]:
    found = findings.differences(session, count)
    held = _holdings(session, count, found.keys())
    products = session.scalars(select(Product).where(Product.id.in_(found)))
    return [
        Finding(
            product.code, product.name, product.base_unit, one.counted, one.expected,
            _value(held.get(key, Holding()), one.quantity), one.moved_meanwhile,
        )
        for product in products
        for key in (ProductId(product.id),)
        for one in (found[key],)
    ]  # fmt: skip


def _holdings(
    session: Session, count: StockCount, products: Collection[ProductId]
) -> dict[ProductId, Holding]:
    rows = session.scalars(
        select(Stock).where(Stock.shop_id == count.shop_id, Stock.product_id.in_(products))
    )
    return {
        row.product_id: Holding(row.quantity, row.value, Cost(row.cost_quantity, row.cost_value))
        for row in rows
    }


def _value(holding: Holding, difference: Quantity) -> Money:
    if difference < NONE:
        return -costing.worth(holding, -difference)
    return costing.worth(holding, difference)
