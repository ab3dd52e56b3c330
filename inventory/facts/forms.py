"""What is typed on the pages of facts, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from inventory.facts.facts import Facts
from inventory.facts.permits import PermitDetails, PermitKind, permit_number
from inventory.facts.queries import Asked

Form = Mapping[str, str]
LONGEST = 60


def facts_form(form: Form) -> Facts:
    """Brand, origin and the permits that have a number."""
    permits = (_permit(form, kind) for kind in PermitKind)
    return Facts(
        brand=forms.line(form, "brand", longest=LONGEST),
        is_local="is_local" in form,
        village=forms.line(form, "village", longest=LONGEST),
        regency=forms.line(form, "regency", longest=LONGEST),
        permits=tuple(permit for permit in permits if permit is not None),
    )


def typed(facts: Facts) -> dict[str, str]:
    """The facts as their form shows them."""
    said = {"brand": facts.brand, "village": facts.village, "regency": facts.regency}
    if facts.is_local:
        said["is_local"] = "1"
    for permit in facts.permits:
        said[permit.kind.value] = permit.number
        said[f"{permit.kind.value}_until"] = (
            permit.expires_on.isoformat() if permit.expires_on else ""
        )
    return said


def search(arguments: Form) -> tuple[str, Asked]:
    """What the list is asked for; a state nobody knows is the usual one."""
    asked = arguments.get("show", "")
    words = " ".join(arguments.get("q", "").split())[:LONGEST]
    return words, Asked(asked) if asked in tuple(Asked) else Asked.SOON


def _permit(form: Form, kind: PermitKind) -> PermitDetails | None:
    text = forms.line(form, kind.value, longest=LONGEST)
    until = forms.iso_day(form, f"{kind.value}_until")
    if not text and until is not None:
        raise InvalidInput(_("Isi nomornya juga."), field=kind.value)
    return PermitDetails(kind, permit_number(kind, text), until) if text else None
