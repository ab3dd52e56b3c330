"""A file between its report and its taking, kept beside the data for a day at most."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from core.errors import NotFound
from core.i18n import _

KEPT = timedelta(days=1)
_KEY = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent."""

    name: str
    content: bytes


def keep(folder: Path, upload: Upload, *, at: datetime) -> str:
    """Keep a file and forget old ones; returns the key to fetch it with."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if at.timestamp() - old.stat().st_mtime > KEPT.total_seconds():
            old.unlink(missing_ok=True)
    ending = re.sub(r"[^a-z0-9]", "", PurePath(upload.name).suffix.lower())[:5]
    key = f"{secrets.token_hex(16)}.{ending}"
    (folder / key).write_bytes(upload.content)
    return key


def fetch(folder: Path, key: str) -> Upload:
    """The file under a key. Raises NotFound when it is gone."""
    path = folder / key
    if not _KEY.fullmatch(key) or not path.is_file():
        raise NotFound(_("File itu sudah tidak ada. Pilih filenya sekali lagi."))
    return Upload(key, path.read_bytes())


def forget(folder: Path, key: str) -> None:
    """The file is not needed any more."""
    if _KEY.fullmatch(key):
        (folder / key).unlink(missing_ok=True)
