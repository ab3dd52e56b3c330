"""Cutting a list into pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import paging
from core.errors import InvalidInput
from core.paging import Page


@given(total=st.integers(1, 500), size=st.integers(1, 60))
def test_the_pages_hold_every_row_once_and_lead_to_each_other(total: int, size: int) -> None:
    rows = list(range(total))
    seen: list[int] = []
    number: int | None = 1
    while number is not None:
        start = paging.offset(number, size)
        page = Page(tuple(rows[start : start + size]), number, total, size)
        assert (page.first, page.last) == (page.rows[0] + 1, page.rows[-1] + 1)
        assert page.previous == (number - 1 or None)
        seen += page.rows
        number = page.next
    assert seen == rows


def test_an_empty_list_has_no_pages() -> None:
    page: Page[int] = Page((), 1, 0)
    assert (page.pages, page.previous, page.next) == (0, None, None)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "²", "abc", "10000000"])
def test_a_page_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        paging.page_number(text)


def test_no_page_number_is_the_first() -> None:
    assert (paging.page_number(None), paging.page_number(""), paging.page_number("7")) == (1, 1, 7)
