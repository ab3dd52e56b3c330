"""A PostgreSQL server that starts quickly, forgets everything and ends with its ``with`` block."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

START_SECONDS = 30


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres`` of the newest PostgreSQL here."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major_version, reverse=True)
    on_path = shutil.which("initdb")
    folders = [*debian, Path("/usr/local/bin"), *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _major_version(folder: Path) -> int:
    return int(folder.parent.name)


@contextmanager
def running_server(folder_of_programs: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a server of one's own; yields the URL of its maintenance database.

    Without ``durable`` it never waits for the disk: right for tests, wrong for measuring.
    """
    with tempfile.TemporaryDirectory(prefix="lumbung-pg-") as name:
        folder, port, user = Path(name), free_port(), _unprivileged_user()
        if user:
            shutil.chown(folder, user)
        _make_cluster(folder_of_programs, folder, user)
        options = _options(folder, port, durable=durable)
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                [folder_of_programs / "postgres", "-D", folder / "data", *options],
                stderr=log,
                user=user,
                cwd=folder,
            ) as server,
        ):
            try:
                url = f"postgresql://lumbung@127.0.0.1:{port}/postgres"
                _wait_for(url, server, folder / "log")
                yield url
            finally:
                server.send_signal(signal.SIGINT)  # disconnect everybody and end
                server.wait(timeout=START_SECONDS)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _make_cluster(folder_of_programs: Path, folder: Path, user: str | None) -> None:
    choices = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--username=lumbung"]
    subprocess.run(
        [folder_of_programs / "initdb", "-D", folder / "data", *choices],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )


def _options(folder: Path, port: int, *, durable: bool) -> list[str]:
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
    }
    if not durable:
        options |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    return [word for key, value in options.items() for word in ("-c", f"{key}={value}")]


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')}")


def free_port() -> int:
    """A TCP port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def new_database(url_of_template: str) -> Iterator[str]:
    """The URL of a new database on the same server, copied from that one and dropped at the end."""
    template = make_url(url_of_template)
    copy = template.set(database=f"lumbung_{uuid.uuid4().hex}")
    _administer(template, "CREATE DATABASE {} TEMPLATE {}", copy.database, template.database)
    try:
        yield copy.render_as_string(hide_password=False)
    finally:
        _administer(template, "DROP DATABASE {} WITH (FORCE)", copy.database)


def _administer(server: URL, statement: LiteralString, *names: str | None) -> None:
    """Run one statement in the server's maintenance database."""
    url = server.set(drivername="postgresql", database="postgres")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*(sql.Identifier(str(n)) for n in names)))
