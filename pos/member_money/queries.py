"""What the receipt of share money reads."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import local_time
from core.models import Operator, Shop
from members.models import Member
from pos.cash.queries import letterhead
from pos.member_money.models import MemberMoney
from pos.member_money.receipts import MoneySlip
from pos.models import Till
from pos.receipts import TENDER_WORDS


def slip(session: Session, money_id: UUID) -> MoneySlip:
    """What the receipt of a deposit or withdrawal says."""
    money, shop, till, clerk, member = session.execute(
        select(MemberMoney, Shop, Till.name, Operator.name, Member)
        .join(Shop, Shop.id == MemberMoney.shop_id)
        .join(Till, Till.id == MemberMoney.till_id)
        .join(Operator, Operator.id == MemberMoney.operator_id)
        .join(Member, Member.id == MemberMoney.member_id)
        .where(MemberMoney.id == money_id)
    ).one()
    return MoneySlip(
        head=letterhead(session, shop),
        number=money.number,
        paid_at=local_time(money.paid_at, shop.time_zone),
        till=f"{shop.code}-{till}",
        clerk=clerk,
        member_number=member.number,
        member_name=member.name,
        account=money.account,
        direction=money.direction,
        amount=money.amount,
        tender=TENDER_WORDS[money.tender],
        given=money.given,
        balance=money.balance,
    )
