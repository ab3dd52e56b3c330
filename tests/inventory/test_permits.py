"""Numbers of permits in one spelling, and how long they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from inventory.facts.permits import PermitKind, PermitState, permit_number, state

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (PermitKind.PIRT, "2053471010001-27", "2053471010001-27"),
        (PermitKind.PIRT, " P-IRT No. 205 3471 01 0001-27 ", "2053471010001-27"),
        (PermitKind.PIRT, "PIRT 205347101000127", "2053471010001-27"),
        (PermitKind.BPOM, "BPOM RI MD 224510107115", "MD224510107115"),
        (PermitKind.BPOM, "ml 224510107115", "ML224510107115"),
        (PermitKind.BPOM, "MD 240935001200027", "MD240935001200027"),
        (PermitKind.BPOM, "NA18171234567", "NA18171234567"),
        (PermitKind.BPOM, "POM TR 123 456 789", "TR123456789"),
        (PermitKind.BPOM, "DBL1234567890A1", "DBL1234567890A1"),
        (PermitKind.HALAL, "Halal ID33110000123450121", "ID33110000123450121"),
        (PermitKind.HALAL, "MUI 00060010630999", "00060010630999"),
    ],
)
def test_a_number_is_kept_in_one_spelling(kind: PermitKind, typed: str, kept: str) -> None:
    assert permit_number(kind, typed) == kept
    assert permit_number(kind, kept) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (PermitKind.PIRT, "205347101000-27"),
        (PermitKind.PIRT, "2053471010001-271"),
        (PermitKind.PIRT, "2O53471010001-27"),
        (PermitKind.PIRT, "٢053471010001-27"),
        (PermitKind.BPOM, "MD 22451010711"),
        (PermitKind.BPOM, "MD 2245101071155"),
        (PermitKind.BPOM, "224510107115"),
        (PermitKind.BPOM, "P-IRT 2053471010001-27"),
        (PermitKind.HALAL, "halal"),
        (PermitKind.HALAL, "ID123"),
    ],
)
def test_a_number_of_another_shape_is_refused_at_its_field(kind: PermitKind, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        permit_number(kind, typed)
    assert refused.value.field == kind.value


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, PermitState.ENDED),
        (0, PermitState.ENDING),
        (90, PermitState.ENDING),
        (91, PermitState.VALID),
    ],
)
def test_a_permit_is_told_of_ninety_days_before(days: int, expected: PermitState) -> None:
    assert state(TODAY + timedelta(days=days), TODAY, 90) is expected


def test_a_permit_without_a_last_day_holds() -> None:
    assert state(None, TODAY, 90) is PermitState.VALID


@given(st.from_regex(r"[0-9]{13}-[0-9]{2}", fullmatch=True))
def test_every_p_irt_number_is_taken_as_it_is(number: str) -> None:
    assert permit_number(PermitKind.PIRT, number) == number
