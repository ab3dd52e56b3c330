"""What is kept sealed: it opens only with a key that lies beside the database, never in it.

A copy of the database alone, a backup or a stolen disk image of it, opens nothing. Whoever loses
the key loses what was sealed, so a copy of the key is kept apart from the backups.
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from core import config, copies
from core.errors import BusinessError
from core.i18n import _

KEY_FILE = "kunci-nik"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"
"""AES-256-GCM, a nonce of twelve bytes before what is encrypted."""


class SealBroken(BusinessError):
    """The key is not there, or not the one it was sealed with."""

    kind = "seal-broken"


@dataclass(frozen=True, slots=True)
class Seals:
    """Seals and opens with the key of a folder; the key is made when something is first sealed."""

    folder: Path

    @property
    def has_key(self) -> bool:
        return self._path.exists()

    def seal(self, text: str, *, owner: bytes) -> bytes:
        """Encrypt a text so that it opens for this owner only."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        cipher = AESGCM(self._derived(b"seal"))
        return _VERSION + nonce + cipher.encrypt(nonce, text.encode(), owner)

    def open(self, sealed: bytes, *, owner: bytes) -> str:
        """What was sealed. Raises SealBroken without its key, for another owner, or damaged."""
        if not self.has_key or not sealed.startswith(_VERSION):
            raise _broken()
        nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return AESGCM(self._derived(b"seal")).decrypt(nonce, rest, owner).decode()
        except (InvalidTag, ValueError):
            raise _broken() from None

    def fingerprint(self, text: str) -> bytes:
        """The same for the same text; without the key it cannot be found by trying texts."""
        return hmac.digest(self._derived(b"fingerprint"), text.encode(), sha256)

    @property
    def _path(self) -> Path:
        return self.folder / KEY_FILE

    def _derived(self, purpose: bytes) -> bytes:
        if not self.has_key:
            _make_key(self._path)
        key = bytes.fromhex(self._path.read_text("ascii").strip())
        return HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose).derive(key)


def at_hand() -> Seals:
    """The seals of the application; their key lies with the data unless it says otherwise."""
    chosen = current_app.config.get("SEAL_FOLDER")
    return Seals(Path(chosen) if chosen else config.places().data)


def _make_key(path: Path) -> None:
    """Put a whole, lasting key in place, unless somebody was faster."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(_KEY_BYTES))
    try:
        copies.flush(part)
        os.link(part, path)
        copies.flush(path.parent)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _broken() -> SealBroken:
    return SealBroken(
        _(
            "NIK ini tidak dapat dibuka: kuncinya (file %(name)s di folder data) tidak ada, atau "
            "bukan yang dulu menyegelnya.",
            name=KEY_FILE,
        )
    )
