"""The payments by QRIS that stand at the tills, as they are after corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import ZERO, Money
from pos.bon_payments.models import BonPayment
from pos.corrections.models import CorrectedTender, TenderCorrection
from pos.models import Sale, SaleTender, TenderKind
from pos.qris.matching import Payment
from pos.qris.models import QrisMatch
from pos.reversals.models import Reversal
from pos.reversals.remedies import Remedy


def unsettled(session: Session, shop_id: ShopId, *, since: date) -> tuple[Payment, ...]:
    """Payments since a day that no accepted row of a file has settled, oldest first."""
    accepted = _accepted(session, shop_id)
    found = [
        *_of_sales(session, shop_id, since),
        *_of_corrections(session, shop_id, since),
        *_of_bons(session, shop_id, since),
    ]
    open_ones = (payment for payment in found if payment.key not in accepted)
    return tuple(sorted(open_ones, key=lambda payment: (payment.at, payment.key)))


def sales_still_open(
    session: Session, shop_id: ShopId, sale_ids: Iterable[UUID], *, since: date
) -> set[UUID]:
    """Which of the sales have a payment that is not settled yet."""
    rest = unsettled(session, shop_id, since=since)
    return {payment.sale_id for payment in rest if payment.sale_id is not None} & set(sale_ids)


def _accepted(session: Session, shop_id: ShopId) -> set[str]:
    from_sales = select(QrisMatch.payment).join(Sale, Sale.id == QrisMatch.sale_id)
    others = select(QrisMatch.payment).where(QrisMatch.sale_id.is_(None))
    return {
        *session.scalars(from_sales.where(Sale.shop_id == shop_id)),
        *session.scalars(others),
    }


def _of_sales(session: Session, shop_id: ShopId, since: date) -> Iterator[Payment]:
    """The tenders of sales, less what a correction says was paid otherwise."""
    rows = session.execute(
        select(SaleTender, Sale)
        .join(Sale, Sale.id == SaleTender.sale_id)
        .where(Sale.shop_id == shop_id, Sale.sold_on >= since)
        .where(SaleTender.kind == TenderKind.QRIS, SaleTender.amount > ZERO)
        .order_by(SaleTender.sale_id, SaleTender.position.desc())
    )
    taken_off = _corrected_away(session, shop_id, since)
    for tender, sale in rows:
        off = min(taken_off[sale.id], tender.amount)
        taken_off[sale.id] -= off
        if tender.amount > off:
            yield _payment(
                f"sale:{sale.id}:{tender.position}",
                sale,
                amount=tender.amount - off,
                reference=tender.reference,
                confirmed=tender.confirmed,
            )


def _corrected_away(session: Session, shop_id: ShopId, since: date) -> defaultdict[UUID, Money]:
    rows = session.execute(
        select(TenderCorrection.sale_id, func.sum(CorrectedTender.amount))
        .join(CorrectedTender, CorrectedTender.correction_id == TenderCorrection.id)
        .join(Sale, Sale.id == TenderCorrection.sale_id)
        .where(Sale.shop_id == shop_id, Sale.sold_on >= since)
        .where(CorrectedTender.kind == TenderKind.QRIS, CorrectedTender.amount < ZERO)
        .group_by(TenderCorrection.sale_id)
    )
    return defaultdict(lambda: ZERO, {sale_id: -amount for sale_id, amount in rows})


def _of_corrections(session: Session, shop_id: ShopId, since: date) -> Iterator[Payment]:
    """What was rung up otherwise and turned out to be QRIS: at the time of the sale."""
    rows = session.execute(
        select(CorrectedTender, Sale)
        .join(TenderCorrection, TenderCorrection.id == CorrectedTender.correction_id)
        .join(Sale, Sale.id == TenderCorrection.sale_id)
        .where(Sale.shop_id == shop_id, Sale.sold_on >= since)
        .where(CorrectedTender.kind == TenderKind.QRIS, CorrectedTender.amount > ZERO)
    )
    for tender, sale in rows:
        key = f"correction:{tender.correction_id}:{tender.position}"
        yield _payment(key, sale, amount=tender.amount, reference="", confirmed=True)


def _payment(key: str, sale: Sale, *, amount: Money, reference: str, confirmed: bool) -> Payment:
    return Payment(
        key=key,
        number=sale.number,
        on=sale.sold_on,
        at=sale.sold_at,
        amount=amount,
        reference=reference,
        sale_id=sale.id,
        confirmed=confirmed,
    )


def _of_bons(session: Session, shop_id: ShopId, since: date) -> Iterator[Payment]:
    """Kasbon that was paid by QRIS, unless somebody found that it never came."""
    never = select(Reversal.document_id).where(Reversal.remedy == Remedy.NEVER)
    rows = session.scalars(
        select(BonPayment)
        .where(BonPayment.shop_id == shop_id, BonPayment.booked_on >= since)
        .where(BonPayment.tender == TenderKind.QRIS, BonPayment.id.not_in(never))
    )
    for row in rows:
        yield Payment(
            key=f"bon_payment:{row.id}",
            number=row.number,
            on=row.booked_on,
            at=row.paid_at,
            amount=row.amount,
            reference=row.reference,
            sale_id=None,
            confirmed=True,
        )
