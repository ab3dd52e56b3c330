"""What people call a customer who is no member: a number after a letter, ``P-12``. Pure.

A member's number stands alone, so the letter tells which of the two is meant.
"""

from __future__ import annotations

import re

_TYPED = re.compile(r"p[-\s]?([1-9][0-9]{0,8})", re.IGNORECASE | re.ASCII)


def shown(number: int) -> str:
    """As lists, papers and the audit log write it."""
    return f"P-{number}"


def typed(text: str) -> int | None:
    """The number in what somebody typed: ``P-12``, ``p12``; None where the letter is missing."""
    found = _TYPED.fullmatch(text.strip())
    return int(found[1]) if found else None
