"""Where money in each way of paying is booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from core.ids import CustomerId, MemberId, PartyId, ShopId, TillId, new_id
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Line
from pos.models import TenderKind
from pos.tender_entries import home_entry, received, tender_line

SHOP, HOME = ShopId(new_id()), ShopId(new_id())
TILL, MEMBER = TillId(new_id()), MemberId(new_id())
NEIGHBOUR = CustomerId(new_id())
AMOUNT = Money(12_500)


@dataclass(frozen=True)
class Event:
    """As much of a sale as the rules ask."""

    savings_shop_id: ShopId | None
    member_id: MemberId | None = MEMBER
    customer_id: CustomerId | None = None
    shop_id: ShopId = SHOP
    till_id: TillId = TILL
    number: str = "WSB-T1-A-000001"
    booked_on: date = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("kind", "of_member", "of_nobody"),
    [
        (TenderKind.CASH, chart.DRAWER, chart.DRAWER),
        (TenderKind.QRIS, chart.QRIS_RECEIVABLE, chart.QRIS_RECEIVABLE),
        (TenderKind.TRANSFER, chart.BANK, chart.BANK),
        (TenderKind.VOUCHER, chart.VOUCHERS, chart.VOUCHERS),
        (TenderKind.SAVINGS, chart.VOLUNTARY_SAVINGS, chart.OTHER_CREDIT),
        (TenderKind.KASBON, chart.MEMBER_CREDIT, chart.OTHER_CREDIT),
    ],
)
def test_each_way_has_its_account(kind: TenderKind, of_member: str, of_nobody: str) -> None:
    whose = MEMBER if kind in (TenderKind.SAVINGS, TenderKind.KASBON) else None
    drawer = TILL if kind is TenderKind.CASH else None
    line = tender_line(kind, AMOUNT, member_id=MEMBER, till_id=TILL)
    assert line == Line(of_member, AMOUNT, whose, drawer)
    assert tender_line(kind, AMOUNT, member_id=None, till_id=TILL).account == of_nobody


def test_kasbon_of_a_neighbour_is_hers_outside_the_members_books() -> None:
    lent = tender_line(
        TenderKind.KASBON, AMOUNT, member_id=None, till_id=TILL, customer_id=NEIGHBOUR
    )
    assert lent == Line(chart.OTHER_CREDIT, AMOUNT, party_id=PartyId(NEIGHBOUR))


@pytest.mark.parametrize("drawn", [AMOUNT, -AMOUNT])
def test_savings_of_another_shop_go_between_the_shops_and_leave_nothing(drawn: Money) -> None:
    event = Event(savings_shop_id=HOME)
    here = received(event, TenderKind.SAVINGS, drawn)
    away = home_entry(event, "sale:1", drawn=drawn)
    assert away is not None
    assert away.shop_id == HOME
    assert here.account == chart.INTER_SHOP
    between = [line.amount for line in away.lines if line.account == chart.INTER_SHOP]
    assert total([here.amount, *between]) == ZERO
    assert Line(chart.VOLUNTARY_SAVINGS, drawn, MEMBER) in away.lines


@pytest.mark.parametrize("savings_shop_id", [SHOP, None])
def test_savings_kept_here_need_no_other_books(savings_shop_id: ShopId | None) -> None:
    event = Event(savings_shop_id)
    assert received(event, TenderKind.SAVINGS, AMOUNT).account == chart.VOLUNTARY_SAVINGS
    assert home_entry(event, "sale:1", drawn=AMOUNT) is None
    assert home_entry(Event(HOME), "sale:1", drawn=ZERO) is None
