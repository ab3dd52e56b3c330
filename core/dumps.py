"""Copies of a PostgreSQL database: by pg_dump, checked, looked into, put in the schema's place.

The database stays the same and only its schema ``public`` is exchanged, in one transaction: that
needs no right to create databases, and a restore that fails has changed nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from core.copies import Summary

_ESCAPED = re.compile(r"\\(.)")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r"}
_END = "\\."
_NOTHING = "\\N"


class DumpFailed(Exception):
    """A PostgreSQL program refused; the text is what it said."""


def copy(url: sa.URL, target: Path) -> None:
    """Dump one consistent state of a database; nobody who uses it has to wait."""
    _run(url, "pg_dump", "--format=custom", "--schema=public", f"--file={target}")


def check(path: Path) -> None:
    """Read a dump from end to end. Raises DumpFailed when it is not sound."""
    _run(None, "pg_restore", f"--file={os.devnull}", str(path))


def describe(path: Path) -> Summary:
    """Say what a checked dump holds, without a server."""
    coop = next(_rows(path, "coop"), {"name": "", "is_demo": "f"})
    entries, last = 0, ""
    for row in _rows(path, "journal_entry"):
        entries += 1
        last = max(last, row["booked_on"] or "")
    revision = next(_rows(path, "alembic_version"), {"version_num": ""})
    booked_on = date.fromisoformat(last) if last else None
    return Summary(
        coop["name"] or "",
        coop["is_demo"] == "t",
        entries,
        booked_on,
        revision["version_num"] or "",
    )


def put_in_place(source: Path, url: sa.URL, *, at: datetime) -> str:
    """Let a checked dump be the schema ``public``; returns the schema the old one is kept in."""
    kept = f"sebelum_{at:%Y%m%d_%H%M%S_%f}"
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"
        words = ("--schema=public", "--no-owner", "--no-privileges")
        _run(None, "pg_restore", *words, f"--file={script}", str(source))
        _run(
            url,
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command=ALTER SCHEMA public RENAME TO {kept}; CREATE SCHEMA public",
            f"--file={script}",
        )
    return kept


def _rows(path: Path, table: str) -> Iterator[dict[str, str | None]]:
    """The rows of one table in a dump, as text; its program is ended when nobody wants more."""
    command = ["pg_restore", "--data-only", f"--table={table}", "--file=-", str(path)]
    with subprocess.Popen(  # noqa: S603 (our own words)
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as program:
        try:
            yield from _copied(iter(program.stdout or ()))
        finally:
            program.terminate()


def _copied(lines: Iterator[str]) -> Iterator[dict[str, str | None]]:
    head = next((line for line in lines if line.startswith("COPY ")), "")
    columns = head[head.find("(") + 1 : head.find(")")].replace('"', "").split(", ")
    for line in lines:
        text = line.rstrip("\n")
        if text == _END:
            return
        yield dict(zip(columns, map(_value, text.split("\t")), strict=True))


def _value(text: str) -> str | None:
    if text == _NOTHING:
        return None
    return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), text)


def _run(url: sa.URL | None, *command: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, out of sight."""
    environment = dict(os.environ)
    words = list(command)
    if url is not None:
        if url.password:
            environment["PGPASSWORD"] = str(url.password)
        bare = url.set(drivername="postgresql", password=None)
        words.append(f"--dbname={bare.render_as_string()}")
    done = subprocess.run(  # noqa: S603 (our own words)
        words, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DumpFailed(done.stderr.strip() or f"{command[0]}: {done.returncode}")
