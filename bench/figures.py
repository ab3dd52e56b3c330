"""Figures: one JSON line each, with the machine and the moment they were measured on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

RESULTS = Path(__file__).parent / "results.jsonl"
BLOCK = bytes(4096)


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in milliseconds."""

    p50: float
    p95: float
    p99: float
    most: float


def spread(milliseconds: Sequence[float]) -> Spread:
    """The middle, the slow ones and the slowest."""
    ordered = sorted(milliseconds)
    return Spread(
        round(median(ordered), 3),
        *(round(ordered[int((len(ordered) - 1) * share)], 3) for share in (0.95, 0.99, 1)),
    )


def report(figure: str, **values: object) -> None:
    """Append a figure to the results and show it."""
    line = {"figure": figure, **values}
    print(json.dumps(line), flush=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line | _circumstances()) + "\n")


def fdatasync_latency(folder: Path, times: int = 200) -> Spread:
    """What the disk needs to keep 4 KiB for good: below this no durable sale can go."""
    taken = []
    with TemporaryFile(dir=folder) as file:
        for _ in range(times):
            began = time.perf_counter()
            file.write(BLOCK)
            file.flush()
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - began) * 1000)
    return spread(taken)


def _circumstances() -> dict[str, object]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "machine": platform.machine(),
        "python": platform.python_version(),
    }
