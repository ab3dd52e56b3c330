"""What is typed on the pages of cards, books and passbooks, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from members.balances import Account
from members.cards.passbooks import Wanted


def numbers(form: forms.Form) -> set[int]:
    """The members that were ticked."""
    chosen = [text for text in form.getlist("member") if text.isdecimal() and len(text) < 10]
    if not chosen:
        raise InvalidInput(_("Pilih anggotanya dulu."), field="member")
    return {int(text) for text in chosen}


def as_of(arguments: Mapping[str, str], today: date) -> date:
    """The day the register book is about; today unless another one is asked for."""
    return min(forms.iso_day(arguments, "on") or today, today)


def wanted(arguments: Mapping[str, str], today: date) -> Wanted:
    """Which part of a passbook; this year's unless another is asked for."""
    chosen = arguments.get("account", "")
    account = Account(chosen) if chosen in tuple(Account) else None
    first = forms.iso_day(arguments, "from") or today.replace(month=1, day=1)
    return Wanted(first, forms.iso_day(arguments, "to") or today, account)
