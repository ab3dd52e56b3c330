"""What is typed of a person, read into typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from core.errors import InvalidInput, NotFound
from core.forms import iso_day, line
from core.i18n import _
from members.models import MemberStatus
from members.people.consents import Purpose
from members.people.household import Relative
from members.people.statuses import NewStatus


def decision(form: Mapping[str, str]) -> NewStatus:
    """What the board decided."""
    text = form.get("status", "")
    if text not in tuple(MemberStatus):
        raise InvalidInput(_("Pilih keputusannya."), field="status")
    holds_from = iso_day(form, "holds_from", required=_("Isi mulai tanggal berapa."))
    if holds_from is None:
        raise InvalidInput(_("Isi mulai tanggal berapa."), field="holds_from")
    return NewStatus(
        MemberStatus(text), holds_from, line(form, "reason"), line(form, "decided_by", longest=80)
    )


def relative(form: Mapping[str, str]) -> Relative:
    """An heir, or somebody who buys in the member's name."""
    return Relative(
        line(form, "name", required=_("Namanya harus diisi.")),
        line(form, "relation"),
        line(form, "phone"),
        line(form, "card"),
    )


def agreement(form: Mapping[str, str]) -> tuple[Purpose, bool]:
    """What a member agrees to, or agrees to no more."""
    purpose, given = form.get("purpose", ""), form.get("given", "")
    if purpose not in tuple(Purpose) or given not in ("ya", "tidak"):
        raise InvalidInput(_("Persetujuan ini tidak dikenal."), field="purpose")
    return Purpose(purpose), given == "ya"


def key(form: Mapping[str, str]) -> UUID:
    """Whom a button is about."""
    try:
        return UUID(form.get("id", ""))
    except ValueError:
        raise NotFound(_("Orang ini tidak tercatat.")) from None
