"""Links to receipts, made by the till without asking anybody. Pure; receipt_links.js is its twin.

A link is the sale's id and a secret, an HMAC-SHA-256 over the id cut to 128 bits (RFC 2104), both
in base64url without padding. The key comes from the till's device token, of which the server keeps
only the SHA-256; both run tests/vectors/receipt_links.json. Why so: docs/adr/0014.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from uuid import UUID

from core.ids import SaleId

SECRET_BYTES = 16
_PURPOSE = b"lumbung receipt link 1"
_LINK = re.compile(r"([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]{22}")


def key_of(token_hash: bytes) -> bytes:
    """A till's key for links, from the SHA-256 of its device token; it opens nothing else."""
    return hmac.digest(token_hash, _PURPOSE, hashlib.sha256)


def link_of(key: bytes, sale_id: UUID) -> str:
    """``<id>.<secret>``, what stands after ``/s/``."""
    secret = hmac.digest(key, sale_id.bytes, hashlib.sha256)[:SECRET_BYTES]
    return f"{_written(sale_id.bytes)}.{_written(secret)}"


def sale_of(link: str, keys: Iterable[bytes]) -> SaleId | None:
    """The sale of a link that one of the keys made; None for any other text."""
    found = _LINK.fullmatch(link)
    if found is None:
        return None
    sale_id = SaleId(UUID(bytes=urlsafe_b64decode(f"{found[1]}==")))
    made = [hmac.compare_digest(link_of(key, sale_id), link) for key in keys]
    return sale_id if any(made) else None


def _written(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
