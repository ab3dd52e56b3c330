"""What is typed on the pages of the surplus, as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from members.shu.queries import SORTS

Form = Mapping[str, str]
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class ListOf:
    """How a list of members is narrowed and ordered."""

    words: str = ""
    sort: str = "number"

    @property
    def is_narrow(self) -> bool:
        return bool(self.words)


def list_of(arguments: Form) -> ListOf:
    """What means nothing means everything."""
    sort = arguments.get("sort", "")
    words = " ".join(arguments.get("q", "").split())[:60]
    return ListOf(words, sort if sort in SORTS else "number")


def reason(form: Form) -> str:
    """Why a proposal is withdrawn."""
    return forms.line(form, "reason", required=_("Tulis alasannya."), longest=LONGEST_REASON)


def correction(form: Form) -> str:
    """What a proposal corrects; empty for the first of a year."""
    return forms.line(form, "reason", longest=LONGEST_REASON)


def decision(form: Form) -> str:
    """The number of a meeting's decision."""
    return forms.line(form, "decision", required=_("Pilih keputusan rapatnya."), longest=40)


def sure(form: Form) -> None:
    """Raises InvalidInput when the box beside what cannot be undone is not ticked."""
    if form.get("sure") != "1":
        raise InvalidInput(_("Centang dulu bahwa ini sudah diperiksa."), field="sure")
