"""Finding a member at the till."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from members import lookup
from tests.support.world import World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("AGT0001", ["1"]),
        ("agt 0001", ["1"]),
        ("2", ["2"]),
        ("sIti", ["1"]),
        ("aminah siti", ["1"]),
        ("santo", ["2"]),
        ("7890", ["1"]),
        ("0812-3456-7890", ["1"]),
        ("+6285600001111", ["2"]),
        ("wahyu", []),
        ("3", []),
        ("%", []),
        ("", []),
        ("9" * 60, []),
    ],
)
def test_by_card_number_phone_or_name(
    session: Session, world: World, query: str, numbers: list[str]
) -> None:
    assert [found["number"] for found in lookup.find(session, query)] == numbers


def test_phones_are_masked(session: Session, world: World) -> None:
    (found,) = lookup.find(session, "Siti")
    assert found == {
        "id": str(world.member_id),
        "number": "1",
        "name": "Siti Aminah",
        "phone_masked": "••••7890",
    }
