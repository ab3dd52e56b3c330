"""What the receipt of a kasbon payment reads."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import local_time
from core.models import Operator, Shop
from core.money import Money
from members import customer_numbers
from members.instalments import Instalment
from members.models import Customer, Member
from pos.bon_payments.models import BonPayment
from pos.bon_payments.receipts import PaymentSlip
from pos.cash.queries import letterhead
from pos.models import Till
from pos.receipts import TENDER_WORDS


def slip(session: Session, payment_id: UUID) -> PaymentSlip:
    """What the receipt of a payment says."""
    payment, shop, till, clerk, member, customer = session.execute(
        select(BonPayment, Shop, Till.name, Operator.name, Member, Customer)
        .join(Shop, Shop.id == BonPayment.shop_id)
        .join(Till, Till.id == BonPayment.till_id)
        .join(Operator, Operator.id == BonPayment.operator_id)
        .outerjoin(Member, Member.id == BonPayment.member_id)
        .outerjoin(Customer, Customer.id == BonPayment.customer_id)
        .where(BonPayment.id == payment_id)
    ).one()
    return PaymentSlip(
        head=letterhead(session, shop),
        number=payment.number,
        paid_at=local_time(payment.paid_at, shop.time_zone),
        till=f"{shop.code}-{till}",
        clerk=clerk,
        who=f"Anggota {member.number} {member.name}"
        if payment.member_id
        else f"Pelanggan {customer_numbers.shown(customer.number)} {customer.name}",
        amount=payment.amount,
        rounding=payment.rounding,
        tender=TENDER_WORDS[payment.tender],
        given=payment.given,
        remaining=payment.remaining,
        coming=tuple(
            Instalment(date.fromisoformat(on), Money(amount))
            for on, amount in sorted(payment.coming.items())
        ),
    )
