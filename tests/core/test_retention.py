"""Copies do not fill the disk, and what one would go back to is still there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core import backup, clock
from core.db import Database
from core.retention import DAYS, MONTHS, NEWEST, superfluous

moments = st.sets(
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    max_size=120,
)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@given(moments)
def test_the_newest_stay_and_deleting_again_deletes_nothing(made: set[datetime]) -> None:
    gone = superfluous(made)
    assert gone <= made
    assert not gone & set(sorted(made)[-NEWEST:])
    assert len(made - gone) <= NEWEST + DAYS + MONTHS
    assert superfluous(made - gone) == set()


def test_eight_closings_a_day_for_three_years_leave_some_dozens() -> None:
    made = {NOON - timedelta(hours=3 * n) for n in range(8 * 365 * 3)}
    kept = sorted(made - superfluous(made), reverse=True)
    assert len(kept) < 70
    days = {at.date() for at in kept}
    assert {(NOON - timedelta(days=n)).date() for n in range(DAYS)} <= days
    assert kept[-1].date() == date(2024, 7, 31), "the last day of the 24th month"


def test_the_last_copy_of_a_day_is_the_one_that_stays() -> None:
    day = [NOON + timedelta(minutes=n) for n in range(3)]
    later = [NOON + timedelta(days=1, minutes=n) for n in range(NEWEST)]
    assert superfluous([*day, *later]) == set(day[:2])


def test_only_our_own_copies_are_deleted(database: Database, tmp_path: Path) -> None:
    for n in range(40):
        at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
        (tmp_path / f"lumbung-{at:%Y%m%d-%H%M%S-%f}.db").touch()
    by_hand = [tmp_path / name for name in ("lumbung-2019.db", "foto.jpg", "lumbung-penting.dump")]
    for path in by_hand:
        path.touch()
    record = backup.make_everywhere(database, tmp_path, at=clock.now())
    assert Path(record.path).exists()
    assert all(path.exists() for path in by_hand)
    assert len(list(tmp_path.iterdir())) == len(by_hand) + NEWEST
