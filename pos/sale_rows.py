"""What recording a sale reads and writes, in statements built once.

Every sale passes here, and building a statement anew costs four times as much as running it
(docs/adr/0004-core-statements-for-sales.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, insert, literal, select
from sqlalchemy.orm import Session

from core.ids import OperatorId, ShiftId, TillId
from core.models import Operator, OperatorRole, table_of
from core.money import Money
from core.permissions import Permission, roles_with
from members.models import Member
from pos.documents import SaleDocument
from pos.entries import SoldGoods
from pos.models import Sale, SaleFlag, SaleLine, SaleTender, Shift
from pos.review import Flag
from pos.sale_terms import Packs

_sale, _line, _tender = table_of(Sale), table_of(SaleLine), table_of(SaleTender)
_flag, _shift, _member = table_of(SaleFlag), table_of(Shift), table_of(Member)
_operator, _role = table_of(Operator), table_of(OperatorRole)

_ONE = select(literal(1).label("one")).subquery("one")
_FACTS = select(
    _shift.c.id.label("shift_id"),
    _shift.c.till_id,
    _shift.c.operator_id.label("shift_operator_id"),
    _shift.c.opened_on,
    _shift.c.closed_at,
    _operator.c.id.label("operator_id"),
    _member.c.id.label("member_id"),
    exists()
    .where(
        _role.c.operator_id == _operator.c.id,
        _operator.c.active,
        _role.c.role.in_(roles_with(Permission.SELL)),
    )
    .correlate(_operator)
    .label("may_sell"),
    exists().where(_sale.c.number == bindparam("of_number")).label("number_used"),
).select_from(
    _ONE.outerjoin(_shift, _shift.c.id == bindparam("of_shift"))
    .outerjoin(_operator, _operator.c.id == bindparam("of_operator"))
    .outerjoin(_member, _member.c.id == bindparam("of_member"))
)
_INSERT_SALE, _INSERT_LINES = insert(_sale), insert(_line)
_INSERT_TENDERS, _INSERT_FLAGS = insert(_tender), insert(_flag)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database knows of the shift, people and number a sale names; None: nothing."""

    shift_id: ShiftId | None
    till_id: TillId | None
    """The till the shift was opened on."""
    shift_operator_id: OperatorId | None
    opened_on: date | None
    closed_at: datetime | None
    operator_id: OperatorId | None
    member_id: UUID | None
    may_sell: bool
    number_used: bool


def facts(session: Session, document: SaleDocument) -> Facts:
    """Look up everything a sale claims, in one question."""
    row = session.execute(
        _FACTS,
        {
            "of_number": document.number,
            "of_shift": document.shift_id,
            "of_operator": document.header.operator_id,
            "of_member": document.member_id,
        },
    ).one()
    return Facts(*row)


def write(
    session: Session,
    document: SaleDocument,
    sale: SoldGoods,
    *,
    operator_id: OperatorId,
    sold_on: date,
    received_at: datetime,
) -> None:
    """Write the sale itself and what it was paid with."""
    session.execute(
        _INSERT_SALE,
        {
            "id": sale.id,
            "shop_id": sale.shop_id,
            "till_id": sale.till_id,
            "shift_id": document.shift_id,
            "operator_id": operator_id,
            "member_id": sale.member_id,
            "number": document.number,
            "series": document.header.series,
            "counter": document.counter,
            "sold_at": document.header.at,
            "sold_on": sold_on,
            "booked_on": sale.booked_on,
            "received_at": received_at,
            "total": document.total,
            "rounding": document.rounding,
            "kept_savings": document.kept.savings,
            "kept_donation": document.kept.donation,
            "vat": sale.vat,
            "cost": sale.cost + sale.services.cost,
        },
    )
    session.execute(
        _INSERT_TENDERS,
        [
            {
                "sale_id": sale.id,
                "position": position,
                "kind": tender.kind,
                "amount": tender.amount,
                "given": tender.given,
                "change": tender.change,
                "reference": tender.reference,
                "due_on": tender.due_on,
                "customer_id": sale.customer_id if tender.customer_id else None,
                "confirmed": tender.confirmed,
            }
            for position, tender in enumerate(document.tenders)
        ],
    )


def write_lines(
    session: Session, document: SaleDocument, known: Packs, costs: Sequence[Money]
) -> None:
    """Write the sold lines, each with what its goods cost."""
    rows: list[dict[str, Any]] = []
    for position, (line, cost) in enumerate(zip(document.lines, costs, strict=True)):
        pack = known[line.pack_id]
        rows.append(
            {
                "sale_id": document.header.id,
                "position": position,
                "product_id": pack.product_id,
                "pack_id": line.pack_id,
                "name": pack.name,
                "unit": pack.unit,
                "quantity": line.quantity,
                "base_quantity": pack.base(line),
                "unit_price": line.unit_price,
                "discount": line.discount,
                "promotion_id": line.promotion_id,
                "overridden": line.overridden,
                "amount": line.amount,
                "cost": cost,
                "kind": pack.kind,
                "vat_class": pack.vat_class,
                "reference": line.reference,
                "exchanged": line.exchanged if pack.container_id else None,
                "counts_for_patronage": pack.counts_for_patronage,
            }
        )
    session.execute(_INSERT_LINES, rows)


def write_flags(session: Session, sale_id: UUID, flags: Sequence[Flag]) -> None:
    """Write what is odd about a sale, if anything is."""
    if flags:
        session.execute(
            _INSERT_FLAGS,
            [
                {
                    "sale_id": sale_id,
                    "position": position,
                    "kind": flag.kind,
                    "details": flag.details,
                }
                for position, flag in enumerate(flags)
            ],
        )
