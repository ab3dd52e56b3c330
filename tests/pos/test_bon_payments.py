"""Paying kasbon at the counter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import AuditRecord
from core.money import Money
from ledger import chart, journal
from members import credit
from members.balances import balances
from members.credit import OpenBon, settle, still_open
from members.instalments import Plan
from members.models import Bon, Patronage
from pos.approvals.models import Approval
from pos.bon_payments.models import BonPayment
from pos.documents import ApprovalAction, Unbookable
from pos.models import Document, SaleFlag
from tests.support.member_money import bon_payment, limit, member_money, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.world import TODAY, World


def buy(session: Session, world: World, shift_id: str, pieces: int, counter: int) -> int:
    """So many pieces of water at 4,000, all on credit; what it came to."""
    body = sale(world, shift_id, [(world.goods["air"], pieces * 1000, 4_000)], counter=counter,
                member_id=world.member_id)  # fmt: skip
    send(session, world, paid_by(body, ("kasbon", body["total"])))
    return int(body["total"])


def owed(session: Session, world: World) -> int:
    return balances(session, world.member_id).credit.amount


def test_a_sale_on_credit_is_a_bon_due_in_thirty_days(session: Session, world: World) -> None:
    limit(world, 20_000)
    shift = open_shift(session, world)
    assert buy(session, world, shift, 3, 1) == 12_000
    (bon,) = credit.open_bons(session, world.member_id)
    assert (bon.amount, bon.open, bon.booked_on) == (Money(12_000), Money(12_000), TODAY)
    assert bon.due_on == TODAY + timedelta(days=30)
    assert bon.shop_id == world.wsb.id
    assert owed(session, world) == 12_000
    assert session.scalars(select(SaleFlag)).all() == []
    assert world.members[0].changed_at is not None


def test_a_due_date_agreed_with_the_member_holds(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["air"], 1000, 4_000)], member_id=world.member_id)
    body = paid_by(body, ("kasbon", 4_000))
    body["tenders"][0]["due_on"] = "2026-06-10"
    send(session, world, body)
    assert [bon.due_on for bon in credit.open_bons(session, world.member_id)] == [date(2026, 6, 10)]


def test_credit_over_the_limit_is_booked_and_flagged(session: Session, world: World) -> None:
    limit(world, 10_000)
    shift = open_shift(session, world)
    buy(session, world, shift, 2, 1)
    buy(session, world, shift, 1, 2)
    flags = session.scalars(select(SaleFlag).order_by(SaleFlag.position)).all()
    assert [(flag.kind.value, flag.details) for flag in flags] == [
        ("credit", {"used": 12_000, "allowed": 10_000}),
        ("approval", {"action": "credit"}),
    ]
    assert owed(session, world) == 12_000
    approval = session.scalars(select(Approval)).one()
    assert (approval.action, approval.amount) == (ApprovalAction.CREDIT, Money(4_000))


def test_any_part_is_paid_the_oldest_bon_first(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 3, 1)
    buy(session, world, shift, 2, 2)
    answer = send(session, world, bon_payment(world, shift, 13_000, counter=3))
    assert answer.body["remaining"] == 7_000
    assert answer.body["next_due_on"] == (TODAY + timedelta(days=30)).isoformat()
    (left,) = credit.open_bons(session, world.member_id)
    assert (left.amount, left.open) == (Money(8_000), Money(7_000))
    assert owed(session, world) == 7_000
    assert journal.balance(session, chart.DRAWER, till_id=world.till_id) == Money(213_000)
    answer = send(session, world, bon_payment(world, shift, 7_000, counter=4))
    assert (answer.body["remaining"], answer.body["next_due_on"]) == (0, None)
    assert credit.open_bons(session, world.member_id) == ()


def test_a_payment_is_in_the_tills_journal_with_its_cash(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 3, 1)
    body = bon_payment(world, shift, 5_000, counter=2, given=20_000)
    send(session, world, body)
    row = session.scalars(select(Document).where(Document.number == body["number"])).one()
    assert (row.cash, row.counter, str(row.shift_id)) == (Money(5_000), 2, shift)
    payment = session.scalars(select(BonPayment)).one()
    assert (payment.given, payment.remaining) == (Money(20_000), Money(7_000))


def test_cash_is_rounded_and_the_rest_is_booked(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["beras"], 911, 14_000)], member_id=world.member_id)
    send(session, world, paid_by(body, ("kasbon", body["total"])))
    assert body["total"] == 12_754
    send(session, world, bon_payment(world, shift, 12_754, counter=2, rounding=-54))
    assert owed(session, world) == 0
    assert journal.balance(session, chart.DRAWER, till_id=world.till_id) == Money(212_700)
    assert journal.balance(session, chart.ROUNDING_LOSS) == Money(54)
    assert not _noted(session, "bon_payment.misrounded")


def test_a_wrong_rounding_is_noted(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 3, 1)
    send(session, world, bon_payment(world, shift, 12_000, counter=2, rounding=-2_000))
    assert _noted(session, "bon_payment.misrounded")


def test_more_than_is_owed_is_kept_for_the_manager(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 3, 1)
    with pytest.raises(Unbookable, match=r"tinggal Rp12\.000, tetapi dibayar Rp12\.001"):
        send(session, world, bon_payment(world, shift, 12_001, counter=2))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tender": "kasbon"}, "tidak dapat dibayar dengan cara ini"),
        ({"tender": "voucher"}, "tidak dapat dibayar dengan cara ini"),
        ({"tender": "qris", "rounding": -4}, "Hanya uang tunai yang dibulatkan"),
        ({"given": 999}, "kurang dari yang dibayar"),
        ({"tender": "transfer", "given": 2_000}, "yang memberi kembalian"),
        ({"rounding": -1_001}, "kurang dari yang dibayar"),
        ({"amount": 0}, "“amount”"),
        ({"amount": -5}, "“amount”"),
        ({"member_id": "018f0000-0000-7000-8000-000000000000"}, "tidak dikenal"),
        ({"x": 1}, "“x” tidak dikenal"),
    ],
)
def test_what_contradicts_itself_cannot_be_booked(
    session: Session, world: World, changes: dict[str, object], sentence: str
) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 1, 1)
    with pytest.raises(Unbookable, match=sentence):
        send(session, world, bon_payment(world, shift, 1_000, counter=2) | changes)


def test_paying_a_debt_is_no_purchase(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 3, 1)
    send(session, world, bon_payment(world, shift, 12_000, counter=2))
    assert [row.amount for row in session.scalars(select(Patronage))] == [Money(12_000)]


def test_a_bon_is_paid_from_savings(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 3, 1)
    send(session, world, member_money(world, shift, 10_000, counter=2))
    send(session, world, bon_payment(world, shift, 4_000, counter=3, tender="savings"))
    now = balances(session, world.member_id)
    assert (now.sukarela, now.credit) == (Money(6_000), Money(8_000))
    send(session, world, bon_payment(world, shift, 7_000, counter=4, tender="savings"))
    assert balances(session, world.member_id).sukarela == Money(-1_000)
    assert _noted(session, "member_money.overdrawn")


def _noted(session: Session, action: str) -> bool:
    return bool(session.scalars(select(AuditRecord).where(AuditRecord.action == action)).all())


# What is open of each bon: pure

SHOPS = [ShopId(key) for key in ("a", "b")]  # type: ignore[arg-type]
_bons = st.lists(
    st.tuples(st.sampled_from(SHOPS), st.integers(0, 60), st.integers(1, 50_000)),
    min_size=1,
    max_size=12,
)


def _made(drawn: list[tuple[ShopId, int, int]]) -> list[OpenBon]:
    return [
        OpenBon(f"sale:{n:03}", shop, TODAY + timedelta(days),
                Plan(TODAY + timedelta(days + 30)), Money(amount), Money(amount))
        for n, (shop, days, amount) in enumerate(drawn)
    ]  # fmt: skip


@given(_bons, st.lists(st.integers(1, 60_000), max_size=12))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_payments_in_any_parts_settle_the_oldest_first(
    drawn: list[tuple[ShopId, int, int]], payments: list[int]
) -> None:
    bons = _made(drawn)
    owed = {shop: sum(bon.amount.amount for bon in bons if bon.shop_id == shop) for shop in SHOPS}
    left = sum(owed.values())
    for wanted in payments:
        paid = min(wanted, left)
        if not paid:
            break
        left -= paid
        still = still_open(bons, {shop: Money(amount) for shop, amount in owed.items()})
        for bon, part in settle(still, Money(paid)):
            owed[bon.shop_id] -= part.amount
    still = still_open(bons, {shop: Money(amount) for shop, amount in owed.items()})
    assert sum(bon.open.amount for bon in still) == left
    assert all(amount >= 0 for amount in owed.values())
    by_age = sorted(bons, key=lambda bon: (bon.booked_on, bon.source))
    closed = len(bons) - len(still)
    assert [bon.source for bon in still] == [bon.source for bon in by_age[closed:]]
    assert all(bon.open == bon.amount for bon in still[1:]), "only the oldest is paid in part"


def test_a_bon_is_a_row_of_its_sale(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy(session, world, shift, 1, 1)
    assert session.scalars(select(Bon)).one().source.startswith("sale:")
