"""Vouchers for tests: a small batch, and sales that are paid with them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ShopId, new_id
from core.money import Money
from core.permissions import Role
from pos.vouchers import codes, vouchers
from pos.vouchers.models import PaidBy, Voucher, VoucherBatch
from pos.vouchers.vouchers import NewBatch
from tests.support.sales import Body
from tests.support.world import NOW, World

UNTIL = date(2026, 12, 31)


def batch(
    session: Session,
    world: World,
    *,
    face: int = 25_000,
    pieces: int = 3,
    until: date = UNTIL,
    paid_by: PaidBy = PaidBy.PROGRAMME,
    at: datetime = NOW,
    shop_id: ShopId | None = None,
    purpose: str = "Lebaran 2026",
) -> VoucherBatch:
    """Issued by the treasurer, at the shop of the tests where nothing else is said."""
    new = NewBatch(new_id(), purpose, Money(face), pieces, until, paid_by)
    by = world.operator_id(Role.TREASURER)
    return vouchers.issue(session, shop_id or world.shop_id, new, at=at, by=by)


def codes_of(session: Session, issued: VoucherBatch) -> list[str]:
    """The codes of a batch as they are printed."""
    found = select(Voucher.code).where(Voucher.batch_id == issued.id).order_by(Voucher.serial)
    return [codes.shown(code) for code in session.scalars(found)]


def paid_with(body: Body, *vouchers_: tuple[str, int]) -> Body:
    """A sale paid with vouchers, and the rest in cash."""
    tenders = [
        {"kind": "voucher", "amount": amount, "given": amount, "change": 0, "reference": code}
        for code, amount in vouchers_
    ]
    rest = body["total"] - sum(amount for _code, amount in vouchers_)
    cash = {"kind": "cash", "amount": rest, "given": rest, "change": 0}
    return body | {"tenders": [*tenders, *([cash] if rest else [])], "rounding": 0}
