"""The installation code: only whoever started the program may found the co-operative in it.

It is worked out of the key in the data folder, so there is nothing to store, it stays the same
when the server starts again, and it is worth nothing once the co-operative is founded.
"""

from __future__ import annotations

import base64
import hmac

_ABOUT = b"lumbung installation code"
_GROUP = 4
_LETTERS = 12


def code_for(secret_key: str) -> str:
    """The code of this installation: ``K7QX-M2NP-4RTW``, 60 bits."""
    digest = hmac.digest(secret_key.encode(), _ABOUT, "sha256")
    letters = base64.b32encode(digest).decode()[:_LETTERS]
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP))


def matches(secret_key: str, typed: str) -> bool:
    """Whether somebody typed the code, in any case and with or without dashes."""
    plain = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    return hmac.compare_digest(plain, code_for(secret_key).replace("-", ""))
