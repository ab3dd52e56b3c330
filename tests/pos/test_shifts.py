"""A drawer from the float to the count: what should lie there, and where the rest is booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.ids import ShiftId, new_id
from core.money import Money
from core.permissions import Role
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from pos import shifts
from pos.closing import invariants
from pos.closing.figures import Figures, to_json
from pos.closing.models import ZReport
from pos.documents import Unbookable
from pos.models import Document, Shift
from tests.support.sales import Body, closing, opening, sale, send
from tests.support.shifts import cash_move, counted, drawer_opened
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def shift_id(session: Session, world: World) -> str:
    return open_with(session, world, 200_000)


def open_with(session: Session, world: World, float_: int, **changes: Any) -> str:
    body = opening(world, float_=float_, **changes)
    send(session, world, body)
    return str(body["id"])


def balance(session: Session, account: str) -> int:
    return journal.balance(session, account).amount


def answer(session: Session, world: World, body: Body, **how: Any) -> dict[str, Any]:
    return send(session, world, body, **how).body


def complaints(session: Session) -> list[str]:
    checks = (
        invariants.drawers_match_the_books,
        invariants.counts_add_up,
        invariants.reports_without_gaps,
    )
    return [sentence for check in checks for sentence in check(session)]


def sold(world: World, shift_id: str, pieces: int = 1, **how: Any) -> Body:
    """So many packets at 3,500, in cash."""
    return sale(world, shift_id, [(world.goods["mie"], pieces * 1_000, 3_500)], **how)


def test_the_float_comes_from_the_safe_and_the_count_stays_in_the_drawer(
    session: Session, world: World, shift_id: str
) -> None:
    assert balance(session, chart.SAFE) == -200_000
    send(session, world, sold(world, shift_id, 2))
    send(session, world, closing(world, shift_id, 207_000))
    assert balance(session, chart.DRAWER) == 207_000
    open_with(session, world, 207_000, sequence=101, at=NOW + timedelta(hours=1))
    assert balance(session, chart.SAFE) == -200_000, "what lay there stayed there"
    assert complaints(session) == []


def test_expected_counts_every_kind_of_document(
    session: Session, world: World, shift_id: str
) -> None:
    send(session, world, sold(world, shift_id, 2, counter=1))
    send(session, world, cash_move(world, shift_id, 30_000, counter=2))
    send(session, world, cash_move(world, shift_id, 5_000, counter=3, direction="in"))
    send(session, world, drawer_opened(world, shift_id))
    closed = answer(session, world, closing(world, shift_id, 182_000))
    assert (closed["expected"], closed["difference"]) == (182_000, 0)
    assert shifts.cash_moved(session, ShiftId(UUID(shift_id))) == Money(7_000 - 30_000 + 5_000)
    assert complaints(session) == []


@pytest.mark.parametrize(
    ("lies_there", "over", "short"), [(207_000, 0, 0), (206_000, 0, 1_000), (208_500, 1_500, 0)]
)
def test_a_difference_is_booked_as_over_or_short(
    session: Session, world: World, shift_id: str, lies_there: int, over: int, short: int
) -> None:
    send(session, world, sold(world, shift_id, 2))
    send(session, world, closing(world, shift_id, lies_there))
    assert balance(session, chart.DRAWER) == lies_there
    assert -balance(session, chart.CASH_OVER) == over
    assert balance(session, chart.CASH_SHORT) == short
    assert complaints(session) == []


def test_a_second_closing_changes_nothing_and_hears_the_first(
    session: Session, world: World, shift_id: str
) -> None:
    first = answer(session, world, closing(world, shift_id, 199_000))
    again = answer(session, world, closing(world, shift_id, 150_000, sequence=100))
    assert again["difference"] == first["difference"] == -1_000
    assert session.get_one(Shift, UUID(shift_id)).counted == Money(199_000)
    assert balance(session, chart.DRAWER) == 199_000
    assert complaints(session) == []


def test_a_sale_that_comes_late_was_counted_already(
    session: Session, world: World, shift_id: str
) -> None:
    """Its money lay in the drawer when that was counted, and was booked as over."""
    late = sold(world, shift_id, 2)
    closed = answer(session, world, closing(world, shift_id, 207_000))
    assert closed["difference"] == 7_000
    send(session, world, late)
    assert session.get_one(Shift, UUID(shift_id)).expected == Money(200_000)
    open_with(session, world, 200_000, sequence=101, at=NOW + timedelta(hours=1))
    assert balance(session, chart.CASH_OVER) == 0, "what was over was the late sale"
    assert balance(session, chart.DRAWER) == 200_000
    assert balance(session, chart.SAFE) == -200_000 + 7_000
    assert complaints(session) == []


def test_a_sale_that_comes_later_still_is_settled_by_the_next_count(
    session: Session, world: World, shift_id: str
) -> None:
    late = sold(world, shift_id, 2)
    send(session, world, closing(world, shift_id, 207_000))
    second = open_with(session, world, 207_000, sequence=101, at=NOW + timedelta(hours=1))
    send(session, world, late)
    closed = answer(session, world, closing(world, second, 207_000, sequence=102))
    assert (closed["expected"], closed["difference"]) == (207_000, 0), "not this clerk's doing"
    assert balance(session, chart.CASH_OVER) == 0
    assert balance(session, chart.DRAWER) == 207_000
    assert complaints(session) == []


def test_an_opening_that_comes_after_its_sales_sets_the_float(
    session: Session, world: World
) -> None:
    begun = opening(world, float_=100_000)
    send(session, world, sold(world, begun["id"], 2))
    send(session, world, begun)
    shift = session.get_one(Shift, UUID(begun["id"]))
    assert shift.float == Money(100_000)
    assert balance(session, chart.DRAWER) == 107_000
    closed = answer(session, world, closing(world, begun["id"], 107_000))
    assert closed["difference"] == 0
    assert complaints(session) == []


def test_a_closing_whose_opening_never_arrived_is_possible(session: Session, world: World) -> None:
    unknown = new_id()
    closed = answer(session, world, closing(world, unknown, 50_000))
    assert (closed["expected"], closed["difference"]) == (0, 50_000)
    assert complaints(session) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"counted": 99_999}, "counted"),
        ({"pieces": [{"denomination": 50_000, "pieces": 1}] * 2}, "pieces"),
        ({"slips": [{"kind": "qris", "amount": 1}, {"kind": "qris", "amount": 2}]}, "slips"),
        ({"slips": [{"kind": "giro", "amount": 1}]}, "slips.0.kind"),
        ({"unsent": -1}, "unsent"),
        ({"pieces": [{"denomination": 0, "pieces": 1}]}, "pieces.0.denomination"),
    ],
)
def test_a_count_that_contradicts_itself_is_held(
    session: Session, world: World, shift_id: str, changes: Body, field: str
) -> None:
    body = counted(world, shift_id, {100_000: 1}) | changes
    with pytest.raises(Unbookable) as refused:
        send(session, world, body)
    assert refused.value.field == field


# Whatever happens, in whatever order, the drawer's account is what the documents say.

SALES, OUT, IN, OPENED = "sale", "out", "in", "opened"
EVENTS = st.lists(
    st.tuples(st.sampled_from([SALES, OUT, IN, OPENED]), st.integers(1, 40)), max_size=6
)
SHIFTS = st.lists(st.tuples(EVENTS, st.integers(0, 300_000), st.integers(0, 3)), max_size=3)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=SHIFTS)
def test_expected_cash_is_the_balance_of_the_drawer(
    session: Session, days: list[tuple[list[tuple[str, int]], int, int]]
) -> None:
    """Random shifts; of each the last few documents come only after it was closed."""
    with session.begin_nested() as attempt:
        world = make_coop(session)
        counters = iter(range(1, 1_000))
        for number, (events, lies_there, late) in enumerate(days):
            _one_shift(session, world, number, events, lies_there, late, counters)
            assert complaints(session) == []
        attempt.rollback()


def _one_shift(
    session: Session,
    world: World,
    number: int,
    events: list[tuple[str, int]],
    lies_there: int,
    late: int,
    counters: Iterator[int],
) -> None:
    at = NOW + timedelta(hours=number)
    shift_id = open_with(session, world, 10_000 * number, at=at, sequence=number * 10_000 + 1)
    bodies = [_body(world, shift_id, event, counters) for event in events]
    in_time, after = bodies[: len(bodies) - late], bodies[len(bodies) - late :]
    for body in in_time:
        send(session, world, body)
    expected = sum(document_cash(session, body) for body in in_time) + 10_000 * number
    closed = answer(
        session, world, closing(world, shift_id, lies_there, sequence=number * 10_000 + 9_999)
    )
    assert closed["expected"] == expected
    assert balance(session, chart.DRAWER) == lies_there
    for body in after:
        send(session, world, body)


def _body(world: World, shift_id: str, event: tuple[str, int], counters: Iterator[int]) -> Body:
    kind, size = event
    counter = next(counters)
    if kind == SALES:
        return sold(world, shift_id, size, counter=counter)
    if kind == OPENED:
        return drawer_opened(world, shift_id, sequence=counter + 1)
    return cash_move(world, shift_id, size * 1_000, counter=counter, direction=kind)


def document_cash(session: Session, body: Body) -> int:
    return session.get_one(Document, UUID(body["id"])).cash.amount


def test_a_difference_waits_for_somebody_else(
    session: Session, world: World, shift_id: str
) -> None:
    even = open_with(session, world, 0, sequence=500, at=NOW - timedelta(hours=2))
    assert answer(session, world, closing(world, even, 0))["waiting"] is False
    assert answer(session, world, closing(world, shift_id, 1_000))["waiting"] is True
    assert world.operator_id(Role.CLERK) == session.get_one(Shift, UUID(shift_id)).closed_by


# What ``lumbung check`` says


def test_a_count_that_was_changed_afterwards_is_found(
    session: Session, world: World, shift_id: str
) -> None:
    send(session, world, counted(world, shift_id, {100_000: 2, 500: 1}))
    assert complaints(session) == []
    shift = session.get_one(Shift, UUID(shift_id))
    shift.counted = Money(200_000)
    session.flush()
    assert complaints(session) == ["Laporan Z 1 WSB-T1: hitungan per lembar tidak cocok."]
    shift.counted, shift.expected = Money(200_500), Money(1)
    session.flush()
    assert complaints(session) == ["Laporan Z 1 WSB-T1: yang seharusnya ada tidak cocok."]


def test_money_that_no_document_moved_is_found(
    session: Session, world: World, shift_id: str
) -> None:
    entry = Entry(
        world.shop_id,
        TODAY,
        "by:hand",
        "salah",
        (debit(chart.DRAWER, Money(5), till_id=world.till_id), credit(chart.SAFE, Money(5))),
    )
    journal.post(session, entry, at=NOW)
    assert complaints(session) == ["Laci WSB-T1: dokumen Rp200.000, buku Rp200.005."]


def test_a_missing_z_report_is_found(session: Session, world: World, shift_id: str) -> None:
    session.add(
        ZReport(
            shift_id=ShiftId(UUID(shift_id)),
            till_id=world.till_id,
            number=2,
            document_id=UUID(shift_id),
            operator_id=world.clerk_id,
            made_at=NOW,
            unsent=0,
            figures=to_json(Figures()),
        )
    )
    session.flush()
    assert list(invariants.reports_without_gaps(session)) == [
        "Laporan Z WSB-T1: ada nomor yang hilang."
    ]
