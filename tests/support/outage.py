"""What happens to a shop's till: the server dies, answers get lost, the browser is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

from tests.support import nursery
from tests.support.nursery import Child
from tests.support.program import free_port, wait_for
from tests.support.source import HOUSE

_HOP = {"connection", "transfer-encoding", "keep-alive", "server", "date"}
_SOURCE = ("core", "ledger", "members", "inventory", "pos", "migrations", "static", "templates",
           "wsgi.py", "setup.cfg")  # fmt: skip


class Program:
    """``lumbung serve`` on a data folder, killed and started again at will."""

    def __init__(self, data: Path, *, source: Path = HOUSE) -> None:
        self.source = source
        self._data = data
        self._log = data / "server.log"
        self._process: Child | Newcomer | None = None
        self.port = 0

    def start(self) -> None:
        """Serve on a new port and wait until it listens."""
        self.port = free_port()
        words, environ = ("serve", f"--port={self.port}"), {"LUMBUNG_DATA": str(self._data)}
        if self.source == HOUSE:
            self._process = nursery.start(*words, environ=environ, log=self._log)
        else:
            self._process = Newcomer(self.source, *words, environ=environ, log=self._log)
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise

    def _wait(self) -> None:
        for _attempt in range(240):
            if self._process is None or self._process.has_ended():
                raise RuntimeError(self._log.read_text()[-2_000:])
            with suppress(TimeoutError):
                return wait_for(self.port, seconds=0.5)
        raise TimeoutError(f"nothing listens on port {self.port}")

    def kill(self) -> None:
        """SIGKILL, as a power cut ends it."""
        if self._process is not None:
            self._process.kill()
            self._process = None
            time.sleep(0.3)  # its print worker sees the closed pipe and goes


class Newcomer:
    """A program of another source, which nothing has loaded yet."""

    def __init__(self, source: Path, *words: str, environ: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "wsgi", *words],
                cwd=source,
                env=os.environ | environ,
                stdout=output,
                stderr=output,
            )

    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """SIGKILL; back when it is gone."""
        self._process.kill()
        self._process.wait()


class Wire:
    """The network between a browser and a program: it may be cut, or swallow answers."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lose = 0
        """So many answers to posts are dropped after the server has acted."""
        self.lost = 0
        self._turn = Lock()
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                wire.carry(self)

            def do_POST(self) -> None:
                wire.carry(self)

            def log_message(self, *_args: object) -> None:
                """Not into the output of the tests."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        """Carry requests until the end of the block."""
        thread = Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def carry(self, request: BaseHTTPRequestHandler) -> None:
        """One request to the program and its answer back; nothing when either end is gone."""
        request.close_connection = True
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        connection = HTTPConnection("127.0.0.1", self.program.port, timeout=20)
        try:
            connection.request(request.command, request.path, body, dict(request.headers.items()))
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException):
            return
        finally:
            connection.close()
        if request.command == "POST" and self._swallows():
            return
        with suppress(OSError):
            _hand_back(request, answer, content)

    def _swallows(self) -> bool:
        with self._turn:
            if self.lose <= 0:
                return False
            self.lose -= 1
            self.lost += 1
            return True


def _hand_back(request: BaseHTTPRequestHandler, answer: HTTPResponse, content: bytes) -> None:
    request.send_response(answer.status)
    for name, value in answer.getheaders():
        if name.lower() not in _HOP | {"content-length"}:
            request.send_header(name, value)
    request.send_header("Content-Length", str(len(content)))
    request.send_header("Connection", "close")
    request.end_headers()
    request.wfile.write(content)


def another_version(folder: Path) -> Path:
    """A copy of the program whose till looks different: what a new release is to a browser."""
    target = folder / "newer"
    for name in _SOURCE:
        source = HOUSE / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.mkdir(exist_ok=True)
            shutil.copy(source, target / name)
    style = target / "static" / "pos" / "till" / "offline.css"
    style.write_text(style.read_text() + "\nbody { --release: newer; }\n")
    return target


def kill_browser(profile: Path) -> None:
    """SIGKILL every process of the browser that has this profile, and only those."""
    mark = f"--user-data-dir={profile}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (process / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
