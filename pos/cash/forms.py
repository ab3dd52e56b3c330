"""What is typed on the pages of cash, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core import forms
from core.errors import InvalidInput
from core.i18n import _


@dataclass(frozen=True, slots=True)
class Arrival:
    """That a deposit has reached the bank, as typed."""

    received_on: date
    reference: str


def arrival(form: Mapping[str, str]) -> Arrival:
    """The day and number on the bank's slip."""
    sentence = _("Isi tanggal pada bukti setor bank.")
    received_on = forms.iso_day(form, "day", required=sentence)
    if received_on is None:
        raise InvalidInput(sentence, field="day")
    return Arrival(received_on, forms.line(form, "reference", longest=60))
