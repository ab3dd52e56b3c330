"""What is typed on the pages of simpanan wajib, as typed values; raises InvalidInput."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import Money
from members.dues.queries import Behind, Search
from members.office.forms import LONGEST_NOTE, amount

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReliefTyped:
    """A month that a member is let off."""

    month: date
    amount: Money
    reason: str


def search(arguments: Form, shops: list[Shop], *, within: ShopId | None) -> Search:
    """How the list is narrowed; what means nothing means everything."""
    behind = arguments.get("behind", "")
    own = [ShopId(shop.id) for shop in shops if shop.code == arguments.get("shop")]
    return Search(
        words=" ".join(arguments.get("q", "").split())[:60],
        behind=Behind(behind) if behind in tuple(Behind) else Behind.LATE,
        shops=[within] if within else own,
    )


def month(form: Form, name: str = "month") -> date:
    """A month as ``<input type=month>`` sends it, ``2026-11``."""
    try:
        return date.fromisoformat(f"{form.get(name, '')[:7]}-01")
    except ValueError:
        raise InvalidInput(_("Pilih bulannya."), field=name) from None


def relief(form: Form) -> ReliefTyped:
    """A month, how much of it, and why."""
    return ReliefTyped(
        month(form),
        amount(form.get("amount", "")),
        forms.line(form, "reason", required=_("Tulis alasannya."), longest=LONGEST_NOTE),
    )
