"""Where the data lives: one folder, moved by LUMBUNG_DATA; another database by its URL."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

DEMO_ROOT = "/contoh"
"""Where the example lives beside a real co-operative."""
DEMO_TOKEN_PREFIX = "contoh-"  # noqa: S105 (a prefix, not a secret)
"""Device tokens of the example begin with this, so that they never reach a real co-op."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folder and the two databases, which are never the same one."""

    data: Path
    own_url: str
    demo_url: str | None
    """None when LUMBUNG_DATABASE_URL names the only database there is."""

    @property
    def backups(self) -> Path:
        return self.data / "cadangan"

    @property
    def certificates(self) -> Path:
        return self.data / "sertifikat"


def places(environ: dict[str, str] | None = None) -> Places:
    """Read LUMBUNG_DATA and LUMBUNG_DATABASE_URL; nothing is created."""
    variables = os.environ if environ is None else environ
    data = Path(variables.get("LUMBUNG_DATA") or _default_folder()).expanduser().absolute()
    if url := variables.get("LUMBUNG_DATABASE_URL"):
        return Places(data, url, None)
    return Places(data, _sqlite_url(data / "koperasi.db"), _sqlite_url(data / "contoh.db"))


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite URL; None for PostgreSQL."""
    prefix, separator, path = url.partition(":///")
    return Path(path) if separator and prefix.startswith("sqlite") else None


def secret_key(data: Path) -> str:
    """The key that signs form tokens; made once and readable by this user only."""
    path = data / "kunci"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()


def _default_folder() -> str:
    if sys.platform == "win32":
        return str(Path(os.environ.get("LOCALAPPDATA", "~")) / "Lumbung")
    return "~/.local/share/lumbung"


def _sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"
