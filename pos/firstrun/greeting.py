"""What ``lumbung serve`` says to whoever started it."""

from __future__ import annotations

from collections.abc import Iterator

from core import config
from core.commands import opened
from core.config import Places
from core.i18n import _
from core.shops import find_coop
from pos.demo import people
from pos.firstrun import installation

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 (where it listens, not where we go)
"""What to type in this machine's browser when a server listens on every address."""


def greeting(places: Places, *, host: str, port: int) -> Iterator[str]:
    """The link that founds the co-operative, while there is none; the way into the example."""
    address = f"http://{EVERYWHERE.get(host, host)}:{port}"
    with opened(places.own_url) as database, database.reading() as session:
        is_founded = find_coop(session) is not None
    if not is_founded:
        code = installation.code_for(config.secret_key(places.data))
        yield _("Dirikan koperasi Anda: %(link)s", link=f"{address}/setup?kode={code}")
    example = config.sqlite_path(places.demo_url) if places.demo_url else None
    if example is not None and example.exists():
        yield _(
            "Coba contoh: %(link)s (kata sandi semua orang %(password)s, PIN %(pin)s)",
            link=f"{address}{config.DEMO_ROOT}/",
            password=people.PASSWORD,
            pin=people.PIN,
        )
