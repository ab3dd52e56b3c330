"""The by-laws of the surplus as a treasurer types them."""

from __future__ import annotations

import pytest

from core.errors import InvalidInput
from members.shu.allocation import WHOLE, Basis, nested
from members.shu.settings import policy


def test_nested_parts_are_multiplied_out() -> None:
    read = policy("cadangan 60, anggota 40 (jasa_modal 30, jasa_usaha 70)")
    assert [(line.code, line.points, line.basis) for line in read.lines] == [
        ("cadangan", 6_000, None),
        ("jasa_modal", 1_200, Basis.CAPITAL),
        ("jasa_usaha", 2_800, Basis.PATRONAGE),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cadangan 60, anggota 40 (jasa_modal 30, jasa_usaha 60)", "tepat 100%"),
        ("cadangan 66,67, anggota 33,33 (jasa_modal 33, jasa_usaha 67)", "10,9989%"),
        ("cadangan 60, anggota 40 (jasa_modal 30, jasa_usaha 70", "tidak dapat dibaca"),
        ("cadangan 50, jasa_usaha 55", "10500"),
        ("jasa_usaha 50, jasa_modal 50", "cadangan"),
    ],
)
def test_what_does_not_add_up_says_why(text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why.replace("%", ".*")):
        policy(text)


def test_the_parts_of_a_part_are_all_of_it() -> None:
    assert nested(4_000, {"a": 2_500, "b": 7_500}) == {"a": 1_000, "b": 3_000}
    assert nested(WHOLE, {"a": WHOLE}) == {"a": WHOLE}
