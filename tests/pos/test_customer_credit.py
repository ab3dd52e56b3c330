"""Kasbon of customers who are no members: their own debt, nobody's patronage."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import CustomerId, new_id
from core.money import Money
from core.settings import put
from ledger import chart, journal
from ledger.entry import Entry
from ledger.entry import credit as ledger_credit
from ledger.models import Posting
from members import credit, customer_queries, invariants
from members.debtors import Debtor
from members.models import Bon, Customer, Patronage
from members.settings import CREDIT_TO_CUSTOMERS
from pos import catalogue, queries
from pos.bon_payments.models import BonPayment
from pos.bon_payments.queries import slip
from pos.documents import Unbookable
from pos.models import Sale, SaleFlag
from tests.support.books import book
from tests.support.customers import customer, on_credit_of, paid_back_by
from tests.support.member_money import paid_by, view_of
from tests.support.returns import back, correcting, returning
from tests.support.sales import open_shift, sale, send
from tests.support.world import NOW, TODAY, World


@pytest.fixture
def darmi(session: Session, world: World) -> CustomerId:
    return customer(session, world)


def owed(session: Session, key: CustomerId) -> int:
    return journal.balance(session, chart.OTHER_CREDIT, party_id=key).amount


def wrong(session: Session) -> list[str]:
    return list(invariants.customers_owe_their_bons(session))


def test_a_customer_owes_and_nobody_earns_patronage(
    session: Session, world: World, darmi: CustomerId
) -> None:
    shift = open_shift(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 3, counter=1))
    assert owed(session, darmi) == 12_000
    (bon,) = credit.bons_of(session, Debtor.customer(darmi))
    assert (bon.open, bon.due_on.isoformat()) == (Money(12_000), "2026-07-01")
    row = session.scalars(select(Bon)).one()
    assert (row.member_id, row.customer_id) == (None, darmi)
    assert session.scalars(select(Patronage)).all() == []
    assert journal.balance(session, chart.OTHER_SALES) == Money(-12_000)
    assert session.scalars(select(SaleFlag)).all() == []
    assert wrong(session) == []


def test_over_the_limit_is_booked_and_flagged(
    session: Session, world: World, darmi: CustomerId
) -> None:
    session.get_one(Customer, darmi).credit_limit = Money(10_000)
    shift = open_shift(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 3, counter=1))
    flags = session.scalars(select(SaleFlag).order_by(SaleFlag.position)).all()
    assert [(flag.kind.value, flag.details) for flag in flags] == [
        ("credit", {"used": 12_000, "allowed": 10_000}),
        ("approval", {"action": "credit"}),
    ]


def test_a_customer_pays_in_parts_and_in_instalments(
    session: Session, world: World, darmi: CustomerId
) -> None:
    shift = open_shift(session, world)
    body = on_credit_of(world, shift, darmi, 3, counter=1, instalments=2, due_on="2026-07-10")
    send(session, world, body)
    answer = send(session, world, paid_back_by(world, shift, darmi, 7_000, counter=2))
    assert answer.body["remaining"] == 5_000
    assert answer.body["next_due_on"] == "2026-08-10"
    assert owed(session, darmi) == 5_000
    paid = session.scalars(select(BonPayment)).one()
    assert (paid.member_id, paid.customer_id) == (None, darmi)
    assert slip(session, paid.id).who == "Pelanggan P-1 Bu Darmi"
    assert wrong(session) == []


def test_more_than_is_owed_or_from_nobody_is_kept_for_the_manager(
    session: Session, world: World, darmi: CustomerId
) -> None:
    shift = open_shift(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 1, counter=1))
    for body, sentence in (
        (paid_back_by(world, shift, darmi, 4_001, counter=2), r"tinggal Rp4\.000"),
        (paid_back_by(world, shift, CustomerId(new_id()), 1, counter=2), "tidak dikenal"),
        (paid_back_by(world, shift, darmi, 1, counter=2, tender="savings"), "punya simpanan"),
        (paid_back_by(world, shift, darmi, 1, counter=2) | {"customer_id": None}, "Sebut satu"),
    ):
        with pytest.raises(Unbookable, match=sentence):
            send(session, world, body)


def test_a_customer_nobody_knows_is_flagged_and_the_sale_booked(
    session: Session, world: World
) -> None:
    shift = open_shift(session, world)
    stranger = CustomerId(new_id())
    send(session, world, on_credit_of(world, shift, stranger, 1, counter=1))
    flag = session.scalars(select(SaleFlag)).one()
    assert (flag.kind.value, flag.details) == ("customer", {"claimed": str(stranger)})
    assert journal.balance(session, chart.OTHER_CREDIT) == Money(4_000)
    assert (
        session.scalars(select(Posting.party_id).where(Posting.party_id.is_not(None))).all() == []
    )


def test_a_sale_is_the_customers_or_a_members_never_both(
    session: Session, world: World, darmi: CustomerId
) -> None:
    shift = open_shift(session, world)
    body = on_credit_of(world, shift, darmi, 1, counter=1)
    with pytest.raises(Unbookable, match="penjualan bukan anggota"):
        send(session, world, body | {"member_id": str(world.member_id)})
    cash = sale(world, shift, [(world.goods["air"], 1_000, 4_000)], counter=1)
    cash = paid_by(cash, ("transfer", 4_000))
    cash["tenders"][0]["customer_id"] = str(darmi)
    with pytest.raises(Unbookable, match="penjualan bukan anggota"):
        send(session, world, cash)


def test_what_comes_back_is_owed_less(session: Session, world: World, darmi: CustomerId) -> None:
    shift = open_shift(session, world)
    body = on_credit_of(world, shift, darmi, 3, counter=1)
    send(session, world, body)
    came = returning(world, shift, [back(body, 0, 1_000, 4_000)], sale=body, counter=2,
                     kind="kasbon")  # fmt: skip
    send(session, world, came)
    assert owed(session, darmi) == 8_000
    assert wrong(session) == []


def test_a_kasbon_that_was_cash_is_corrected(
    session: Session, world: World, darmi: CustomerId
) -> None:
    shift = open_shift(session, world)
    body = on_credit_of(world, shift, darmi, 3, counter=1)
    send(session, world, body)
    was, now = {"kasbon": 12_000}, {"cash": 12_000}
    send(session, world, correcting(world, shift, body, was, now, sequence=3))
    assert owed(session, darmi) == 0
    assert credit.bons_of(session, Debtor.customer(darmi)) == ()
    assert wrong(session) == []


def test_the_receipt_names_the_customer(session: Session, world: World, darmi: CustomerId) -> None:
    shift = open_shift(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 1, counter=1))
    receipt = queries.receipt(session, session.scalars(select(Sale.id)).one())
    assert [tender.label for tender in receipt.tenders] == ["Kasbon P-1 Bu Darmi"]
    assert receipt.member is None


def test_tills_of_the_shop_know_its_customers_where_the_setting_is_on(
    session: Session, world: World, darmi: CustomerId
) -> None:
    def kept() -> list[dict[str, object]]:
        answer = catalogue.answer(session, view_of(world.till, world.wsb), since="", at=NOW)
        return list(answer["customers"]) if answer else []

    assert kept() == []
    put(session, CREDIT_TO_CUSTOMERS, "ya", valid_from=TODAY, at=NOW, by=None)
    before = catalogue.version(session, view_of(world.till, world.wsb), at=NOW)
    shift = open_shift(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 1, counter=1))
    assert kept() == [
        {
            "id": str(darmi),
            "name": "Bu Darmi",
            "phone_masked": "••••6666",
            "credit_limit": 50_000,
            "credit": 4_000,
            "due_on": "2026-07-01",
            "due": [{"on": "2026-07-01", "amount": 4_000}],
        }
    ]
    assert catalogue.version(session, view_of(world.till, world.wsb), at=NOW) != before
    assert kept() == [customer_queries.money_of(session, darmi)]
    session.get_one(Customer, darmi).active = False
    assert kept() == []


def test_a_debt_without_a_bon_is_found(session: Session, world: World, darmi: CustomerId) -> None:
    lent = (Debtor.customer(darmi).owes(Money(500)), ledger_credit(chart.BANK, Money(500)))
    book(session, Entry(world.shop_id, TODAY, "odd:1", "tanpa bon", lent))
    assert wrong(session) == ["Pelanggan Bu Darmi terutang Rp500, padahal bonnya Rp0."]
