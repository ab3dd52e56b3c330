"""The code of a voucher: rightly read or refused, the same at the till and at the server."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pos.vouchers import codes
from tests.support.vectors import cases

_BODY = st.text(codes.ALPHABET, min_size=codes.RANDOM, max_size=codes.RANDOM)
_PLACE = st.integers(0, codes.RANDOM)


@pytest.mark.parametrize(("text", "expected"), cases("voucher_codes"))
def test_a_code_is_read_as_people_write_it(text: str, expected: dict[str, object]) -> None:
    code = codes.tidy(text)
    found = {"code": code, "has_shape": codes.has_shape(code), "sound": codes.is_sound(code)}
    assert found | ({"shown": codes.shown(code)} if codes.is_sound(code) else {}) == expected


def test_new_codes_are_sound_and_all_different() -> None:
    made = {codes.make() for _ in range(2_000)}
    assert len(made) == 2_000
    assert all(codes.is_sound(code) for code in made)


@given(_BODY, _PLACE, st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_never_passes(body: str, place: int, wrong: str) -> None:
    code = body + codes.check_character(body)
    assume(code[place] != wrong)
    assert not codes.is_sound(code[:place] + wrong + code[place + 1 :])


@given(_BODY, st.integers(0, codes.RANDOM - 1))
def test_neighbours_that_changed_places_do_not_pass(body: str, place: int) -> None:
    code = body + codes.check_character(body)
    first, second = code[place], code[place + 1]
    assume(first != second and {first, second} != {"0", "Z"})
    assert not codes.is_sound(code[:place] + second + first + code[place + 2 :])


def test_who_may_not_use_it_sees_half_of_it() -> None:
    assert codes.masked("7K3QF9M2XN") == "7K3QF-•••••"
