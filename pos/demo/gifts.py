"""The vouchers that a programme hands out in the example, some of which the neighbours use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from core.ids import new_id
from core.money import Money
from ledger import chart
from ledger.entry import credit, debit
from pos.demo.baskets import Basket
from pos.demo.bookkeeping import Desk
from pos.demo.company import Company
from pos.models import TenderKind
from pos.vouchers import codes, vouchers
from pos.vouchers.models import PaidBy, Voucher
from pos.vouchers.vouchers import NewBatch

BEFORE_THE_END = 45
"""Days of the year that are left when they are handed out."""
GOOD_FOR = timedelta(days=135)
FACE, PIECES = 25_000, 20
USED = 6
"""So many are brought to the tills at most; the others are still open."""
GRANT = Money(1_000_000)
_ONE_IN = 3
"""Every so many neighbours got one."""


def hand_out(desk: Desk, company: Company) -> list[str]:
    """The programme's money comes to the bank, and vouchers go out; the codes people will bring."""
    desk.book(
        company.office_id, "program:voucher", "Dana program voucher",
        debit(chart.BANK, GRANT), credit(chart.PROGRAMME_FUNDS, GRANT),
    )  # fmt: skip
    new = NewBatch(new_id(), "Program keluarga purna PMI", Money(FACE), PIECES,
                   desk.on + GOOD_FOR, PaidBy.PROGRAMME)  # fmt: skip
    by = company.operators["bendahara"]
    batch = vouchers.issue(desk.session, company.office_id, new, at=desk.at, by=by)
    rows = select(Voucher.code).where(Voucher.batch_id == batch.id).order_by(Voucher.serial)
    return [codes.shown(code) for code in desk.session.scalars(rows.limit(USED))]


def is_the_day(day: date, *, last: date) -> bool:
    """Whether the vouchers are handed out on that day."""
    return last - day == timedelta(days=BEFORE_THE_END)


def brought(basket: Basket, left: list[str]) -> list[dict[str, Any]]:
    """The voucher that somebody pays with who got one, as a tender of the sale."""
    member = basket.member
    if not left or member is None or member.place % _ONE_IN or basket.total <= FACE:
        return []
    paid = {"kind": TenderKind.VOUCHER.value, "amount": FACE, "given": FACE, "change": 0}
    return [paid | {"reference": left.pop(0)}]
