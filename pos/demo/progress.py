"""How far the example is, told to other processes by a small file beside the data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

STALE = timedelta(seconds=30)
"""Whoever has not written for so long is not at work any more."""


class State(StrEnum):
    RUNNING = "running"
    FAILED = "failed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Progress:
    """Sales written so far, of all."""

    state: State
    done: int = 0
    of: int = 1
    at: str = ""
    """When it was written, ISO."""

    @property
    def per_cent(self) -> int:
        return min(self.done * 100 // max(self.of, 1), 100)


def file_in(data: Path) -> Path:
    """Where the progress of making the example is told."""
    return data / "contoh.kemajuan"


def tell(path: Path, progress: Progress) -> None:
    """Write how far it is, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(progress)), encoding="utf-8")
    part.replace(path)


def read(path: Path, *, at: datetime) -> Progress:
    """How far it is; absent when nobody is at work."""
    try:
        told = Progress(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Progress(State.ABSENT)
    told = Progress(State(told.state), told.done, told.of, told.at)
    if told.state is State.RUNNING and at - datetime.fromisoformat(told.at) > STALE:
        return Progress(State.ABSENT)
    return told


def forget(path: Path) -> None:
    """There is nothing more to tell."""
    path.unlink(missing_ok=True)
