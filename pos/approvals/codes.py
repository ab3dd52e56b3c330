"""One-time codes that a manager reads out over the telephone. Pure; approval_codes.js is its twin.

The till shows a challenge, the manager's page answers with a code for exactly this till, action,
amount and challenge; so the till can check it without any network, and it opens nothing else.
HMAC-SHA-256 cut to six digits as in RFC 4226 (HOTP); both run tests/vectors/approval_codes.json.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from pos.documents import ApprovalAction

DIGITS = 6
CHALLENGE = re.compile(r"[0-9]{4}")
_PURPOSE = b"lumbung approval code 1"


def key_of(token_hash: bytes) -> bytes:
    """The till's key for codes, from the SHA-256 of its device token."""
    return hmac.digest(token_hash, _PURPOSE, hashlib.sha256)


def code_for(key: bytes, action: ApprovalAction, amount: int, challenge: str) -> str:
    """Six digits for one action, its amount in rupiah, and the four digits the till shows."""
    message = f"{action.value}|{amount}|{challenge}".encode()
    digest = hmac.digest(key, message, hashlib.sha256)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"
