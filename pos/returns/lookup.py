"""What a till gets to know of a receipt before it takes goods back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.clock import local_day
from core.errors import NotFound
from core.i18n import _
from core.ids import SaleId
from core.models import Operator
from core.money import ZERO, Money
from inventory.models import Pack, Product
from members import credit
from members.debtors import debtor_of
from members.models import Member
from pos.corrections.corrections import tenders_now
from pos.entries import sale_source
from pos.member_tenders import customer_of
from pos.models import Sale, TenderKind
from pos.returns.documents import return_source
from pos.returns.matching import SoldLine
from pos.returns.models import Return, ReturnRefund
from pos.returns.remaining import sold_lines
from pos.reversals import payments
from pos.tills import TillView


def receipt(session: Session, till: TillView, number: str, *, at: datetime) -> dict[str, Any]:
    """A sale of the till's shop with what is left of each line. Raises NotFound."""
    sale = _sale(session, till, number)
    if sale is None:
        raise NotFound(_missing(session, till, number))
    member = session.get(Member, sale.member_id) if sale.member_id else None
    lines = sold_lines(session, SaleId(sale.id))
    fractions = _fractions(session, lines.values())
    clerk = session.get_one(Operator, sale.operator_id)
    return {
        "sale": {
            "id": str(sale.id),
            "number": sale.number,
            "sold_at": sale.sold_at.isoformat(),
            "is_today": local_day(sale.sold_at, till.time_zone) == local_day(at, till.time_zone),
            "is_here": sale.till_id == till.id,
            "clerk": clerk.name,
            "member": _person(member),
            "has_customer": customer_of(session, sale.id) is not None,
            "total": sale.total.amount,
            "rounding": sale.rounding.amount,
        },
        "lines": [_line(line, fractions=line.pack_id in fractions) for line in lines.values()],
        "tenders": [
            {"kind": kind.value, "amount": amount.amount} for kind, amount in _paid(session, sale)
        ],
        "refundable": [
            {"kind": kind.value, "amount": amount.amount}
            for kind, amount in _refundable(session, sale)
        ],
    }


def paper_of(session: Session, till: TillView, number: str) -> str:
    """The source of what was printed under a number in the till's shop. Raises NotFound."""
    sale = _sale(session, till, number)
    if sale is not None:
        return sale_source(sale.id)
    back = _return(session, till, number)
    if back is not None:
        return return_source(back.id)
    source = payments.source_of(session, till.shop_id, number)
    if source is None:
        raise NotFound(_missing(session, till, number))
    return source


def _paid(session: Session, sale: Sale) -> Iterator[tuple[TenderKind, Money]]:
    yield from tenders_now(session, SaleId(sale.id)).items()


def _refundable(session: Session, sale: Sale) -> Iterator[tuple[TenderKind, Money]]:
    """What still goes back in the way it came, before any money does.

    A bon that was paid meanwhile goes back as money: it is no debt any more.
    """
    for kind, paid in _paid(session, sale):
        left = paid - _refunded(session, sale, kind)
        if kind is TenderKind.KASBON:
            left = min(left, _owed(session, sale, at_most=left))
        if kind in BEFORE_MONEY and left > ZERO:
            yield kind, left


def _owed(session: Session, sale: Sale, *, at_most: Money) -> Money:
    """What whoever bought on credit still owes; all of it where nobody was named."""
    debtor = debtor_of(sale.member_id, customer_of(session, sale.id))
    return credit.owed_by(session, debtor) if debtor else at_most


BEFORE_MONEY = (TenderKind.KASBON, TenderKind.SAVINGS, TenderKind.VOUCHER)


def _refunded(session: Session, sale: Sale, kind: TenderKind) -> Money:
    summed = (
        select(func.sum(ReturnRefund.amount))
        .join(Return, Return.id == ReturnRefund.return_id)
        .where(Return.sale_id == sale.id, ReturnRefund.kind == kind)
    )
    return session.scalar(summed) or ZERO


def _sale(session: Session, till: TillView, number: str) -> Sale | None:
    """The newest, should a number have been used twice."""
    return session.scalars(
        select(Sale)
        .where(Sale.number == number, Sale.shop_id == till.shop_id)
        .order_by(Sale.received_at.desc())
        .limit(1)
    ).one_or_none()


def _return(session: Session, till: TillView, number: str) -> Return | None:
    return session.scalars(
        select(Return)
        .where(Return.number == number, Return.shop_id == till.shop_id)
        .order_by(Return.received_at.desc())
        .limit(1)
    ).one_or_none()


def _missing(session: Session, till: TillView, number: str) -> str:
    if _return(session, till, number) is not None:
        return _("Struk %(number)s adalah struk retur, bukan penjualan.", number=number)
    return _("Struk %(number)s tidak ada di toko ini.", number=number)


def _person(member: Member | None) -> dict[str, Any] | None:
    if member is None:
        return None
    return {"id": str(member.id), "number": str(member.number), "name": member.name}


def _line(line: SoldLine, *, fractions: bool) -> dict[str, Any]:
    return {
        "position": line.position,
        "pack_id": str(line.pack_id),
        "name": line.name,
        "unit": line.unit,
        "fractions": fractions,
        "quantity": line.sold.quantity.milli,
        "amount": line.sold.amount.amount,
        "left": {"quantity": line.left.quantity.milli, "amount": line.left.amount.amount},
    }


def _fractions(session: Session, lines: Any) -> set[Any]:
    """The packs that may be taken back in parts of a unit."""
    packs = [line.pack_id for line in lines]
    return set(
        session.scalars(
            select(Pack.id)
            .join(Product, Product.id == Pack.product_id)
            .where(Pack.id.in_(packs), Product.fractions)
        )
    )
