"""A thousand slips of the surplus as one PDF, beside the bare text on a bare canvas."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from io import BytesIO

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from bench.figures import report
from core.money import Money
from members.shu.capital import CapitalBasis
from members.shu.slip_paper import slips_pdf
from members.shu.slips import MemberSlip, PoolShare, text_lines

_SLIP = MemberSlip(
    "Koperasi Konsumen Purna Migran Wonosobo Sejahtera", 2026, "RAT-2027/1", date(2027, 2, 14),
    1, "Siti Aminah", Money(480_000_000), Money(300_000_000),
    PoolShare(Money(75_000_000), 6_123_400, 2_345_678_900, Money(195_789)),
    PoolShare(Money(60_000_000), 3_300_000, 1_234_567_000, Money(160_380)),
    CapitalBasis.MONTH_END, 12, Money(356_000), 1_000, "sosial",
)  # fmt: skip


def run(*, slips: int) -> None:
    """Draw them, then the same words line by line."""
    every = [replace(_SLIP, member_number=number) for number in range(1, slips + 1)]
    began = time.perf_counter()
    document = slips_pdf(every, "SHU 2026")
    ours = time.perf_counter() - began
    began = time.perf_counter()
    _bare(every)
    bare = time.perf_counter() - began
    report("slips", unit="s", slips=slips, pdf=_rounded(ours), bare=_rounded(bare),
           bytes=len(document))  # fmt: skip


def _bare(every: list[MemberSlip]) -> None:
    canvas = Canvas(BytesIO(), pagesize=A5, invariant=True)
    for slip in every:
        for place, line in enumerate(text_lines(slip)):
            canvas.drawString(40, 560 - 11 * place, line)
        canvas.showPage()
    canvas.save()


def _rounded(seconds: float) -> float:
    return int(seconds * 1000) / 1000
