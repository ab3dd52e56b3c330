"""The real server, as ``lumbung serve`` starts it, and what it costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.support.postgres import free_port

HOUSE = Path(__file__).resolve().parent.parent
START_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on this machine."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """What the process has computed so far, its print worker not counted."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def serving(url: str, folder: Path) -> Iterator[Server]:
    """``lumbung serve`` on a database, its log in the folder; ended with the block."""
    port = free_port()
    environment = os.environ | {"LUMBUNG_DATA": str(folder), "LUMBUNG_DATABASE_URL": url}
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "wsgi", "serve", "--port", str(port)],
            cwd=HOUSE,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(port, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("the server did not start; see server.log")
