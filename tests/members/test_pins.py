"""Which PINs a member may choose."""

from __future__ import annotations

from datetime import date

import pytest

from members.access import pins
from members.access.pins import Known

SITI = Known(128, "6281390001234", date(1987, 3, 5))


@pytest.mark.parametrize(
    "text", ["12345", "1234567", "12345a", "", "\uff11\uff12\uff13\uff14\uff15\uff16", " 58203"]
)
def test_a_pin_is_six_digits(text: str) -> None:
    assert not pins.is_pin(text)
    assert pins.is_pin("582039")


@pytest.mark.parametrize(
    "pin",
    [
        "000000", "777777", "123456", "234567", "567890", "654321", "098765", "121212", "123123",
        "112233", "998877", "123321", "000128", "001234", "050387", "870305", "030587", "050319",
        "198703",
    ],
)  # fmt: skip
def test_what_anybody_would_try_first_is_refused(pin: str) -> None:
    assert pins.is_easy(pin, SITI)


@pytest.mark.parametrize("pin", ["582039", "190482", "405162", "112358", "100200", "731955"])
def test_other_pins_are_good(pin: str) -> None:
    assert not pins.is_easy(pin, SITI)


def test_few_pins_are_refused() -> None:
    some = [f"{number:06d}" for number in range(0, 10**6, 199)]
    refused = [pin for pin in some if pins.is_easy(pin, SITI)]
    assert 0 < len(refused) < len(some) // 100
