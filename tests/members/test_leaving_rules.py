"""What is settled with a member who leaves: worked cases, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money
from members.leaving.rules import Owned, settle


def owned(*amounts: int, owed: int = 0, overpaid: int = 0) -> Owned:
    pokok, wajib, sukarela, pots, shu = (Money(each) for each in (*amounts, 0, 0, 0, 0)[:5])
    return Owned(pokok, wajib, sukarela, pots, shu, Money(owed), Money(overpaid))


@pytest.mark.parametrize(
    ("has", "fee", "net", "taken", "paid", "lent"),
    [
        (owned(100_000, 240_000, 60_000, 25_000, 12_500, owed=30_000), 10_000,
         397_500, 10_000, 30_000, 0),
        (owned(100_000, owed=130_000), 10_000, -30_000, 0, 100_000, 0),
        (owned(100_000, owed=95_000), 10_000, 0, 5_000, 95_000, 0),
        (owned(100_000, 0, -150_000), 10_000, -50_000, 0, 0, 50_000),
        (owned(0, owed=20_000, overpaid=5_000), 0, -15_000, 0, 5_000, 0),
        (owned(0), 10_000, 0, 0, 0, 0),
    ],
    ids=["everything", "owes more", "fee cut short", "overspent", "paid twice", "nothing"],
)  # fmt: skip
def test_worked_cases(has: Owned, fee: int, net: int, taken: int, paid: int, lent: int) -> None:
    found = settle(has, Money(fee))
    assert (found.net, found.fee, found.paid, found.lent) == (
        Money(net), Money(taken), Money(paid), Money(lent),
    )  # fmt: skip


amounts = st.integers(0, 10**9).map(Money)
anything = st.builds(
    Owned, pokok=amounts, wajib=amounts, sukarela=st.integers(-(10**9), 10**9).map(Money),
    pots=amounts, shu=amounts, owed=amounts, overpaid=amounts,
)  # fmt: skip


@given(anything, amounts)
def test_nothing_is_lost_and_nothing_made(has: Owned, fee: Money) -> None:
    found = settle(has, fee)
    assert has.pokok + has.wajib + has.sukarela + has.pots + has.shu - found.credit - found.fee == (
        found.net
    )
    assert has.there + found.lent == found.paid + found.fee + found.payable
    assert found.payable - found.still_owed == found.net
    assert found.still_owed == has.owed - found.paid + found.lent


@given(anything, amounts)
def test_a_fee_is_never_lent_and_a_debt_never_paid_twice(has: Owned, fee: Money) -> None:
    found = settle(has, fee)
    assert ZERO <= found.fee <= fee
    assert ZERO <= found.paid <= has.owed
    assert not (found.payable and found.still_owed)
    assert not (found.fee and found.still_owed)
