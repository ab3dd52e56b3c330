"""The code of a voucher: nine random characters and one that proves they were read rightly. Pure.

Crockford's base32 has no I, L, O and U, so that nothing is taken for 1, 0 or a bad word. The last
character is Luhn's, modulo 32: one wrong character, or two neighbours swapped, never pass (only
0 and Z beside each other may). static/pos/till/voucher_codes.js is the twin;
tests/vectors/voucher_codes.json holds for both.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM = 9
"""Characters of five bits: with a thousand vouchers open, one guess in 35,000 million is good."""
LENGTH = RANDOM + 1
_GROUP = 5
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": ""})


def make() -> str:
    """A new code that nobody can guess."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return body + check_character(body)


def check_character(body: str) -> str:
    """What must stand behind these characters."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (1 if place % 2 else 2)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def tidy(text: str) -> str:
    """As it is stored: capitals without spaces and dashes, O and I read as 0 and 1."""
    return "".join(text.upper().translate(_MISREAD).split())


def has_shape(code: str) -> bool:
    """Whether a tidy text looks like a code of ours, rightly read or not."""
    return len(code) == LENGTH and all(character in ALPHABET for character in code)


def is_sound(code: str) -> bool:
    """Whether a tidy text can be a code: its last character proves the others."""
    return has_shape(code) and check_character(code[:-1]) == code[-1]


def shown(code: str) -> str:
    """As people read it: ``7K3QF-9M2XA``."""
    return f"{code[:_GROUP]}-{code[_GROUP:]}"


def masked(code: str) -> str:
    """For those who may know of it but not use it: ``7K3QF-•••••``."""
    return f"{code[:_GROUP]}-{'•' * (LENGTH - _GROUP)}"
