"""The print worker that ``lumbung serve`` starts: ``python -m pos.printing --url …``.

A program of its own beside the server: it loads no page and no command, so that a small machine
is ready to print sooner and keeps its memory.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading

import click

from core.commands import opened
from pos.printing import worker


@click.command()
@click.option("--url", required=True, help="Alamat basis data.")
def main(url: str) -> None:
    """Cetak yang menunggu sampai masukan baku ditutup."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends us, after the job under way
    stop = threading.Event()
    threading.Thread(target=_stop_with_parent, args=(stop,), daemon=True).start()
    with worker.only_one(url, stop), opened(url) as database:
        worker.run(database, stop)


def _stop_with_parent(stop: threading.Event) -> None:
    """The parent holds the other end of our standard input and never writes."""
    sys.stdin.buffer.read()
    stop.set()


if __name__ == "__main__":
    main()
