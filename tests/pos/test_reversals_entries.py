"""Whatever was paid, taking it back balances."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.ids import OperatorId, ShopId, TillId, new_id
from core.money import ZERO, Money, total
from ledger import chart
from members.balances import Account
from members.debtors import Debtor, DebtorKind
from pos.models import DocumentKind, TenderKind
from pos.reversals.entries import Payment, TakenBack, reversal_parts
from pos.reversals.remedies import REMEDIES, Remedy
from tests.support.world import NOW

CHOICES = [(tender, remedy) for tender, each in REMEDIES.items() for remedy in each]
SHOPS = [ShopId(new_id()) for _n in range(3)]
_amounts = st.integers(1, 10**9)


@given(
    split=st.lists(st.tuples(st.sampled_from(SHOPS), _amounts), min_size=1, max_size=4),
    rounding=st.integers(-99, 99),
    out=st.booleans(),
    kinds=st.tuples(st.sampled_from(DebtorKind), st.sampled_from(DebtorKind)),
    choice=st.sampled_from(
        [(tender, remedy) for tender, each in REMEDIES.items() for remedy in each]
    ),
)
def test_whatever_was_paid_the_parts_add_up_to_nothing(
    split: list[tuple[ShopId, int]],
    rounding: int,
    *,
    out: bool,
    kinds: tuple[DebtorKind, DebtorKind],
    choice: tuple[TenderKind, Remedy],
) -> None:
    tender, remedy = choice
    payer, right_one = (Debtor(kind, new_id()) for kind in kinds)
    sign = -1 if out else 1
    taken: dict[ShopId, Money] = {}
    for shop_id, part in split:
        taken[shop_id] = taken.get(shop_id, ZERO) + Money(part * sign)
    amount = total(taken.values())
    kept = Money(rounding) if tender is TenderKind.CASH else ZERO
    payment = Payment(
        new_id(), DocumentKind.BON_PAYMENT, "X", SHOPS[0], TillId(new_id()), OperatorId(new_id()),
        payer, Account.KASBON, amount, kept, tender, NOW,
    )  # fmt: skip
    to = right_one if remedy is Remedy.MOVE else None
    given_to = {SHOPS[2]: amount} if to else None
    parts = list(reversal_parts(TakenBack(payment, remedy, SHOPS[1], taken, to, given_to)))
    assert total(part.line.amount for part in parts) == ZERO
    owed = [part.line for part in parts if part.line.party_id]
    assert {line.account for line in owed} <= {chart.OTHER_CREDIT}, "a customer's is no member's"
    assert not any(part.line.account == chart.DRAWER for part in parts), "the drawer is counted"
