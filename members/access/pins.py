"""Which PINs a member may choose: six digits that nobody guesses at first. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

DIGITS = 6
_PIN = re.compile(rf"[0-9]{{{DIGITS}}}")
_UP = "01234567890"
_DOWN = _UP[::-1]


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody who holds the member's card or knows her may try first."""

    number: int
    phone: str = ""
    born: date | None = None


def is_pin(text: str) -> bool:
    """Whether it is six digits at all."""
    return _PIN.fullmatch(text) is not None


def is_easy(pin: str, known: Known) -> bool:
    """Whether the PIN is among the first that anybody would try."""
    return _is_pattern(pin) or pin in set(_of_member(known))


def _is_pattern(pin: str) -> bool:
    """``000000``, ``123456``, ``654321``, ``121212``, ``123123``, ``112233``, ``123321``."""
    repeats = any(pin == pin[:length] * (DIGITS // length) for length in (1, 2, 3))
    pairs = len({pin[:2], pin[2:4], pin[4:]} & {2 * digit for digit in "0123456789"}) == DIGITS // 2
    halves = pin[:3] == pin[:2:-1]
    return repeats or pin in _UP or pin in _DOWN or pairs or halves


def _of_member(known: Known) -> Iterator[str]:
    """Her number, the ends of her phone's, and her birthday in every order."""
    yield f"{known.number:06d}"
    yield known.phone[-DIGITS:]
    if known.born:
        for order in ("%d%m%y", "%y%m%d", "%m%d%y", "%d%m%Y", "%Y%m%d"):
            written = known.born.strftime(order)
            yield written[:DIGITS]
            yield written[-DIGITS:]
