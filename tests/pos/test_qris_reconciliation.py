"""QRIS against the provider's file: accepted once, booked once, whatever is sent again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import OperatorId, SaleId, ShiftId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from core.tables import read_table
from ledger import chart, journal
from ledger.models import JournalEntry, Posting
from pos.corrections.models import CorrectedTender, TenderCorrection
from pos.models import FlagKind, SaleFlag, TenderKind
from pos.qris import reconciliation
from pos.qris.days import days
from pos.qris.invariants import settlements_are_booked
from pos.qris.matching import Matching
from pos.qris.models import MatchBasis, QrisMatch, QrisSettlement
from pos.qris.reconciliation import Uploaded
from pos.qris.settlement_files import read_file
from tests.support.sales import Body, open_shift, sale, send
from tests.support.world import NOW, TODAY, World


@pytest.fixture(autouse=True)
def the_books_agree(session: Session) -> Iterator[None]:
    yield
    assert list(settlements_are_booked(session)) == []


@pytest.fixture
def shift_id(session: Session, world: World) -> str:
    return open_shift(session, world, at=NOW - timedelta(hours=1))


def _qris(
    session: Session,
    world: World,
    shift_id: str,
    counter: int,
    *,
    minutes: int = 0,
    pieces: int = 1,
    reference: str = "",
) -> Body:
    """A sale of noodles by QRIS that nobody saw arrive."""
    sold = [(world.goods["mie"], pieces * 1_000, 3_500)]
    body = sale(world, shift_id, sold, counter=counter, at=NOW + timedelta(minutes=minutes))
    amount = pieces * 3_500
    body["tenders"] = [{"kind": "qris", "amount": amount, "given": amount, "change": 0,
                        "confirmed": False, "reference": reference}]  # fmt: skip
    body["rounding"] = 0
    send(session, world, body, received_at=NOW + timedelta(hours=2))
    return body


def _file(*rows: str) -> Any:
    text = "waktu;jumlah;mdr;rrn\n" + "\n".join(rows) + "\n"
    return read_file(read_table("mutasi.csv", text.encode()), time_zone="Asia/Jakarta")


def _upload(session: Session, world: World, *rows: str) -> Uploaded:
    return reconciliation.upload(
        session, world.shop_id, _file(*rows), file_name="mutasi.csv", at=NOW, by=_treasurer(world)
    )


def _treasurer(world: World) -> OperatorId:
    return world.operator_id(Role.TREASURER)


def _matching(session: Session, world: World) -> Matching:
    return reconciliation.matching(session, world.shop_id, today=TODAY)


def _accept(
    session: Session, world: World, chosen: set[tuple[UUID, str]] | None = None
) -> list[str]:
    pairs = reconciliation.accept(
        session, world.shop_id, chosen, today=TODAY, at=NOW, by=_treasurer(world)
    )
    return [pair.payment.number for pair in pairs]


def _balances(session: Session) -> dict[str, int]:
    accounts = (chart.BANK, chart.QRIS_FEES, chart.QRIS_RECEIVABLE)
    return {account: journal.balance(session, account).amount for account in accounts}


def _unseen(session: Session, sale_id: str) -> set[FlagKind]:
    rows = session.scalars(
        select(SaleFlag.kind).where(SaleFlag.sale_id == UUID(sale_id), SaleFlag.seen_at.is_(None))
    )
    return set(rows)


def test_an_accepted_pair_goes_to_the_bank_less_the_fee(
    session: Session, world: World, shift_id: str
) -> None:
    body = _qris(session, world, shift_id, 1)
    _upload(session, world, "2026-06-01 10:03;3.500;25;88123")
    assert _accept(session, world) == ["WSB-T1-A-000001"]
    assert _balances(session) == {
        chart.BANK: 3_475, chart.QRIS_FEES: 25, chart.QRIS_RECEIVABLE: 0,
    }  # fmt: skip
    row = session.scalars(select(QrisMatch)).one()
    assert (str(row.sale_id), row.basis) == (body["id"], MatchBasis.TIME)
    entry = session.scalars(
        select(JournalEntry).where(JournalEntry.source == f"qris_settlement:{row.settlement_id}")
    ).one()
    assert (entry.booked_on, entry.description) == (TODAY, "WSB-T1-A-000001")


def test_what_waited_for_reconciliation_waits_no_more(
    session: Session, world: World, shift_id: str
) -> None:
    first, second = (_qris(session, world, shift_id, n, minutes=n * 90) for n in (1, 2))
    _upload(session, world, "2026-06-01 11:30;3.500;25;")
    _accept(session, world)
    assert FlagKind.UNCONFIRMED not in _unseen(session, first["id"])
    assert FlagKind.UNCONFIRMED in _unseen(session, second["id"])
    seen = session.get_one(SaleFlag, (UUID(first["id"]), _place(session, first["id"])))
    assert (seen.seen_at, seen.seen_by) == (NOW, _treasurer(world))


def _place(session: Session, sale_id: str) -> int:
    statement = select(SaleFlag.position).where(
        SaleFlag.sale_id == UUID(sale_id), SaleFlag.kind == FlagKind.UNCONFIRMED
    )
    return session.scalars(statement).one()


def test_a_sale_with_two_payments_waits_for_both(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])
    body["tenders"] = [
        {"kind": "qris", "amount": part, "given": part, "change": 0, "confirmed": False}
        for part in (3_000, 4_000)
    ]
    body["rounding"] = 0
    send(session, world, body)
    _upload(session, world, "2026-06-01 10:01;3.000;0;")
    _accept(session, world)
    assert FlagKind.UNCONFIRMED in _unseen(session, body["id"])
    _upload(session, world, "2026-06-01 10:02;4.000;0;")
    _accept(session, world)
    assert FlagKind.UNCONFIRMED not in _unseen(session, body["id"])


def test_the_same_file_twice_adds_nothing_and_books_nothing(
    session: Session, world: World, shift_id: str
) -> None:
    _qris(session, world, shift_id, 1)
    rows = ("2026-06-01 10:03;3.500;25;88123", "2026-06-01 12:00;9.000;63;88124")
    assert _upload(session, world, *rows) == Uploaded(new=2, known=0)
    _accept(session, world)
    before = _balances(session)
    assert _upload(session, world, *rows) == Uploaded(new=0, known=2)
    assert _accept(session, world) == []
    assert _balances(session) == before
    assert session.scalar(select(func.count()).select_from(QrisSettlement)) == 2


def test_a_longer_file_of_the_same_day_adds_only_what_is_new(
    session: Session, world: World
) -> None:
    _upload(session, world, "2026-06-01 10:03;3.500;25;88123")
    longer = ("2026-06-01 10:03;3.500;25;88123", "2026-06-01 10:03;3.500;25;")
    assert _upload(session, world, *longer) == Uploaded(new=1, known=1)


def test_only_what_was_chosen_is_booked(session: Session, world: World, shift_id: str) -> None:
    for n in (1, 2):
        _qris(session, world, shift_id, n, minutes=n * 40)
    _upload(session, world, "2026-06-01 10:40;3.500;25;", "2026-06-01 11:20;3.500;25;")
    second = _matching(session, world).matched[1]
    assert _accept(session, world, {(second.row.id, second.payment.key)}) == ["WSB-T1-A-000002"]
    assert _accept(session, world, {(second.row.id, second.payment.key)}) == []
    assert _accept(session, world, {(second.row.id, "sale:other:0")}) == []


def test_what_stands_alone_is_shown_and_never_booked(
    session: Session, world: World, shift_id: str
) -> None:
    _qris(session, world, shift_id, 1)
    _qris(session, world, shift_id, 2, minutes=5, pieces=2, reference="77777777")
    _upload(session, world, "2026-06-01 14:00;3.500;25;1", "2026-06-01 10:05;7.500;25;77777777")
    found = _matching(session, world)
    assert found.matched == ()
    assert [row.reference for row in found.only_in_file] == ["1"]
    assert [payment.number for payment in found.only_at_till] == ["WSB-T1-A-000001"]
    assert [pair.payment.number for pair in found.differing] == ["WSB-T1-A-000002"]
    assert _accept(session, world) == []
    assert _balances(session)[chart.QRIS_RECEIVABLE] == 10_500


def test_a_payment_that_was_corrected_away_is_waited_for_no_more(
    session: Session, world: World, shift_id: str
) -> None:
    body = _qris(session, world, shift_id, 1)
    _correct(session, world, shift_id, body, {TenderKind.QRIS: -3_500, TenderKind.CASH: 3_500})
    assert _matching(session, world).only_at_till == ()


def test_a_payment_that_turned_out_to_be_qris_is_matched(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])
    send(session, world, body)
    _correct(session, world, shift_id, body, {TenderKind.CASH: -7_000, TenderKind.QRIS: 7_000})
    _upload(session, world, "2026-06-01 10:01;7.000;49;")
    assert _accept(session, world) == ["WSB-T1-A-000001"]
    assert _matching(session, world).only_at_till == ()


def _correct(
    session: Session, world: World, shift_id: str, body: Body, changes: dict[TenderKind, int]
) -> None:
    correction = TenderCorrection(
        id=new_id(), shop_id=world.shop_id, till_id=world.till_id, operator_id=world.clerk_id,
        shift_id=ShiftId(UUID(shift_id)), sale_id=SaleId(UUID(body["id"])), corrected_at=NOW,
        booked_on=TODAY, reason="salah tekan",
    )  # fmt: skip
    session.add(correction)
    session.flush()
    session.add_all(
        CorrectedTender(correction_id=correction.id, position=n, kind=kind, amount=Money(amount))
        for n, (kind, amount) in enumerate(changes.items())
    )
    session.flush()


def test_another_shops_file_matches_nothing_here(
    session: Session, world: World, shift_id: str
) -> None:
    _qris(session, world, shift_id, 1)
    ltm = ShopId(world.ltm.id)
    reconciliation.upload(session, ltm, _file("2026-06-01 10:03;3.500;25;"), file_name="x.csv",
                          at=NOW, by=_treasurer(world))  # fmt: skip
    assert _matching(session, world).matched == ()
    assert reconciliation.matching(session, ltm, today=TODAY).matched == ()


def test_days_say_what_is_still_owed_as_the_books_do(
    session: Session, world: World, shift_id: str
) -> None:
    for n in (1, 2):
        _qris(session, world, shift_id, n, minutes=n * 40)
    _upload(session, world, "2026-06-01 10:40;3.500;25;", "2026-06-01 18:00;9.000;0;")
    _accept(session, world)
    month = days(session, world.shop_id, until=TODAY + timedelta(days=1), count=3)
    today = month[1]
    assert (today.paid, today.told, today.settled, today.fee) == (
        Money(7_000), Money(12_500), Money(3_500), Money(25),
    )  # fmt: skip
    assert [day.still_owed for day in month] == [Money(0), Money(3_500), Money(3_500)]
    assert month[-1].is_quiet
    later = days(session, world.shop_id, until=TODAY + timedelta(days=9), count=2)
    assert {day.still_owed for day in later} == {Money(3_500)}
    booked = session.scalar(
        select(func.sum(Posting.amount)).where(Posting.account == chart.QRIS_RECEIVABLE)
    )
    assert booked == Money(3_500)
