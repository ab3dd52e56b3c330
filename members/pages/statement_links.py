"""Links to a member's statement, which nobody can guess or change. Pure.

A link says whose it is, as of which second, and for how many days it opens, followed by an
HMAC-SHA-256 over that, cut to 128 bits (RFC 2104), both in base64url without padding. As the
ledger is only ever added to, the same link always shows the same figures.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core.ids import MemberId

SECRET_BYTES = 16
_PURPOSE = b"lumbung member statement 1"
_ID, _SECONDS, _DAYS = 16, 5, 2
_LINK = re.compile(r"([A-Za-z0-9_-]{31})\.([A-Za-z0-9_-]{22})")


@dataclass(frozen=True, slots=True)
class Shared:
    """What one link opens."""

    member_id: MemberId
    at: datetime
    """What the ledger held then; whole seconds, UTC."""
    days: int
    """For so long it opens."""

    def is_open(self, now: datetime) -> bool:
        """Whether it still opens."""
        return self.at <= now < self.until

    @property
    def until(self) -> datetime:
        return self.at + timedelta(days=self.days)


def key_of(secret: str) -> bytes:
    """The key for these links, from the secret that lies beside the data; it opens nothing else."""
    return hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)


def link_of(key: bytes, shared: Shared) -> str:
    """``<what>.<secret>``, what stands after ``/rekening/``."""
    seconds = int(shared.at.timestamp())
    what = b"".join(
        (shared.member_id.bytes, seconds.to_bytes(_SECONDS), shared.days.to_bytes(_DAYS))
    )
    return f"{_written(what)}.{_written(_secret(key, what))}"


def shared_of(link: str, key: bytes) -> Shared | None:
    """What a link opens that this key made; None for any other text."""
    found = _LINK.fullmatch(link)
    if found is None:
        return None
    what, secret = (_read(part) for part in found.groups())
    if not hmac.compare_digest(_secret(key, what), secret):
        return None
    seconds = int.from_bytes(what[_ID : _ID + _SECONDS])
    at, days = datetime.fromtimestamp(seconds, UTC), int.from_bytes(what[-_DAYS:])
    return Shared(MemberId(UUID(bytes=what[:_ID])), at, days)


def _secret(key: bytes, what: bytes) -> bytes:
    return hmac.digest(key, what, hashlib.sha256)[:SECRET_BYTES]


def _written(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _read(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
