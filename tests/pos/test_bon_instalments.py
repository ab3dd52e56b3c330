"""Kasbon in instalments: what is agreed, what is due when, and what the receipts say."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.money import Money
from core.settings import put
from members import credit
from members.credit import OpenBon
from members.settings import CREDIT_INSTALMENTS_MOST
from pos import queries
from pos.bon_payments.models import BonPayment
from pos.bon_payments.queries import slip
from pos.bon_payments.receipts import layout as layout_paid
from pos.documents import Unbookable
from pos.letterhead import Marks
from pos.models import Sale, SaleFlag
from pos.paper import Text
from pos.receipts import layout
from tests.support.member_money import bon_payment, limit, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.world import NOW, TODAY, World


def buy_in_parts(
    session: Session, world: World, shift_id: str, counter: int, **more: object
) -> None:
    """100,000 on credit in 3 parts, a month apart."""
    line = [(world.goods["air"], 25_000, 4_000)]
    body = sale(world, shift_id, line, counter=counter, member_id=world.member_id)
    body = paid_by(body, ("kasbon", 100_000))
    body["tenders"][0] |= {"instalments": 3, "every": "month", "due_on": "2026-07-10"} | more
    send(session, world, body)


def allow_instalments(session: Session, most: int = 12) -> None:
    put(session, CREDIT_INSTALMENTS_MOST, str(most), valid_from=TODAY, at=NOW, by=None)


def days(bon: OpenBon) -> list[tuple[str, int]]:
    return [(part.due_on.isoformat(), part.amount.amount) for part in bon.instalments]


def test_a_kasbon_is_paid_in_parts_of_whole_coins(session: Session, world: World) -> None:
    allow_instalments(session)
    limit(world, 200_000)
    shift = open_shift(session, world)
    buy_in_parts(session, world, shift, 1)
    (bon,) = credit.open_bons(session, world.member_id)
    assert days(bon) == [("2026-07-10", 33_400), ("2026-08-10", 33_400), ("2026-09-10", 33_200)]
    answer = send(session, world, bon_payment(world, shift, 40_000, counter=2))
    assert answer.body["next_due_on"] == "2026-08-10"
    (bon,) = credit.open_bons(session, world.member_id)
    assert days(bon) == [("2026-08-10", 26_800), ("2026-09-10", 33_200)]
    payment = session.scalars(select(BonPayment)).one()
    assert payment.coming == {"2026-08-10": 26_800, "2026-09-10": 33_200}
    assert session.scalars(select(SaleFlag)).all() == []


def test_what_is_due_now_follows_the_instalments(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy_in_parts(session, world, shift, 1)
    bons = credit.open_bons(session, world.member_id)
    assert credit.next_due(bons) == date(2026, 7, 10)
    assert credit.due_now(bons, date(2026, 7, 9)) == Money(0)
    assert credit.due_now(bons, date(2026, 7, 10)) == Money(33_400)
    assert credit.overdue(bons, date(2026, 7, 10)) == Money(0)
    assert credit.overdue(bons, date(2026, 7, 11)) == Money(33_400)
    assert credit.due_now(bons, date(2026, 8, 10)) == Money(66_800)


def test_a_long_plan_does_not_swallow_what_was_paid_for_a_younger_bon(
    session: Session, world: World
) -> None:
    shift = open_shift(session, world)
    buy_in_parts(session, world, shift, 1)
    younger = sale(world, shift, [(world.goods["air"], 3_000, 4_000)], counter=2,
                   member_id=world.member_id)  # fmt: skip
    send(session, world, paid_by(younger, ("kasbon", 12_000)))
    send(session, world, bon_payment(world, shift, 12_000, counter=3))
    (left,) = credit.open_bons(session, world.member_id)
    assert (left.amount, left.open) == (Money(100_000), Money(100_000)), "1 July before 10 July"
    assert credit.next_due([left]) == date(2026, 7, 10)


def test_without_a_day_the_first_instalment_is_due_after_one_period(
    session: Session, world: World
) -> None:
    shift = open_shift(session, world)
    buy_in_parts(session, world, shift, 1, due_on=None, every="week")
    (bon,) = credit.open_bons(session, world.member_id)
    assert [day for day, _amount in days(bon)] == ["2026-06-08", "2026-06-15", "2026-06-22"]


def test_more_parts_than_are_allowed_are_booked_and_flagged(session: Session, world: World) -> None:
    limit(world, 200_000)
    allow_instalments(session, 2)
    shift = open_shift(session, world)
    buy_in_parts(session, world, shift, 1)
    flag = session.scalars(select(SaleFlag)).one()
    assert (flag.kind.value, flag.details) == ("instalments", {"used": 3, "allowed": 2})
    assert len(days(credit.open_bons(session, world.member_id)[0])) == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "transfer"}, "Hanya kasbon yang dapat dicicil"),
        ({"instalments": 0}, r"instalments” tidak dapat dipakai"),
        ({"instalments": 25}, r"instalments” tidak dapat dipakai"),
        ({"every": "day"}, r"every” tidak dapat dipakai"),
    ],
)
def test_a_plan_that_makes_no_sense_cannot_be_booked(
    session: Session, world: World, changes: dict[str, object], sentence: str
) -> None:
    shift = open_shift(session, world)
    with pytest.raises(Unbookable, match=sentence):
        buy_in_parts(session, world, shift, 1, **changes)


def test_the_receipts_say_what_is_to_be_paid_when(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    buy_in_parts(session, world, shift, 1)
    sold = layout(queries.receipt(session, session.scalars(select(Sale.id)).one()), 32)
    said = [line.text.rstrip() for line in sold if isinstance(line, Text)]
    at = said.index("  dicicil 3 kali")
    assert said[at + 1 : at + 4] == [
        "  10/07/2026              33.400",
        "  10/08/2026              33.400",
        "  10/09/2026              33.200",
    ]
    assert "Jatuh tempo 10/07/2026    33.400" in said
    send(session, world, bon_payment(world, shift, 33_400, counter=2))
    paid = slip(session, session.scalars(select(BonPayment.id)).one())
    said = [line.text.rstrip() for line in layout_paid(paid, Marks(), 32) if isinstance(line, Text)]
    at = said.index("Jatuh tempo")
    assert said[at + 1 : at + 3] == [
        "  10/08/2026              33.400",
        "  10/09/2026              33.200",
    ]
