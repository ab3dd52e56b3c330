"""How far files are that are being taken now, for whoever waits before the screen.

Kept in memory: it is looked at while one request runs, and forgotten after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


class Board:
    """Parts of a hundred that are done, by what is being taken."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._percent: dict[str, int] = {}

    @contextmanager
    def following(self, key: str) -> Iterator[Progress]:
        """A progress that is shown under a key until the work ends."""

        def tell(done: int, of: int) -> None:
            with self._lock:
                self._percent[key] = 100 * done // of if of else 0

        tell(0, 1)
        try:
            yield tell
        finally:
            with self._lock:
                self._percent.pop(key, None)

    def percent(self, key: str) -> int | None:
        """How far it is; None while nothing is being taken under this key."""
        with self._lock:
            return self._percent.get(key)


BOARD = Board()
"""Of this process."""
