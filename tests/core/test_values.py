"""Quantities, keys, days and how they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core import format as formats
from core import ids
from core.clock import local_day
from core.money import Money
from core.quantity import Quantity


@pytest.mark.parametrize(
    ("milli", "text"),
    [
        (3_000, "3"),
        (1_500, "1,5"),
        (125, "0,125"),
        (-50, "-0,05"),
        (1_234_500, "1.234,5"),
        (0, "0"),
    ],
)
def test_quantities_show_as_many_decimals_as_they_need(milli: int, text: str) -> None:
    assert formats.quantity(Quantity(milli)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(20_500, "Rp20.500"), (-500, "-Rp500"), (0, "Rp0"), (1_000_000_000, "Rp1.000.000.000")],
)
def test_rupiah_as_indonesians_write_them(amount: int, text: str) -> None:
    assert formats.rupiah(Money(amount)) == text


def test_percentages_come_from_basis_points() -> None:
    assert formats.percent(1_250) == "12,5%"
    assert formats.percent(10_000) == "100%"


def test_the_shop_decides_which_day_it_is() -> None:
    new_year = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert local_day(new_year, "Asia/Jakarta") == date(2026, 12, 31)
    assert local_day(new_year, "Asia/Makassar") == date(2027, 1, 1)
    assert formats.moment(new_year, "Asia/Makassar") == "01/01/2027 00:30"


def test_keys_made_together_rise_and_are_version_seven() -> None:
    made = [ids.new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert {key.version for key in made} == {7}
    assert {key.variant for key in made} == {"specified in RFC 4122"}


def test_a_key_tells_its_time() -> None:
    key = ids.uuid7(0x017F22E279B0, 0xCC3, 0x18C4DC0C0C07398F)
    assert str(key) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "the example of RFC 9562"
