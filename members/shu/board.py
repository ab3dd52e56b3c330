"""Drafts that are worked out while somebody waits: in a thread each, kept in memory for a while.

A page asks, is told how far it is, and gets the result when it asks again; meanwhile everything
else is answered. Two who ask for the same wait for the same work.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from core.errors import BusinessError
from members.shu.drafts import Progress, Survey

KEPT = 6
"""So many results are kept; the one not asked for the longest goes first."""
PATIENCE = 0.7
"""Seconds that a page waits before it shows how far the work is: a small co-op never sees it."""


@dataclass
class _Job:
    percent: int = 0
    done: Event = field(default_factory=Event)
    result: Survey | None = None
    refusal: BusinessError | None = None


class Board:
    """What is being worked out, and what was."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: OrderedDict[Hashable, _Job] = OrderedDict()

    def ask(
        self, key: Hashable, work: Callable[[Progress], Survey], patience: float = PATIENCE
    ) -> Survey | None:
        """The result, or None while it is being worked out; begins the work where nobody has.

        Raises the BusinessError that the work was refused with, once.
        """
        job = self._job(key, work)
        if not job.done.wait(patience):
            return None
        if job.result is None:
            self._forget(key)
        if job.refusal is not None:
            raise job.refusal
        return job.result

    def percent(self, key: Hashable) -> int | None:
        """How far the work is; None when nothing is worked on or kept under this key."""
        with self._lock:
            job = self._jobs.get(key)
        return job.percent if job else None

    def _job(self, key: Hashable, work: Callable[[Progress], Survey]) -> _Job:
        with self._lock:
            job = self._jobs.get(key)
            if job is None:
                job = self._jobs[key] = _Job()
                Thread(target=_work, args=(job, work), daemon=True).start()
            self._jobs.move_to_end(key)
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        return job

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._jobs.pop(key, None)


def _work(job: _Job, work: Callable[[Progress], Survey]) -> None:
    def tell(done: int) -> None:
        job.percent = done

    try:
        job.result = work(tell)
        job.percent = 100
    except BusinessError as refusal:
        job.refusal = refusal
    finally:
        job.done.set()


BOARD = Board()
"""Of this process."""
