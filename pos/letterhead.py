"""Whose paper it is: what stands above and below every slip that is no receipt. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pos.paper import Feed, PaperLine, Rule, Style, centred, headline


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The co-op and shop of a slip."""

    coop: str
    shop: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What the paper says about itself."""

    copy_of: int | None = None
    """1 for the first copy that somebody asked for; None for the original."""
    reprint: bool = False
    """An earlier attempt may have reached the paper."""
    void: bool = False
    """What it tells of was taken back."""


def slip(
    head: Letterhead, title: str, marks: Marks, body: Iterator[PaperLine], columns: int
) -> Iterator[PaperLine]:
    """A slip with its head and title; of the example it says so above and below."""
    if head.is_demo:
        yield from headline("CONTOH", columns)
    yield from centred(head.coop, columns, Style.BOLD)
    yield from centred(head.shop, columns)
    yield Feed()
    yield from headline(title, columns)
    for mark in _marks(marks):
        yield from headline(mark, columns)
    yield Rule()
    yield from body
    if head.is_demo:
        yield Feed()
        yield from headline("CONTOH", columns)


def _marks(marks: Marks) -> Iterator[str]:
    if marks.copy_of:
        yield f"SALINAN ke-{marks.copy_of}"
    if marks.void:
        yield "DIBATALKAN"
    if marks.reprint:
        yield "CETAK ULANG"
