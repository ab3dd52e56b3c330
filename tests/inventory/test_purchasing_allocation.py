"""How payments are dealt out over invoices, and how old debts are."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money, total
from inventory.purchasing.allocation import (
    Age,
    OpenPaper,
    Part,
    age,
    ageing,
    deal_out,
    oldest_first,
)

TODAY = date(2026, 6, 1)


def paper(number: int, due_in: int, amount: int) -> OpenPaper:
    return OpenPaper(
        UUID(int=number), f"WSB-FP-{number:06d}", TODAY + timedelta(days=due_in), Money(amount)
    )


PAPERS = st.lists(
    st.builds(
        paper, st.integers(1, 10**6), st.integers(-200, 200), st.integers(1, 10**9)
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)  # fmt: skip


def test_what_is_due_first_is_paid_first() -> None:
    papers = oldest_first([paper(3, 5, 100), paper(2, -3, 50), paper(1, 5, 10)])
    assert [one.number[-1] for one in papers] == ["2", "1", "3"]
    assert deal_out(papers, Money(80)) == (
        Part(UUID(int=2), Money(50)),
        Part(UUID(int=1), Money(10)),
        Part(UUID(int=3), Money(20)),
    )


def test_nothing_touches_no_invoice_and_more_than_is_open_is_refused() -> None:
    papers = [paper(1, 0, 100)]
    assert deal_out(papers, ZERO) == ()
    for amount in (Money(101), Money(-1)):
        with pytest.raises(ValueError, match="dealt out"):
            deal_out(papers, amount)


@given(PAPERS, st.integers(0, 10**4))
def test_parts_are_the_payment_and_only_the_last_is_part_of_an_invoice(
    papers: list[OpenPaper], share: int
) -> None:
    every = total(one.open for one in papers)
    amount = Money(every.amount * share // 10**4)
    parts = deal_out(papers, amount)
    assert total(part.amount for part in parts) == amount
    still = {one.id: one.open for one in papers}
    assert all(ZERO < part.amount <= still[part.id] for part in parts)
    assert all(part.amount == still[part.id] for part in parts[:-1])
    assert [part.id for part in parts] == [one.id for one in papers][: len(parts)]


@pytest.mark.parametrize(
    ("late", "bucket"),
    [
        (-30, Age.NOT_DUE), (-1, Age.NOT_DUE), (0, Age.WEEK), (7, Age.WEEK), (8, Age.MONTH),
        (30, Age.MONTH), (31, Age.TWO_MONTHS), (60, Age.TWO_MONTHS), (61, Age.OLDER),
        (4000, Age.OLDER),
    ],
)  # fmt: skip
def test_the_edges_of_the_buckets(late: int, bucket: Age) -> None:
    assert age(TODAY - timedelta(days=late), TODAY) is bucket


@given(PAPERS)
def test_the_buckets_together_are_all_that_is_open(papers: list[OpenPaper]) -> None:
    buckets = ageing(papers, TODAY)
    assert list(buckets) == list(Age)
    assert total(buckets.values()) == total(one.open for one in papers)
