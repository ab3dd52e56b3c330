"""The whole program as a shop runs it: ``lumbung serve`` in a process of its own."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support import nursery


@contextmanager
def lumbung_serve(data: Path, *, environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve the data folder; yields the address without a slash at the end."""
    port = free_port()
    program = nursery.start(
        "serve",
        f"--port={port}",
        environ={"LUMBUNG_DATA": str(data)} | dict(environ or {}),
        log=data / "server.log",
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        program.kill()


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int, seconds: float = 120) -> None:
    """Until something listens on the port. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port}")
