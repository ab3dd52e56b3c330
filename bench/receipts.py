"""From a sale to bytes for the printer, and to a PDF."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial

from bench.figures import report, spread
from pos.escpos import PROFILES, render
from pos.paper import Text
from pos.paper_pdf import receipt_pdf
from pos.receipts import layout
from tests.support.receipts import RECEIPT


def run(*, times: int) -> None:
    """Measure each paper; the bare limit is the same text merely encoded."""
    for name, profile in PROFILES.items():
        columns = profile.columns
        lines = layout(RECEIPT, columns)
        texts = [line.text for line in lines if isinstance(line, Text)]
        steps: dict[str, Callable[[], object]] = {
            "layout": partial(layout, RECEIPT, columns),
            "escpos": partial(render, lines, profile),
            "pdf": partial(receipt_pdf, lines, columns),
            "bare": partial("\n".join(texts).encode, "cp437"),
        }
        for step, work in steps.items():
            taken = spread([_milliseconds(work) for _ in range(times)])
            report("receipt", paper=name, step=step, unit="ms", **asdict(taken))
        report("receipt_size", paper=name, unit="bytes", value=len(render(lines, profile)))


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
