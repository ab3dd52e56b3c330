"""Passwords, PINs and tokens: hashed so that a stolen database gives none of them away."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's smallest argon2id setting: about 0.04 s on a shop's small server."""

_NOBODY = _hasher.hash("nobody")
_CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def hash_secret(secret: str) -> str:
    """The argon2id hash of a password or PIN."""
    return _hasher.hash(secret)


def matches(hashed: str | None, secret: str) -> bool:
    """Whether the secret is the hashed one; takes as long when there is none to compare with."""
    try:
        _hasher.verify(hashed or _NOBODY, secret)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def new_token(prefix: str = "") -> str:
    """A random token of 256 bits for a machine to keep."""
    return prefix + secrets.token_urlsafe(32)


def new_code() -> str:
    """A one-time code a person can type: ``K7QX-M2NP-4RTW``, 60 bits, no letter like a digit."""
    groups = ("".join(secrets.choice(_CODE_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def token_hash(token: str) -> bytes:
    """What is stored of a token: SHA-256 is enough, as a token is random and long."""
    return hashlib.sha256(token.strip().encode()).digest()
