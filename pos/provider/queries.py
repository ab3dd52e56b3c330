"""What the pages of the provider read; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from core.ids import ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from core.quantity import Quantity
from inventory.models import ProductKind
from pos.models import Sale, SaleLine
from pos.provider.models import PaidFrom, ProviderCheck, ServiceState, State, TopUp
from pos.returns.models import ReturnLine

SHOWN = 10
"""Top-ups and checks on the page."""


@dataclass(frozen=True, slots=True)
class TopUpRow:
    """Money that was put into the deposit."""

    paid_on: date
    paid_from: PaidFrom
    amount: Money
    reference: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """The provider's balance beside the books, as somebody read it."""

    checked_at: datetime
    stated: Money
    booked: Money
    reason: str
    adjusted: bool
    checked_by: str

    @property
    def difference(self) -> Money:
        """What the provider has more (+) or less (-) than the books."""
        return self.stated - self.booked


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service that was sold, and what became of it."""

    sale_id: UUID
    position: int
    number: str
    sold_at: datetime
    time_zone: str
    name: str
    reference: str
    quantity: Quantity
    amount: Money
    cost: Money
    clerk: str
    state: State
    token: str
    note: str
    noted_by: str | None
    noted_at: datetime | None
    returned: Quantity

    @property
    def key(self) -> str:
        """Names it on the page."""
        return f"{self.sale_id}-{self.position}"

    @property
    def is_due_back(self) -> bool:
        """Whether it failed and the buyer has not got the money back."""
        return self.state is State.FAILED and self.returned < self.quantity


def top_ups(session: Session, shop_id: ShopId) -> list[TopUpRow]:
    """The newest top-ups of a shop."""
    rows = session.execute(
        select(TopUp.paid_on, TopUp.paid_from, TopUp.amount, TopUp.reference, Operator.name)
        .join(Operator, Operator.id == TopUp.entered_by)
        .where(TopUp.shop_id == shop_id)
        .order_by(TopUp.paid_on.desc(), TopUp.id.desc())
        .limit(SHOWN)
    )
    return [TopUpRow(*row) for row in rows]


def checks(session: Session, shop_id: ShopId) -> list[CheckRow]:
    """The newest checks of a shop."""
    rows = session.execute(
        select(ProviderCheck.checked_at, ProviderCheck.stated, ProviderCheck.booked,
               ProviderCheck.reason, ProviderCheck.adjusted, Operator.name)
        .join(Operator, Operator.id == ProviderCheck.checked_by)
        .where(ProviderCheck.shop_id == shop_id)
        .order_by(ProviderCheck.checked_at.desc(), ProviderCheck.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    return [CheckRow(*row) for row in rows]


def services(
    session: Session, *, state: State | None, within: ShopId | None, page: int
) -> Page[ServiceRow]:
    """Services that were sold, the newest first."""
    newest = aliased(ServiceState)
    where = list(_conditions(newest, state, within))
    count = session.scalar(_joined(select(func.count()), newest).where(*where))
    rows = session.execute(
        _joined(_service_columns(newest), newest)
        .where(*where)
        .order_by(Sale.sold_at.desc(), Sale.id.desc(), SaleLine.position)
        .limit(SIZE)
        .offset(offset(page))
    )
    return Page(tuple(_service(row) for row in rows), page, count or 0)


def service_counts(session: Session, *, within: ShopId | None) -> dict[State, int]:
    """How many services there are in each state."""
    newest = aliased(ServiceState)
    counted: Select[*tuple[Any, ...]] = select(newest.state, func.count())
    rows = session.execute(
        _joined(counted, newest).where(*_conditions(newest, None, within)).group_by(newest.state)
    )
    counts = dict.fromkeys(State, 0)
    for row in rows:
        counts[row[0] or State.PENDING] += row[1]
    return counts


def failed_cost(session: Session, shop_id: ShopId) -> Money:
    """What the books still hold as spent on services that failed and were not returned."""
    newest = aliased(ServiceState)
    rows = session.execute(
        _joined(_service_columns(newest), newest).where(*_conditions(newest, State.FAILED, shop_id))
    )
    return sum((row.cost for row in map(_service, rows) if row.is_due_back), ZERO)


def _conditions(
    newest: Any, state: State | None, within: ShopId | None
) -> list[ColumnElement[bool]]:
    conditions = [SaleLine.kind == ProductKind.SERVICE]
    if within:
        conditions.append(Sale.shop_id == within)
    if state is State.PENDING:
        conditions.append(newest.state.is_(None) | (newest.state == state))
    elif state:
        conditions.append(newest.state == state)
    return conditions


def _joined(statement: Select[*tuple[Any, ...]], newest: Any) -> Select[*tuple[Any, ...]]:
    """A service's line with its sale and what is known last of it."""
    inner = aliased(ServiceState)
    last = (
        select(inner.id)
        .where(inner.sale_id == SaleLine.sale_id, inner.position == SaleLine.position)
        .order_by(inner.noted_at.desc(), inner.id.desc())
        .limit(1)
        .correlate(SaleLine)
        .scalar_subquery()
    )
    return (
        statement.select_from(SaleLine)
        .join(Sale, Sale.id == SaleLine.sale_id)
        .outerjoin(newest, newest.id == last)
    )


def _service_columns(newest: Any) -> Select[*tuple[Any, ...]]:
    clerk, noter = aliased(Operator), aliased(Operator)
    returned = (
        select(func.sum(ReturnLine.quantity))
        .where(
            and_(
                ReturnLine.sale_id == SaleLine.sale_id,
                ReturnLine.sale_position == SaleLine.position,
            )
        )
        .correlate(SaleLine)
        .scalar_subquery()
    )
    return select(
        SaleLine,
        Sale,
        select(Shop.time_zone).where(Shop.id == Sale.shop_id).scalar_subquery(),
        select(clerk.name).where(clerk.id == Sale.operator_id).scalar_subquery(),
        newest,
        select(noter.name).where(noter.id == newest.noted_by).scalar_subquery(),
        returned,
    )


def _service(row: Any) -> ServiceRow:
    line, sale, time_zone, clerk, newest, noted_by, returned = row
    return ServiceRow(
        sale_id=sale.id,
        position=line.position,
        number=sale.number,
        sold_at=sale.sold_at,
        time_zone=time_zone,
        name=line.name,
        reference=line.reference,
        quantity=line.quantity,
        amount=line.amount,
        cost=line.cost,
        clerk=clerk,
        state=newest.state if newest else State.PENDING,
        token=newest.token if newest else "",
        note=newest.note if newest else "",
        noted_by=noted_by,
        noted_at=newest.noted_at if newest else None,
        returned=returned or Quantity(0),
    )
