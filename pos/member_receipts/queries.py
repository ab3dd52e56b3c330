"""The receipts of one member, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.exports import Cell, Column, Kind, Sheet
from core.i18n import _
from core.ids import MemberId
from core.models import Shop
from core.money import Money
from core.paging import Page, offset
from pos.listings import NEWEST
from pos.models import Sale, SaleLine

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class OwnReceipt:
    """A receipt in her list."""

    number: str
    sold_at: datetime
    time_zone: str
    shop: str
    total: Money


def page_of(session: Session, member_id: MemberId, *, number: int) -> Page[OwnReceipt]:
    """Her receipts, newest first."""
    rows = session.execute(
        select(Sale.number, Sale.sold_at, Shop.time_zone, Shop.name, Sale.total)
        .join(Shop, Shop.id == Sale.shop_id)
        .where(Sale.member_id == member_id)
        .order_by(*NEWEST)
        .limit(ON_A_PAGE)
        .offset(offset(number, ON_A_PAGE))
    )
    count = session.scalar(select(func.count(Sale.id)).where(Sale.member_id == member_id)) or 0
    return Page(tuple(OwnReceipt(*row) for row in rows), number, count, ON_A_PAGE)


def find(session: Session, member_id: MemberId, number: str) -> Sale | None:
    """Her receipt with this number; None for another member's and for none at all."""
    mine = select(Sale).where(Sale.number == number, Sale.member_id == member_id)
    return session.scalars(mine.order_by(*NEWEST).limit(1)).one_or_none()


def has_any(session: Session, member_id: MemberId) -> bool:
    """Whether she has ever bought with her card."""
    return session.scalar(select(Sale.id).where(Sale.member_id == member_id).limit(1)) is not None


def sheets(session: Session, member_id: MemberId) -> Iterator[Sheet]:
    """Every line she ever bought, for the file of her own data."""
    rows = session.execute(
        select(Sale.sold_on, Sale.number, SaleLine.name, SaleLine.quantity, SaleLine.unit,
               SaleLine.amount)
        .join(SaleLine, SaleLine.sale_id == Sale.id)
        .where(Sale.member_id == member_id)
        .order_by(Sale.sold_on, Sale.sold_at, Sale.id, SaleLine.position)
    )  # fmt: skip
    columns = (Column(_("Tanggal"), Kind.DATE), Column(_("Struk")), Column(_("Barang")),
               Column(_("Banyak"), Kind.QUANTITY), Column(_("Satuan")),
               Column(_("Jumlah"), Kind.RUPIAH))  # fmt: skip
    lines: list[tuple[Cell, ...]] = [tuple(row) for row in rows]
    yield Sheet(_("Belanja"), columns, lines)
