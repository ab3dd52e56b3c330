"""How a payment is dealt out over what is open, and how old that is. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from core.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """An invoice or a credit, and what is open of it."""

    id: UUID
    number: str
    due_on: date
    open: Money


@dataclass(frozen=True, slots=True)
class Part:
    """So much of one paper."""

    id: UUID
    amount: Money


def oldest_first(papers: Iterable[OpenPaper]) -> list[OpenPaper]:
    """In the order in which they are to be paid: by due day, then by number."""
    return sorted(papers, key=lambda paper: (paper.due_on, paper.number))


def deal_out(papers: Sequence[OpenPaper], amount: Money) -> tuple[Part, ...]:
    """Settle the papers one after the other, in the order given.

    Raises ValueError when the amount is negative or more than is open.
    """
    if not ZERO <= amount <= total(paper.open for paper in papers):
        raise ValueError(f"{amount} cannot be dealt out over {papers}")
    parts = []
    left = amount
    for paper in papers:
        part = min(left, paper.open)
        if part:
            parts.append(Part(paper.id, part))
        left -= part
    return tuple(parts)


class Age(IntEnum):
    """How long ago something was due; the value is the last day of the bucket."""

    NOT_DUE = -1
    WEEK = 7
    """0 to 7 days past due."""
    MONTH = 30
    TWO_MONTHS = 60
    OLDER = 1_000_000


def age(due_on: date, on: date) -> Age:
    """The bucket of something due on a day; due today is 0 days past due."""
    days = (on - due_on).days
    return next(bucket for bucket in Age if days <= bucket)


def ageing(papers: Iterable[OpenPaper], on: date) -> dict[Age, Money]:
    """What is open in each bucket; every bucket is there."""
    found: dict[Age, Money] = defaultdict(lambda: ZERO)
    for paper in papers:
        found[age(paper.due_on, on)] += paper.open
    return {bucket: found[bucket] for bucket in Age}
