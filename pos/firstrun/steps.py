"""The questions of the first run, one page each, and what was answered so far.

Answers wait in the browser's server-side session until the treasurer is known; then the
co-operative is founded, and every later step is saved as it is answered.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from core.i18n import lazy, lazy_in

_KEY = "setup"
_ALLOWED = "allowed"


@dataclass(frozen=True, slots=True)
class Step:
    """One question."""

    name: str
    endpoint: str
    label: str
    """A lazy translation."""


STEPS = (
    Step("coop", "firstrun.coop", lazy("Koperasi")),
    Step("shop", "firstrun.shop", lazy("Toko")),
    Step("treasurer", "firstrun.treasurer", lazy("Bendahara")),
    Step("printer", "equipping.printer", lazy("Printer")),
    Step("products", "equipping.products", lazy_in("several", "Barang")),
    Step("sale", "equipping.first_sale", lazy("Mulai menjual")),
)
FOUNDING = ("coop", "shop", "treasurer")
"""Asked before there is a co-operative."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody stands among the questions, for the page's head."""

    number: int
    steps: tuple[Step, ...] = STEPS

    @property
    def current(self) -> Step:
        return self.steps[self.number - 1]

    @property
    def total(self) -> int:
        return len(self.steps)

    def is_done(self, step: Step) -> bool:
        return self.steps.index(step) < self.number - 1


def progress_at(name: str) -> Progress:
    """The progress on a step's page."""
    return Progress([step.name for step in STEPS].index(name) + 1)


def allow(session: MutableMapping[str, Any]) -> None:
    """This browser knows the installation code."""
    session[_KEY] = dict(session.get(_KEY, {})) | {_ALLOWED: True}


def is_allowed(session: Mapping[str, Any]) -> bool:
    """Whether this browser has shown the installation code."""
    return bool(session.get(_KEY, {}).get(_ALLOWED))


def keep(session: MutableMapping[str, Any], name: str, answers: Mapping[str, str]) -> None:
    """Remember what was answered on a page."""
    session[_KEY] = dict(session.get(_KEY, {})) | {name: dict(answers)}


def kept(session: Mapping[str, Any], name: str) -> dict[str, str]:
    """What was answered on a page; empty before it was."""
    answers: dict[str, str] = session.get(_KEY, {}).get(name, {})
    return dict(answers)


def next_question(session: Mapping[str, Any]) -> Step:
    """The first question of the founding that is not answered."""
    for step in STEPS:
        if not kept(session, step.name):
            return step
    return STEPS[len(FOUNDING) - 1]
