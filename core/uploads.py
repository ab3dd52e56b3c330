"""Uploaded files between the report and the taking: kept for a day, seen by who sent them."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from flask import current_app

from core import config
from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId

KEPT = timedelta(days=1)
_TOKEN = re.compile(r"[\w-]{22}(\.[a-z]{2,5})?")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent; its name ends as the sender's did."""

    name: str
    content: bytes


def waiting_place() -> Path:
    """Where sent files wait; beside the data unless the application says otherwise."""
    chosen = current_app.config.get("UPLOAD_FOLDER")
    return Path(chosen) if chosen else config.places().data / "unggahan"


def keep(folder: Path, name: str, content: bytes, *, by: OperatorId, at: datetime) -> str:
    """Put a file away and return the token it is asked for with; old ones are thrown away."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _throw_old_away(folder, before=at - KEPT)
    suffix = PurePath(name).suffix.lower()
    token = secrets.token_urlsafe(16) + (suffix if re.fullmatch(r"\.[a-z]{2,5}", suffix) else "")
    path = folder / f"{by.hex}-{token}"
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return token


def fetch(folder: Path, token: str, *, by: OperatorId) -> Upload:
    """The file of a token. Raises NotFound for another's, an old or an unknown one."""
    path = folder / f"{by.hex}-{token}"
    if not _TOKEN.fullmatch(token) or not path.is_file():
        raise NotFound(_("File ini sudah tidak disimpan. Pilih lagi filenya."))
    return Upload(token, path.read_bytes())


def discard(folder: Path, token: str, *, by: OperatorId) -> None:
    """Throw a file away that was taken."""
    if _TOKEN.fullmatch(token):
        (folder / f"{by.hex}-{token}").unlink(missing_ok=True)


def _throw_old_away(folder: Path, *, before: datetime) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
