"""What must always hold of returns; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import BigInteger, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.ids import ShopId
from core.money import ZERO, Money
from inventory.models import ProductKind
from ledger import chart
from ledger.models import JournalEntry, Posting
from pos.models import Document, Sale, SaleLine
from pos.returns.documents import return_source
from pos.returns.models import Return, ReturnLine, ReturnRefund


def returns_add_up(session: Session) -> Iterator[str]:
    """Lines make a return's total and cost, refunds the total with rounding."""
    lines = (
        select(
            ReturnLine.return_id,
            func.sum(ReturnLine.amount).label("amount"),
            func.sum(ReturnLine.cost).label("cost"),
        )
        .group_by(ReturnLine.return_id)
        .subquery()
    )
    refunds = (
        select(ReturnRefund.return_id, func.sum(ReturnRefund.amount).label("amount"))
        .group_by(ReturnRefund.return_id)
        .subquery()
    )
    wrong = session.scalars(
        select(Return.number)
        .outerjoin(lines, lines.c.return_id == Return.id)
        .outerjoin(refunds, refunds.c.return_id == Return.id)
        .outerjoin(Document, Document.id == Return.id)
        .where(
            lines.c.amount.is_distinct_from(Return.total)
            | lines.c.cost.is_distinct_from(Return.cost)
            | refunds.c.amount.is_distinct_from(Return.total + Return.rounding)
            | Document.number.is_distinct_from(Return.number)
        )
        .order_by(Return.number)
    )
    for number in wrong:
        yield _("Retur %(number)s: baris, pengembalian, dan total tidak cocok.", number=number)


def never_more_than_sold(session: Session) -> Iterator[str]:
    """Of no sold line more came back than was sold: goods, amount and cost."""
    pairs = (
        (ReturnLine.quantity, SaleLine.quantity),
        (ReturnLine.base_quantity, SaleLine.base_quantity),
        (ReturnLine.share, SaleLine.amount),
        (ReturnLine.cost, SaleLine.cost),
    )
    exceeded = [
        func.sum(type_coerce(back, BigInteger)) > func.min(type_coerce(sold, BigInteger))
        for back, sold in pairs
    ]
    wrong = session.execute(
        select(Sale.number, func.min(SaleLine.name).label("name"))
        .select_from(ReturnLine)
        .join(
            SaleLine,
            (SaleLine.sale_id == ReturnLine.sale_id)
            & (SaleLine.position == ReturnLine.sale_position),
        )
        .join(Sale, Sale.id == SaleLine.sale_id)
        .group_by(Sale.number, SaleLine.sale_id, SaleLine.position)
        .having(or_(*exceeded))
        .order_by(Sale.number)
    )
    for row in wrong:
        yield _(
            "Struk %(number)s: %(name)s kembali lebih banyak daripada yang terjual.",
            number=row.number,
            name=row.name,
        )


def returns_are_booked(session: Session) -> Iterator[str]:
    """Every return is booked in its shop for its goods, and nothing else is booked as a return."""
    booked, turnover = _booked(session), _turnover(session)
    for back in session.scalars(select(Return).order_by(Return.number)):
        entry = booked.pop(return_source(back.id), None)
        expected = turnover.get(back.id, ZERO)
        if entry is None and (back.total or back.cost):
            yield _("Retur %(number)s tidak dibukukan.", number=back.number)
        elif entry is not None and entry != (back.shop_id, expected):
            yield _(
                "Retur %(number)s: seharusnya %(total)s, dibukukan %(booked)s.",
                number=back.number,
                total=rupiah(expected),
                booked=rupiah(entry[1]),
            )
    for source in sorted(booked):
        yield _("Entri %(source)s membukukan retur yang tidak ada.", source=source)


_TAKEN_BACK = (chart.MEMBER_RETURNS, chart.OTHER_RETURNS)


def _turnover(session: Session) -> dict[UUID, Money]:
    """What the co-op's own goods of each return had earned, without tax."""
    rows = session.execute(
        select(ReturnLine.return_id, func.sum(ReturnLine.amount), func.sum(ReturnLine.vat))
        .where(
            ReturnLine.kind.in_((ProductKind.GOODS, ProductKind.PACKAGE)),
            ReturnLine.consignor_id.is_(None),
        )
        .group_by(ReturnLine.return_id)
    )
    return {return_id: amount - vat for return_id, amount, vat in rows}


def _booked(session: Session) -> dict[str, tuple[ShopId, Money]]:
    """The turnover that each entry of a return takes back, with its shop."""
    rows = session.execute(
        select(
            JournalEntry.source,
            JournalEntry.shop_id,
            func.sum(Posting.amount).filter(Posting.account.in_(_TAKEN_BACK)).label("amount"),
        )
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.source.startswith("return:"))
        .group_by(JournalEntry.source, JournalEntry.shop_id)
    )
    return {row.source: (row.shop_id, row.amount or ZERO) for row in rows}
