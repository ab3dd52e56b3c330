"""Measure Lumbung on this machine: ``make bench``, or ``python -m bench intake till``."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import (
    books,
    importing,
    intake,
    member_pages,
    printing,
    receipts,
    replay,
    slips,
    stock,
    surplus,
    till,
)
from bench.figures import RESULTS

QUICK = 20
"""So many times less is measured with ``--quick``; good for trying, not for figures."""


def main() -> None:
    """Run the chosen benchmarks, all by default; each figure is appended to results.jsonl."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], default=list(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="a short run, to see that all works")
    parser.add_argument("--folder", type=Path, help="where the databases go; the disk matters")
    chosen = parser.parse_args()
    for name in chosen.names:
        with tempfile.TemporaryDirectory(prefix="lumbung-bench-", dir=chosen.folder) as folder:
            BENCHMARKS[name](Path(folder), QUICK if chosen.quick else 1)
    print(f"appended to {RESULTS}")


def _intake(folder: Path, less: int) -> None:
    for engine in intake.ENGINES:
        place = folder / engine
        place.mkdir()
        intake.run(place, engine=engine, sales=800 // less)


def _till(folder: Path, less: int) -> None:
    till.run(folder, products=10_000, scans=200 // less)


def _receipts(_folder: Path, less: int) -> None:
    receipts.run(times=400 // less)


def _printing(folder: Path, less: int) -> None:
    printing.run(folder, sales=2_000 // less)


def _books(folder: Path, less: int) -> None:
    books.run(folder, sales=200_000 // less)


def _stock(folder: Path, less: int) -> None:
    for engine in intake.ENGINES:
        place = folder / engine
        place.mkdir()
        stock.run(place, engine=engine, moves=1_000_000 // less, products=10_000 // less)


def _surplus(folder: Path, less: int) -> None:
    for engine in intake.ENGINES:
        place = folder / engine
        place.mkdir()
        surplus.run(place, engine=engine, members=20_000 // less, purchases=2_000_000 // less)


def _slips(_folder: Path, less: int) -> None:
    slips.run(slips=1_000 // less)


def _replay(folder: Path, less: int) -> None:
    replay.run(folder, month="2010-12" if less > 1 else "")


def _importing(folder: Path, less: int) -> None:
    importing.run(folder, rows=10_000 // less)


def _member_pages(folder: Path, less: int) -> None:
    member_pages.run(folder, loads=10 // min(less, 5))


BENCHMARKS: dict[str, Callable[[Path, int], None]] = {
    "intake": _intake,
    "till": _till,
    "receipts": _receipts,
    "printing": _printing,
    "books": _books,
    "importing": _importing,
    "stock": _stock,
    "replay": _replay,
    "surplus": _surplus,
    "slips": _slips,
    "member_pages": _member_pages,
}

if __name__ == "__main__":
    main()
