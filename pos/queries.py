"""What the pages of the counter read; values, never statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from core.clock import local_time
from core.errors import NotFound
from core.format import day
from core.i18n import _
from core.ids import ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from core.shops import find_coop
from members.models import Member
from pos.models import HeldDocument, Sale, SaleFlag, SaleLine, SaleTender, Shift, TenderKind, Till
from pos.receipts import Receipt, ReceiptLine, ReceiptMember, ReceiptTender


@dataclass(frozen=True, slots=True)
class SaleSearch:
    """Which sales to list."""

    query: str = ""
    """Part of a receipt number or of a member's name."""
    shop_id: ShopId | None = None
    since: date | None = None
    until: date | None = None
    only_flagged: bool = False


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale in a list."""

    id: UUID
    number: str
    sold_at: datetime
    time_zone: str
    clerk: str
    member: str | None
    total: Money
    flags: int
    """Those nobody has looked at yet."""


def sales(session: Session, search: SaleSearch, *, page: int) -> Page[SaleRow]:
    """The sales that match, newest first."""
    conditions = list(_conditions(search))
    count = session.scalar(
        select(func.count())
        .select_from(Sale)
        .outerjoin(Member, Member.id == Sale.member_id)
        .where(*conditions)
    )
    found = session.execute(
        _sale_rows().where(*conditions).order_by(Sale.sold_at.desc()).limit(SIZE)
        .offset(offset(page))
    )  # fmt: skip
    return Page(tuple(SaleRow(*row) for row in found), page, count or 0)


def _sale_rows() -> Select[Any]:
    unseen = (
        select(func.count())
        .where(SaleFlag.sale_id == Sale.id, SaleFlag.seen_at.is_(None))
        .scalar_subquery()
    )
    return (
        select(
            Sale.id,
            Sale.number,
            Sale.sold_at,
            Shop.time_zone,
            Operator.name,
            Member.name,
            Sale.total,
            unseen,
        )
        .join(Shop, Shop.id == Sale.shop_id)
        .join(Operator, Operator.id == Sale.operator_id)
        .outerjoin(Member, Member.id == Sale.member_id)
    )


def _conditions(search: SaleSearch) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.query:
        number = Sale.number.contains(search.query.upper(), autoescape=True)
        conditions.append(or_(number, Member.name.icontains(search.query, autoescape=True)))
    if search.shop_id:
        conditions.append(Sale.shop_id == search.shop_id)
    if search.since:
        conditions.append(Sale.sold_on >= search.since)
    if search.until:
        conditions.append(Sale.sold_on <= search.until)
    if search.only_flagged:
        conditions.append(exists().where(SaleFlag.sale_id == Sale.id, SaleFlag.seen_at.is_(None)))
    return conditions


@dataclass(frozen=True, slots=True)
class SaleDetail:
    """A sale with all that belongs to it."""

    sale: Sale
    shop: Shop
    clerk: str
    till: str
    member: Member | None
    lines: tuple[SaleLine, ...]
    tenders: tuple[SaleTender, ...]
    flags: tuple[SaleFlag, ...]

    @property
    def change(self) -> Money:
        return total(tender.change for tender in self.tenders)


def sale(session: Session, sale_id: UUID) -> SaleDetail:
    """One sale. Raises NotFound."""
    row = session.get(Sale, sale_id)
    if row is None:
        raise NotFound(_("Penjualan ini tidak ada."))
    shop = session.get_one(Shop, row.shop_id)
    till = session.get_one(Till, row.till_id)
    return SaleDetail(
        sale=row,
        shop=shop,
        clerk=session.get_one(Operator, row.operator_id).name,
        till=f"{shop.code}-{till.name}",
        member=session.get(Member, row.member_id) if row.member_id else None,
        lines=tuple(_of_sale(session, SaleLine, row)),
        tenders=tuple(_of_sale(session, SaleTender, row)),
        flags=tuple(_of_sale(session, SaleFlag, row)),
    )


def receipt(session: Session, sale_id: UUID) -> Receipt:
    """What the receipt of a sale says. Raises NotFound."""
    detail = sale(session, sale_id)
    coop = find_coop(session)
    member = detail.member
    return Receipt(
        coop=coop.name if coop else "",
        shop=detail.shop.name,
        address=tuple(filter(None, (*detail.shop.address.splitlines(), detail.shop.phone))),
        npwp=detail.shop.npwp,
        header=detail.shop.receipt_header,
        footer=detail.shop.receipt_footer,
        number=detail.sale.number,
        sold_at=local_time(detail.sale.sold_at, detail.shop.time_zone),
        till=detail.till,
        clerk=detail.clerk,
        member=ReceiptMember(str(member.number), member.name, None) if member else None,
        lines=tuple(
            ReceiptLine(line.name, line.quantity, line.unit, line.unit_price, line.amount)
            for line in detail.lines
        ),
        total=detail.sale.total,
        rounding=detail.sale.rounding,
        tenders=tuple(
            ReceiptTender(tender.kind.value, TENDER_WORDS[tender.kind], tender.amount, tender.given)
            for tender in detail.tenders
        ),
        change=detail.change,
        is_demo=bool(coop and coop.is_demo),
    )


TENDER_WORDS = {TenderKind.CASH: "Tunai"}
"""What a tender is called on paper, which is Indonesian."""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift in a list."""

    id: UUID
    till: str
    clerk: str
    opened_at: datetime
    closed_at: datetime | None
    time_zone: str
    float: Money
    sales: int
    sold: Money
    difference: Money | None
    """Counted less expected; None while it is open."""


def shifts(session: Session, *, shop_id: ShopId | None, page: int) -> Page[ShiftRow]:
    """The shifts of one shop or all, newest first."""
    where = [Shift.shop_id == shop_id] if shop_id else []
    count = session.scalar(select(func.count()).select_from(Shift).where(*where))
    sold = (
        select(func.count().label("sales"), func.sum(Sale.total).label("sold"), Sale.shift_id)
        .group_by(Sale.shift_id)
        .subquery()
    )
    found = session.execute(
        select(
            Shift, Till.name, Shop.code, Shop.time_zone, Operator.name, sold.c.sales, sold.c.sold
        )
        .join(Till, Till.id == Shift.till_id)
        .join(Shop, Shop.id == Shift.shop_id)
        .join(Operator, Operator.id == Shift.operator_id)
        .outerjoin(sold, sold.c.shift_id == Shift.id)
        .where(*where)
        .order_by(Shift.opened_at.desc())
        .limit(SIZE)
        .offset(offset(page))
    )
    rows = tuple(
        ShiftRow(
            shift.id,
            f"{code}-{till}",
            clerk,
            shift.opened_at,
            shift.closed_at,
            zone,
            shift.float,
            count_sold or 0,
            sum_sold or ZERO,
            shift.counted - shift.expected if shift.counted and shift.expected else None,
        )
        for shift, till, code, zone, clerk, count_sold, sum_sold in found
    )
    return Page(rows, page, count or 0)


def held_documents(session: Session, *, page: int) -> Page[tuple[HeldDocument, str]]:
    """Documents that could not be booked, open ones first, with their till's code."""
    count = session.scalar(select(func.count()).select_from(HeldDocument))
    found = session.execute(
        select(HeldDocument, Shop.code, Till.name)
        .join(Till, Till.id == HeldDocument.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .order_by(HeldDocument.cleared_at.is_not(None), HeldDocument.received_at.desc())
        .limit(SIZE)
        .offset(offset(page))
    )
    return Page(tuple((held, f"{code}-{till}") for held, code, till in found), page, count or 0)


def daily_sales(
    session: Session, *, since: date, until: date, shop_id: ShopId | None
) -> list[tuple[str, int]]:
    """Rupiah sold on each day that sold anything, oldest first, for a chart."""
    where = [Sale.shop_id == shop_id] if shop_id else []
    found = session.execute(
        select(Sale.sold_on, func.sum(Sale.total))
        .where(Sale.sold_on >= since, Sale.sold_on <= until, *where)
        .group_by(Sale.sold_on)
        .order_by(Sale.sold_on)
    )
    return [(day(sold_on)[:5], sold.amount) for sold_on, sold in found]


def tills(session: Session) -> list[tuple[Till, Shop]]:
    """Every till with its shop, by code."""
    found = session.execute(
        select(Till, Shop).join(Shop, Shop.id == Till.shop_id).order_by(Shop.code, Till.name)
    )
    return [(till, shop) for till, shop in found]


def _of_sale(session: Session, model: Any, row: Sale) -> Any:
    return session.scalars(select(model).where(model.sale_id == row.id).order_by(model.position))
