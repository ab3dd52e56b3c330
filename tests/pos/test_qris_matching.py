"""Rows of a file and payments at the tills: each once, the surest pair first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from pos.qris.matching import Matching, Payment, Settled, match
from pos.qris.models import MatchBasis

NOON = datetime(2026, 6, 1, 5, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=30)


def _row(n: int, amount: int, *, minutes: int | None = 0, reference: str = "") -> Settled:
    at = None if minutes is None else NOON + timedelta(minutes=minutes)
    day = (at or NOON).date()
    return Settled(UUID(int=n), day, at, Money(amount), reference, Money(0), Money(amount))


def _payment(n: int, amount: int, *, minutes: int = 0, reference: str = "") -> Payment:
    at = NOON + timedelta(minutes=minutes)
    return Payment(f"sale:{n}:0", f"N-{n}", at.date(), at, Money(amount), reference,
                   UUID(int=n), confirmed=False)  # fmt: skip


def _pairs(found: Matching) -> list[tuple[int, str, MatchBasis]]:
    return [(pair.row.id.int, pair.payment.key, pair.basis) for pair in found.matched]


def test_the_same_reference_beats_a_closer_time() -> None:
    rows = [_row(1, 500, reference="RRN 0012345678")]
    payments = [_payment(1, 500), _payment(2, 500, minutes=90, reference="12345678")]
    found = match(rows, payments, window=WINDOW)
    assert _pairs(found) == [(1, "sale:2:0", MatchBasis.REFERENCE)]
    assert [payment.key for payment in found.only_at_till] == ["sale:1:0"]


def test_the_end_of_a_reference_is_enough_when_it_is_long() -> None:
    rows = [_row(1, 500, minutes=300, reference="9988345678")]
    long, short = (_payment(1, 500, reference=end) for end in ("345678", "5678"))
    assert _pairs(match(rows, [long], window=WINDOW)) == [(1, "sale:1:0", MatchBasis.REFERENCE)]
    assert _pairs(match(rows, [short], window=WINDOW)) == []


def test_without_reference_the_same_amount_nearest_in_time() -> None:
    rows = [_row(1, 500, minutes=10)]
    payments = [_payment(1, 500, minutes=-15), _payment(2, 500, minutes=12), _payment(3, 600)]
    found = match(rows, payments, window=WINDOW)
    assert _pairs(found) == [(1, "sale:2:0", MatchBasis.TIME)]


def test_outside_the_window_it_is_another_payment() -> None:
    on_the_edge = match([_row(1, 500, minutes=30)], [_payment(1, 500)], window=WINDOW)
    beyond = match([_row(1, 500, minutes=31)], [_payment(1, 500)], window=WINDOW)
    assert len(on_the_edge.matched) == 1
    assert (len(beyond.only_in_file), len(beyond.only_at_till)) == (1, 1)


def test_a_row_that_names_only_the_day_is_of_that_day() -> None:
    payments = [_payment(1, 500, minutes=600)]
    assert _pairs(match([_row(1, 500, minutes=None)], payments, window=WINDOW)) == [
        (1, "sale:1:0", MatchBasis.TIME)
    ]
    tomorrow = [_payment(1, 500, minutes=1440)]
    assert match([_row(1, 500, minutes=None)], tomorrow, window=WINDOW).matched == ()


def test_the_same_reference_with_another_amount_is_shown_and_not_matched() -> None:
    rows, payments = [_row(1, 500, reference="abc123")], [_payment(1, 700, reference="ABC123")]
    found = match(rows, payments, window=WINDOW)
    alone = [*found.matched, *found.only_in_file, *found.only_at_till]
    assert alone == []
    assert [(pair.row.amount, pair.payment.amount) for pair in found.differing] == [
        (Money(500), Money(700))
    ]


def test_an_old_reference_that_comes_again_is_not_the_same_payment() -> None:
    rows = [_row(1, 500, reference="123456")]
    payments = [_payment(1, 500, minutes=-60 * 24 * 30, reference="123456")]
    assert match(rows, payments, window=WINDOW).matched == ()


_REFERENCES = st.sampled_from(["", "", "", "111111", "222222", "9222222"])
_MINUTES = st.integers(-90, 90)


@given(
    rows=st.lists(st.tuples(st.sampled_from([500, 600]), _MINUTES, _REFERENCES), max_size=12),
    paid=st.lists(st.tuples(st.sampled_from([500, 600]), _MINUTES, _REFERENCES), max_size=12),
)
def test_everything_is_in_exactly_one_place(
    rows: list[tuple[int, int, str]], paid: list[tuple[int, int, str]]
) -> None:
    settled = [_row(n, a, minutes=m, reference=r) for n, (a, m, r) in enumerate(rows)]
    payments = [_payment(n, a, minutes=m, reference=r) for n, (a, m, r) in enumerate(paid)]
    found = match(settled, payments, window=WINDOW)
    pairs = [*found.matched, *found.differing]
    assert sorted([pair.row.id for pair in pairs] + [row.id for row in found.only_in_file]) == (
        sorted(row.id for row in settled)
    )
    keys = [pair.payment.key for pair in pairs] + [each.key for each in found.only_at_till]
    assert sorted(keys) == sorted(payment.key for payment in payments)
    assert all(pair.row.amount == pair.payment.amount for pair in found.matched)
    assert not any(
        row.amount == each.amount and row.at and abs(row.at - each.at) <= WINDOW
        for row in found.only_in_file
        for each in found.only_at_till
    ), "nothing that fits is left on both sides"
    assert match(settled[::-1], payments[::-1], window=WINDOW).matched == found.matched
