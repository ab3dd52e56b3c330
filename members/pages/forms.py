"""What members type on their phones, read into typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from members.access.gate import PLACE
from members.people.consents import Purpose


def new_pin(form: Mapping[str, str]) -> str:
    """A PIN typed twice alike."""
    pin = form.get("pin", "").strip()
    if pin != form.get("pin_again", "").strip():
        raise InvalidInput(_("Kedua PIN tidak sama."), field="pin_again")
    return pin


def is_shared(form: Mapping[str, str]) -> bool:
    """Whether others use this phone, too: she has to say so either way."""
    said = form.get("phone", "")
    if said not in ("own", "shared"):
        raise InvalidInput(_("Pilih dulu: HP sendiri atau HP bersama."), field="phone")
    return said == "shared"


def onward(form: Mapping[str, str]) -> str:
    """The page of hers that was asked for before; else the first."""
    asked = forms.destination(form.get("next"))
    return asked if asked and f"{asked}/".replace("?", "/").startswith(f"{PLACE}/") else PLACE


def consent(form: Mapping[str, str]) -> tuple[Purpose, bool]:
    """What for, and whether she agrees."""
    purpose, given = form.get("purpose", ""), form.get("given", "")
    if purpose not in tuple(Purpose) or given not in ("yes", "no"):
        raise InvalidInput(_("Pilih setuju atau tidak."), field="purpose")
    return Purpose(purpose), given == "yes"
