"""What the page of late sales reads; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from core.columns import MoneyColumn
from core.ids import OperatorId, ShopId
from core.models import Operator, OperatorRole, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from core.permissions import Permission, roles_with
from pos.late_sales.models import LatePaper
from pos.models import Sale


@dataclass(frozen=True, slots=True)
class LateRow:
    """A sale that was entered from paper."""

    sale_id: UUID
    number: str
    paper: str
    sold_at: datetime
    time_zone: str
    clerk: str
    paid: Money
    """Rounding included."""
    entered_by: str
    entered_at: datetime


def clerks(session: Session, *, within: ShopId | None) -> list[tuple[OperatorId, str]]:
    """Those who may have sold: by name."""
    where = [(Operator.shop_id == within) | Operator.shop_id.is_(None)] if within else []
    rows = session.execute(
        select(Operator.id, Operator.name)
        .join(OperatorRole, OperatorRole.operator_id == Operator.id)
        .where(Operator.active, OperatorRole.role.in_(roles_with(Permission.SELL)), *where)
        .group_by(Operator.id, Operator.name)
        .order_by(Operator.name)
    )
    return [(OperatorId(row[0]), row[1]) for row in rows]


def entered(session: Session, *, within: ShopId | None, page: int) -> Page[LateRow]:
    """Sales entered from paper, the newest entry first."""
    where = [Sale.shop_id == within] if within else []
    count = session.scalar(
        select(func.count()).select_from(LatePaper).join(Sale).where(*where)
    )  # fmt: skip
    writer = aliased(Operator)
    rows = session.execute(
        select(Sale.id, Sale.number, LatePaper.paper, Sale.sold_at, Shop.time_zone, Operator.name,
               type_coerce(Sale.total + Sale.rounding, MoneyColumn()), writer.name,
               LatePaper.entered_at)
        .join(LatePaper, LatePaper.sale_id == Sale.id)
        .join(Shop, Shop.id == Sale.shop_id)
        .join(Operator, Operator.id == Sale.operator_id)
        .join(writer, writer.id == LatePaper.entered_by)
        .where(*where)
        .order_by(LatePaper.entered_at.desc(), Sale.number.desc())
        .limit(SIZE)
        .offset(offset(page))
    )  # fmt: skip
    return Page(tuple(LateRow(*row) for row in rows), page, count or 0)
