"""A corrected payment moves only the difference; the sale stays as it was rung up."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.ids import CustomerId, SaleId, ShopId
from core.money import Money
from ledger import chart, journal
from members import credit, invariants
from members.debtors import Debtor
from members.models import Bon
from pos.approvals.models import Approval
from pos.corrections.corrections import tenders_now
from pos.documents import ApprovalAction, Unbookable
from pos.models import Document, SaleTender, TenderKind
from tests.support.books import postings
from tests.support.customers import customer, on_credit_of
from tests.support.member_money import paid_by
from tests.support.returns import correcting
from tests.support.sales import Body, postings_of, sale, send
from tests.support.world import TODAY, World


@pytest.fixture
def sold(session: Session, world: World, shift_id: str) -> Body:
    """A member paid 6,600 in cash."""
    lines = [(world.goods["mie"], 2_000, 3_300)]
    body = sale(world, shift_id, lines, member_id=world.member_id)
    send(session, world, body)
    return body


def paid(session: Session, sold: Body) -> dict[str, int]:
    found = tenders_now(session, SaleId(UUID(sold["id"])))
    return {kind.value: amount.amount for kind, amount in found.items()}


def test_only_the_difference_is_booked(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = correcting(
        world, shift_id, sold, {"cash": 6_600}, {"qris": 4_600, "cash": 2_000}, sequence=3
    )
    answer = send(session, world, body)
    assert answer.status == 201
    assert postings_of(session, body) == {
        chart.DRAWER: -4_600,
        chart.QRIS_RECEIVABLE: 4_600,
    }
    assert session.get_one(Document, UUID(body["id"])).cash == Money(-4_600)
    assert paid(session, sold) == {"cash": 2_000, "qris": 4_600}


def test_the_sale_stays_as_it_was_rung_up(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = correcting(world, shift_id, sold, {"cash": 6_600}, {"transfer": 6_600}, sequence=3)
    send(session, world, body)
    tender = session.get_one(SaleTender, (UUID(sold["id"]), 0))
    assert (tender.kind, tender.amount) == (TenderKind.CASH, Money(6_600))


def test_a_correction_is_always_somebody_elses_to_approve(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = correcting(world, shift_id, sold, {"cash": 6_600}, {"qris": 6_600}, sequence=3)
    send(session, world, body)
    approval = session.get_one(Approval, (UUID(body["id"]), ApprovalAction.CORRECTION))
    assert (approval.amount, approval.subject) == (Money(6_600), sold["number"])


def test_what_becomes_kasbon_is_a_bon_of_the_member(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = correcting(world, shift_id, sold, {"cash": 6_600}, {"kasbon": 6_600}, sequence=3)
    send(session, world, body)
    bon = session.get_one(Bon, f"tender_correction:{body['id']}")
    assert (bon.member_id, bon.amount) == (world.member_id, Money(6_600))
    assert bon.due_on == TODAY + timedelta(days=30)
    owed = journal.balance(session, chart.MEMBER_CREDIT, member_id=world.member_id)
    assert owed == Money(6_600)


def test_savings_of_another_home_shop_are_booked_there(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    world.members[0].shop_id = ShopId(world.ltm.id)
    session.flush()
    body = correcting(world, shift_id, sold, {"cash": 6_600}, {"savings": 6_600}, sequence=3)
    send(session, world, body)
    source = f"tender_correction:{body['id']}"
    assert postings(session, source) == {chart.DRAWER: -6_600, chart.INTER_SHOP: 6_600}
    assert postings(session, f"inter_shop:{world.ltm.id}:{source}") == {
        chart.VOLUNTARY_SAVINGS: 6_600,
        chart.INTER_SHOP: -6_600,
    }


def test_a_correction_can_be_corrected_but_not_twice(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    send(session, world, correcting(
        world, shift_id, sold, {"cash": 6_600}, {"qris": 6_600}, sequence=3
    ))  # fmt: skip
    send(session, world, correcting(
        world, shift_id, sold, {"qris": 6_600}, {"cash": 6_600}, sequence=4
    ))  # fmt: skip
    assert paid(session, sold) == {"cash": 6_600}
    with pytest.raises(Unbookable, match="tidak dibayar sebanyak itu"):
        send(session, world, correcting(
            world, shift_id, sold, {"qris": 6_600}, {"cash": 6_600}, sequence=5
        ))  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "put"),
    [
        ({"cash": 6_600}, {"qris": 6_000}),
        ({"cash": 6_600}, {"cash": 6_600}),
        ({"cash": 6_700}, {"qris": 6_700}),
        ({"voucher": 100}, {"cash": 100}),
    ],
)
def test_what_cannot_be_is_held(
    session: Session, world: World, shift_id: str, sold: Body,
    taken: dict[str, int], put: dict[str, int],
) -> None:  # fmt: skip
    with pytest.raises(Unbookable):
        send(session, world, correcting(world, shift_id, sold, taken, put, sequence=3))


@pytest.fixture
def darmi(session: Session, world: World) -> CustomerId:
    return customer(session, world)


@pytest.fixture
def split(session: Session, world: World, shift_id: str, darmi: CustomerId) -> Body:
    """A customer paid 4,000 in cash and owes 8,000."""
    body = on_credit_of(world, shift_id, darmi, 3, counter=1)
    body = paid_by(body, ("cash", 4_000), ("kasbon", 8_000))
    body["tenders"][1]["customer_id"] = str(darmi)
    send(session, world, body)
    return body


def test_what_becomes_kasbon_is_a_bon_of_the_sales_customer(
    session: Session, world: World, shift_id: str, darmi: CustomerId, split: Body
) -> None:
    body = correcting(world, shift_id, split, {"cash": 4_000}, {"kasbon": 4_000}, sequence=3)
    send(session, world, body)
    assert postings_of(session, body) == {chart.DRAWER: -4_000, chart.OTHER_CREDIT: 4_000}
    bon = session.get_one(Bon, f"tender_correction:{body['id']}")
    assert (bon.member_id, bon.customer_id, bon.amount) == (None, darmi, Money(4_000))
    assert bon.due_on == TODAY + timedelta(days=30)
    assert journal.balance(session, chart.OTHER_CREDIT, party_id=darmi) == Money(12_000)
    assert paid(session, split) == {"kasbon": 12_000}
    assert list(invariants.customers_owe_their_bons(session)) == []


def test_kasbon_of_a_customer_is_lowered_and_may_come_back(
    session: Session, world: World, shift_id: str, darmi: CustomerId, split: Body
) -> None:
    def left() -> tuple[int, list[int]]:
        debtor = Debtor.customer(darmi)
        bons = [bon.open.amount for bon in credit.bons_of(session, debtor)]
        return credit.owed_by(session, debtor).amount, bons

    was, now = {"kasbon": 8_000}, {"transfer": 8_000}
    send(session, world, correcting(world, shift_id, split, was, now, sequence=3))
    assert left() == (0, [])
    send(session, world, correcting(world, shift_id, split, now, was, sequence=4))
    assert left()[0] == 8_000
    assert paid(session, split) == {"cash": 4_000, "kasbon": 8_000}
    assert list(invariants.customers_owe_their_bons(session)) == []


def test_a_customer_has_no_savings(
    session: Session, world: World, shift_id: str, split: Body
) -> None:
    body = correcting(world, shift_id, split, {"kasbon": 8_000}, {"savings": 8_000}, sequence=3)
    with pytest.raises(Unbookable, match="bukan belanja anggota"):
        send(session, world, body)


def test_who_is_no_member_has_no_kasbon(session: Session, world: World, shift_id: str) -> None:
    sold = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])
    send(session, world, sold)
    body = correcting(world, shift_id, sold, {"cash": 7_000}, {"kasbon": 7_000}, sequence=3)
    with pytest.raises(Unbookable, match="bukan belanja anggota"):
        send(session, world, body)


def test_a_sale_nobody_knows_cannot_be_corrected(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    stranger = dict(sold, id=str(UUID(int=4)))
    body = correcting(world, shift_id, stranger, {"cash": 6_600}, {"qris": 6_600}, sequence=3)
    with pytest.raises(Unbookable, match="tidak ada di toko ini"):
        send(session, world, body)
