"""How old what is owed is: by the due day of each instalment, not of the bon. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum

from core.money import ZERO, Money
from members.instalments import Instalment


class Age(IntEnum):
    """How many days ago something was due; the value is the last day of the bucket."""

    NOT_DUE = 0
    """Due today is not overdue."""
    MONTH = 30
    TWO_MONTHS = 60
    THREE_MONTHS = 90
    OLDER = 1_000_000


OVERDUE = (Age.MONTH, Age.TWO_MONTHS, Age.THREE_MONTHS, Age.OLDER)


def age(due_on: date, on: date) -> Age:
    """The bucket of something due on a day."""
    days = (on - due_on).days
    return next(bucket for bucket in Age if days <= bucket)


def ageing(parts: Iterable[Instalment], on: date) -> Mapping[Age, Money]:
    """What is owed in each bucket; every bucket is there, and together they are all of it."""
    found = dict.fromkeys(Age, ZERO)
    for part in parts:
        found[age(part.due_on, on)] += part.amount
    return found


def days_overdue(due_on: date, on: date) -> int:
    """How long something has been due; 0 while it is not."""
    return max((on - due_on).days, 0)
