"""Recording sales: goods, money, books, patronage and paper together, or nothing.

A sale that has happened is never refused; what is odd is flagged. The rows are written with Core
inserts, because this is the one path where a clerk would feel the ORM
(docs/adr/0004-core-inserts-for-sales.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import MemberId, OperatorId, PackId, ProductId
from core.models import Operator, OperatorRole, table_of
from core.money import ZERO, Money, total
from core.permissions import Permission, granted
from core.quantity import MILLI, Quantity
from inventory import stock
from inventory.models import Pack, Price, Product
from ledger import journal
from members import patronage
from members.models import Member
from pos import shifts
from pos.documents import LineDocument, SaleDocument, Unbookable
from pos.entries import SoldGoods, sale_entry, sale_source
from pos.models import FlagKind, Sale, SaleFlag, SaleLine, SaleTender, Shift
from pos.pricing import PriceRow, price_basket
from pos.review import (
    Flag,
    asks_of,
    clock_is_plausible,
    price_flags,
    rounding_flags,
    sale_day,
)
from pos.settings import cash_rounding
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a sale document."""

    entry: int | None
    """Its number in the shop's journal; None when it moved no money and no cost."""
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What recording needs to know of a pack."""

    product_id: ProductId
    name: str
    unit: str
    factor: Quantity
    counts_for_patronage: bool


@dataclass(frozen=True, slots=True)
class People:
    """Who sold and who bought, as far as they are known."""

    operator_id: OperatorId
    member_id: MemberId | None
    flags: tuple[Flag, ...]


def record(
    session: Session, till: TillView, document: SaleDocument, *, received_at: datetime
) -> Recorded:
    """Book a sale the till says has happened; the shop's journal must be locked by the caller.

    Raises Unbookable when it names goods or people nobody knows.
    """
    packs = _packs(session, document)
    shift = _shift(session, till, document, received_at=received_at)
    people = _people(session, document, shift.row)
    sold_on = sale_day(
        document.header.at,
        received_at=received_at,
        time_zone=till.time_zone,
        shift_day=shift.row.opened_on,
    )
    flags = [*people.flags, *shift.flags, *_number_flags(session, document)]
    flags += _rule_flags(session, till, document, sold_on=sold_on, received_at=received_at)
    source = sale_source(document.header.id)
    issued = stock.issue(
        session,
        shop_id=till.shop_id,
        source=source,
        moved_at=document.header.at,
        quantities=[
            (packs[line.pack_id].product_id, _base_quantity(line, packs[line.pack_id]))
            for line in document.lines
        ],
    )
    flags += [Flag(FlagKind.STOCK, {"line": n}) for n, i in enumerate(issued) if i.below_zero]
    costs = [item.cost for item in issued]
    sale = SoldGoods(
        document.header.id,
        till.shop_id,
        till.id,
        people.member_id,
        document.number,
        sold_on,
        document.total,
        document.rounding,
        total(costs),
    )
    _insert_sale(session, document, sale, people, shift.row, sold_on, received_at)
    _insert_lines(session, document, packs, costs)
    _insert_tenders(session, document)
    _insert_flags(session, document, flags)
    _record_patronage(session, document, sale, packs)
    entry = sale_entry(sale)
    number = journal.post(session, entry, at=received_at) if entry else None
    return Recorded(number, tuple(flags))


def _packs(session: Session, document: SaleDocument) -> Mapping[PackId, PackFacts]:
    rows = session.execute(
        select(
            Pack.id,
            Pack.product_id,
            Pack.unit,
            Pack.factor,
            Product.name,
            Product.receipt_name,
            Product.counts_for_patronage,
        )
        .join(Product, Product.id == Pack.product_id)
        .where(Pack.id.in_({line.pack_id for line in document.lines}))
    ).all()
    packs = {
        PackId(row.id): PackFacts(
            row.product_id,
            row.receipt_name or row.name,
            row.unit,
            row.factor,
            row.counts_for_patronage,
        )
        for row in rows
    }
    for line in document.lines:
        if line.pack_id not in packs:
            raise Unbookable(
                _("Barang %(id)s tidak dikenal di server.", id=line.pack_id), field="lines"
            )
    return packs


@dataclass(frozen=True, slots=True)
class FoundShift:
    """The shift a sale belongs to, and what is odd about it."""

    row: Shift
    flags: tuple[Flag, ...] = ()


def _shift(
    session: Session, till: TillView, document: SaleDocument, *, received_at: datetime
) -> FoundShift:
    row = session.get(Shift, document.shift_id)
    if row is None:
        opened = shifts.assume_open(session, till, document, received_at=received_at)
        return FoundShift(opened, (Flag(FlagKind.SHIFT, {"why": "unknown"}),))
    if row.till_id != till.id:
        return FoundShift(row, (Flag(FlagKind.SHIFT, {"why": "other till"}),))
    if row.closed_at is not None and document.header.at > row.closed_at:
        return FoundShift(row, (Flag(FlagKind.SHIFT, {"why": "closed"}),))
    return FoundShift(row)


def _people(session: Session, document: SaleDocument, shift: Shift) -> People:
    claimed = document.header.operator_id
    flags: list[Flag] = []
    if not may_sell(session, claimed):
        flags.append(Flag(FlagKind.OPERATOR, {"claimed": str(claimed)}))
    if session.get(Operator, claimed) is None:
        claimed = shift.operator_id
    member_id = document.member_id
    if member_id and not session.scalar(select(Member.id).where(Member.id == member_id)):
        flags.append(Flag(FlagKind.MEMBER, {"claimed": str(member_id)}))
        member_id = None
    return People(claimed, member_id, tuple(flags))


def may_sell(session: Session, operator_id: OperatorId) -> bool:
    """Whether this is an active operator with the right to sell."""
    roles = session.scalars(
        select(OperatorRole.role)
        .join(Operator, Operator.id == OperatorRole.operator_id)
        .where(Operator.id == operator_id, Operator.active)
    )
    return Permission.SELL in granted(roles)


def _number_flags(session: Session, document: SaleDocument) -> list[Flag]:
    used = session.scalar(select(Sale.id).where(Sale.number == document.number).limit(1))
    return [Flag(FlagKind.NUMBER, {"number": document.number})] if used else []


def _rule_flags(
    session: Session,
    till: TillView,
    document: SaleDocument,
    *,
    sold_on: date,
    received_at: datetime,
) -> list[Flag]:
    rule = cash_rounding(session, on=sold_on, shop_id=till.shop_id)
    priced = price_basket(
        _price_rows(session, till, document),
        asks_of(document),
        shop=till.shop_id.hex,
        on=sold_on,
        is_member=document.member_id is not None,
        rounding=rule,
    )
    flags = [*price_flags(document, priced), *rounding_flags(document, rule)]
    if not clock_is_plausible(document.header.at, received_at=received_at):
        flags.append(Flag(FlagKind.CLOCK, {"till": document.header.at.isoformat()}))
    return flags


def _price_rows(session: Session, till: TillView, document: SaleDocument) -> list[PriceRow]:
    rows = session.execute(
        select(
            Price.pack_id,
            Price.list,
            Price.shop_id,
            Price.amount,
            Price.valid_from,
            Price.valid_to,
        )
        .where(Price.pack_id.in_({line.pack_id for line in document.lines}))
        .where(or_(Price.shop_id.is_(None), Price.shop_id == till.shop_id))
    )
    return [
        PriceRow(
            row.pack_id.hex,
            row.list.value,
            row.shop_id.hex if row.shop_id else None,
            row.amount.amount,
            row.valid_from,
            row.valid_to,
        )
        for row in rows
    ]


def _base_quantity(line: LineDocument, pack: PackFacts) -> Quantity:
    return Quantity(line.quantity.milli * pack.factor.milli // MILLI)


def _insert_sale(
    session: Session,
    document: SaleDocument,
    sale: SoldGoods,
    people: People,
    shift: Shift,
    sold_on: date,
    received_at: datetime,
) -> None:
    session.execute(
        insert(table_of(Sale)),
        {
            "id": sale.id,
            "shop_id": sale.shop_id,
            "till_id": sale.till_id,
            "shift_id": shift.id,
            "operator_id": people.operator_id,
            "member_id": people.member_id,
            "number": document.number,
            "series": document.header.series,
            "counter": document.counter,
            "sold_at": document.header.at,
            "sold_on": sold_on,
            "booked_on": sale.booked_on,
            "received_at": received_at,
            "total": document.total,
            "rounding": document.rounding,
            "cost": sale.cost,
        },
    )


def _insert_lines(
    session: Session,
    document: SaleDocument,
    packs: Mapping[PackId, PackFacts],
    costs: Sequence[Money],
) -> None:
    rows: list[dict[str, Any]] = []
    for position, (line, cost) in enumerate(zip(document.lines, costs, strict=True)):
        pack = packs[line.pack_id]
        rows.append(
            {
                "sale_id": document.header.id,
                "position": position,
                "product_id": pack.product_id,
                "pack_id": line.pack_id,
                "name": pack.name,
                "unit": pack.unit,
                "quantity": line.quantity,
                "base_quantity": _base_quantity(line, pack),
                "unit_price": line.unit_price,
                "amount": line.amount,
                "cost": cost,
                "counts_for_patronage": pack.counts_for_patronage,
            }
        )
    session.execute(insert(table_of(SaleLine)), rows)


def _insert_tenders(session: Session, document: SaleDocument) -> None:
    session.execute(
        insert(table_of(SaleTender)),
        [
            {
                "sale_id": document.header.id,
                "position": position,
                "kind": tender.kind,
                "amount": tender.amount,
                "given": tender.given,
                "change": tender.change,
            }
            for position, tender in enumerate(document.tenders)
        ],
    )


def _insert_flags(session: Session, document: SaleDocument, flags: Sequence[Flag]) -> None:
    if flags:
        session.execute(
            insert(table_of(SaleFlag)),
            [
                {
                    "sale_id": document.header.id,
                    "position": position,
                    "kind": flag.kind,
                    "details": flag.details,
                }
                for position, flag in enumerate(flags)
            ],
        )


def _record_patronage(
    session: Session,
    document: SaleDocument,
    sale: SoldGoods,
    packs: Mapping[PackId, PackFacts],
) -> None:
    if sale.member_id is None:
        return
    eligible = total(
        line.amount for line in document.lines if packs[line.pack_id].counts_for_patronage
    )
    if eligible != ZERO:
        patronage.record(
            session,
            source=sale_source(sale.id),
            member_id=sale.member_id,
            shop_id=sale.shop_id,
            booked_on=sale.booked_on,
            amount=eligible,
        )
