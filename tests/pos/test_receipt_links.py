"""Links to receipts: the same on both sides, and for nothing but what they were made for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.secrets import token_hash
from pos.e_receipts.links import key_of, link_of, sale_of

VECTORS = Path(__file__).parent.parent / "vectors" / "receipt_links.json"
CASES = json.loads(VECTORS.read_text())["cases"]
KEY, OTHER = key_of(token_hash("one till")), key_of(token_hash("another till"))
SALE = UUID("01936f2a-7c4e-7b11-9a3e-0123456789ab")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_links_are_those_of_the_vectors(case: dict[str, Any]) -> None:
    key = key_of(token_hash(case["given"]["token"]))
    assert link_of(key, UUID(case["given"]["sale_id"])) == case["expect"]
    assert sale_of(case["expect"], [KEY, key]) == UUID(case["given"]["sale_id"])


def test_a_link_needs_the_key_that_made_it() -> None:
    assert sale_of(link_of(KEY, SALE), [OTHER]) is None
    assert sale_of(link_of(KEY, SALE), []) is None


@given(st.integers(0, 44), st.sampled_from("ABCdef019-_.~"))
def test_another_character_anywhere_opens_nothing(place: int, other: str) -> None:
    link = link_of(KEY, SALE)
    changed = link[:place] + other + link[place + 1 :]
    assert (sale_of(changed, [KEY]) == SALE) == (changed == link)


@given(st.text(max_size=60) | st.from_regex(r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{22}"))
def test_what_nobody_made_opens_nothing(text: str) -> None:
    assert sale_of(text, [KEY, OTHER]) is None
