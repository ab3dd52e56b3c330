"""Reading what is typed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import forms
from core.errors import InvalidInput

HERE = "http://lumbung.example"


@given(st.text() | st.text(alphabet="/\\:.@%?#evil\t\n\r "))
def test_a_destination_never_leaves_the_site(path: str) -> None:
    found = forms.destination(path)
    if found is not None:
        assert urlsplit(urljoin(HERE, found)).netloc == "lumbung.example"
        assert urljoin(HERE, found).startswith(HERE)


@pytest.mark.parametrize("path", ["/", "/ledger?shop=WSB&from=2026-01-01", "/operators/siti"])
def test_a_destination_inside_the_site_is_kept(path: str) -> None:
    assert forms.destination(path) == path


@given(st.text())
def test_a_line_is_one_clean_line_or_refused(text: str) -> None:
    with suppress(InvalidInput):
        line = forms.line({"name": text}, "name")
        assert line == " ".join(line.split())
        assert not any(ord(letter) < 32 or ord(letter) == 127 for letter in line)


def test_lines_keep_their_breaks_and_lose_stray_spaces() -> None:
    assert forms.lines({"a": "  Jl.  Padi 1 \r\n\r\n Larantuka\t\n"}, "a") == (
        "Jl. Padi 1\n\nLarantuka"
    )


@pytest.mark.parametrize("text", ["2026-02-30", "22/11/2026", "besok", "20261122x"])
def test_a_day_that_is_none_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        forms.iso_day({"from": text}, "from")
    assert caught.value.field == "from"


def test_a_day_may_be_left_open() -> None:
    assert forms.iso_day({"from": " "}, "from") is None
    assert forms.iso_day({"from": "2026-11-22"}, "from") == date(2026, 11, 22)
