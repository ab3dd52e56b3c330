"""Prove that the wheel is enough: install it elsewhere, found a co-op, serve, and sell something.

Nothing of the checkout is used but the wheel in dist/ and the lock file. One line per step.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
START_SECONDS = 30
WEB = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Straight to this machine, whatever proxy is set."""

FOUNDING = {
    "--name": "Koperasi Coba",
    "--shop": "TKO",
    "--shop-name": "Toko Coba",
    "--treasurer": "bendahara",
    "--treasurer-name": "Ibu Bendahara",
    "--products": "dasar",
}


def main() -> None:
    """Run every step in a folder that is thrown away."""
    wheel = max((HOUSE / "dist").glob("lumbung-*.whl"), key=lambda path: path.stat().st_mtime)
    with tempfile.TemporaryDirectory(prefix="lumbung-wheel-") as name:
        folder = Path(name)
        lumbung = install(wheel, folder / "environment")
        shop = Shop(lumbung, folder)
        words = [word for pair in FOUNDING.items() for word in pair]
        say("init", shop.run("init", *words).splitlines()[0])
        say("demo", f"{len(shop.run('demo', '--sales', '200', '--json'))} bytes of JSON")
        token = json.loads(
            shop.run("--contoh", "till", "add", "--shop", "WSB", "--name", "T9", "--json")
        )["token"]
        with shop.serving() as address:
            look(address)
            sell(address, token)
        shop.run("check")
        shop.run("--contoh", "check")
        say("check", "both sets of books are in order")


def install(wheel: Path, environment: Path) -> Path:
    """A new environment with the locked libraries and the wheel; returns its command."""
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    lock = str(HOUSE / "requirements.txt")
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True, cwd=environment)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, cwd=environment)
    subprocess.run([*pip[:-2], "check"], check=True, cwd=environment, stdout=subprocess.DEVNULL)
    say("wheel", f"{wheel.name}, {wheel.stat().st_size // 1024} KiB, installed")
    return environment / "bin" / "lumbung"


class Shop:
    """The installed command, at work in a folder of its own."""

    def __init__(self, lumbung: Path, folder: Path) -> None:
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        self._environment = kept | {"LUMBUNG_DATA": str(folder / "data")}
        self._lumbung = lumbung
        self._folder = folder

    def run(self, *words: str) -> str:
        """Run a command that must succeed; returns what it printed."""
        done = subprocess.run(
            [self._lumbung, *words],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[str]:
        """A server on a free port; it ends with the block."""
        port = free_port()
        server = subprocess.Popen(
            [self._lumbung, "serve", "--port", str(port)],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_ready(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


def look(address: str) -> None:
    """One page and one static file of each kind."""
    fetch(address, "/", "<html", "text/html")
    fetch(address, "/contoh/", "CONTOH", "text/html")
    fetch(address, "/static/vendor/pico/pico.min.css", "--pico-", "text/css")
    fetch(address, "/static/vendor/idb/index.js", "openDB", "text/javascript")


def fetch(address: str, path: str, expected: str, kind: str) -> None:
    """Fetch a page or file; it must be of this kind and hold this text."""
    with WEB.open(address + path) as reply:
        text = reply.read().decode()
        if reply.headers.get_content_type() != kind or expected not in text:
            sys.exit(f"{path}: no {expected!r} in {reply.headers.get_content_type()}")
    say("page", f"{path}, {len(text)} characters")


def sell(address: str, token: str) -> None:
    """Open a shift and sell one piece of the first thing that has a price, as a till does."""
    enrolled = call(address, token, "/api/v1/till/enrol", {})
    catalogue = call(address, token, "/api/v1/catalogue")
    pack = next(pack for pack in catalogue["packs"] if _price(pack))
    header = {"series": enrolled["series"], "operator_id": catalogue["operators"][0]["id"]}
    opening = document(header, "shift_open", 1, float=200_000)
    call(address, token, "/api/v1/shifts", opening)
    price, counter = _price(pack), enrolled["next_counter"]
    sale = document(
        header,
        "sale",
        2,
        shift_id=opening["id"],
        number=f"{enrolled['till']['code']}-{enrolled['series']}-{counter:06}",
        counter=counter,
        member_id=None,
        lines=[{"pack_id": pack["id"], "quantity": 1000, "unit_price": price, "amount": price}],
        tenders=[{"kind": "cash", "amount": price, "given": price, "change": 0}],
        total=price,
        rounding=0,
    )
    first, again = (call(address, token, "/api/v1/sales", sale) for _ in range(2))
    if first != again:
        sys.exit(f"the same sale again was answered differently: {first} {again}")
    say("sale", f"{first['number']}, entry {first['entry']}, {pack['name']}, Rp{price}")


def _price(pack: Mapping[str, Any]) -> int:
    """The first price for everybody; 0 when there is none."""
    return next((int(row["amount"]) for row in pack["prices"] if row["list"] == "umum"), 0)


def document(header: Mapping[str, Any], kind: str, sequence: int, **fields: Any) -> dict[str, Any]:
    """Something that happened at the till just now."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    own = {"id": str(uuid7()), "kind": kind, "sequence": sequence, "at": at}
    return {**header, **own, **fields}


def uuid7() -> uuid.UUID:
    """A UUIDv7 of this millisecond."""
    bits = (time.time_ns() // 1_000_000) << 80 | uuid.uuid4().int & ((1 << 80) - 1)
    return uuid.UUID(int=bits & ~(0xF << 76) | 0x7 << 76)


def call(address: str, token: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    """One request of a till; ends the check when it is not answered with success."""
    request = urllib.request.Request(
        address + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    if body and "id" in body:
        request.add_header("Idempotency-Key", body["id"])
    try:
        with WEB.open(request) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        sys.exit(f"{path}: {error.code} {error.read().decode()}")


def wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the server says so; end the check when it does not in time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            WEB.open(f"{address}/readyz").close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not become ready")


def free_port() -> int:
    """A TCP port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def say(step: str, what: str) -> None:
    """One line of the log."""
    print(f"{step:6} {what}", flush=True)


if __name__ == "__main__":
    main()
