"""The example beside the co-operative's own data: whether it is there, and having it made."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Thread

import pos.demo
from core import config
from core.config import Places
from pos.demo import progress
from pos.demo.progress import Progress, State

HOUSE = Path(pos.demo.__file__).parents[2]


class Readiness(StrEnum):
    """What can be done about the example now."""

    NOWHERE = "nowhere"
    """This installation has one database only."""
    ABSENT = "absent"
    RUNNING = "running"
    FAILED = "failed"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Example:
    """How far the example is."""

    readiness: Readiness
    per_cent: int = 0


def example_of(places: Places, *, at: datetime) -> Example:
    """How far the example beside this co-operative is. It appears only when it is whole."""
    path = config.sqlite_path(places.demo_url) if places.demo_url else None
    if path is None:
        return Example(Readiness.NOWHERE)
    if path.exists():
        return Example(Readiness.READY, 100)
    told = progress.read(progress.file_in(places.data), at=at)
    readiness = {State.RUNNING: Readiness.RUNNING, State.FAILED: Readiness.FAILED}
    return Example(readiness.get(told.state, Readiness.ABSENT), told.per_cent)


def start_making(places: Places, *, at: datetime) -> None:
    """Make the example in a process of its own, unless it is there or being made."""
    if example_of(places, at=at).readiness not in (Readiness.ABSENT, Readiness.FAILED):
        return
    progress.tell(progress.file_in(places.data), Progress(State.RUNNING, 0, 1, at.isoformat()))
    process = subprocess.Popen(
        [sys.executable, "-m", "pos.demo", "demo", "--begun"],
        cwd=HOUSE,
        env=os.environ | {"LUMBUNG_DATA": str(places.data)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    Thread(target=process.wait, daemon=True).start()
