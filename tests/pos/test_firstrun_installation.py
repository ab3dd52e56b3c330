"""The installation code belongs to one key, and survives being read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.firstrun.installation import code_for, matches


def test_the_code_stays_the_same_until_the_key_changes() -> None:
    assert code_for("a key") == code_for("a key")
    assert code_for("a key") != code_for("another key")


@given(st.text(min_size=1))
def test_every_code_has_the_same_shape_and_is_accepted(key: str) -> None:
    code = code_for(key)
    groups = code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert not set("0189") & set(code), "no digit that looks like a letter"
    assert matches(key, code)


def test_it_may_be_typed_in_any_way() -> None:
    code = code_for("a key")
    assert matches("a key", f"  {code.lower().replace('-', ' ')}\n")


@pytest.mark.parametrize("typed", ["", "-", "AAAA-BBBB-CCCC", "é" * 12, "0" * 5000])
def test_anything_else_is_refused(typed: str) -> None:
    assert not matches("a key", typed)
    assert not matches("a key", code_for("another key"))
