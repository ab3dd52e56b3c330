"""Whether the shift that a document names is its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from core.ids import TillId, new_id
from pos.review import wrong_shift
from tests.support.world import NOW

HERE, THERE = TillId(new_id()), TillId(new_id())
LATER = NOW + timedelta(seconds=1)


@dataclass(frozen=True)
class Named:
    till_id: TillId | None
    closed_at: datetime | None = None


@pytest.mark.parametrize(
    ("named", "why"),
    [
        (Named(HERE), None),
        (None, "unknown"),
        (Named(None), "unknown"),
        (Named(THERE), "other till"),
        (Named(THERE, closed_at=NOW), "other till"),
        (Named(HERE, closed_at=LATER), None),
        (Named(HERE, closed_at=NOW), None),
        (Named(HERE, closed_at=NOW - timedelta(seconds=1)), "closed"),
    ],
)
def test_it_is_open_and_of_the_same_till(named: Named | None, why: str | None) -> None:
    assert wrong_shift(named, HERE, at=NOW) == why
