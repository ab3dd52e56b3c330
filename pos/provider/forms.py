"""What is typed on the pages of the provider, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.money import ZERO, Money
from pos.provider.deposit import NewTopUp
from pos.provider.models import PaidFrom, State


@dataclass(frozen=True, slots=True)
class TypedCheck:
    """What the provider says is left, and why it differs."""

    stated: Money
    reason: str


@dataclass(frozen=True, slots=True)
class TypedState:
    """What somebody learned about a service."""

    state: State
    token: str
    note: str


def top_up(form: Mapping[str, str]) -> NewTopUp:
    """Money to put into the deposit."""
    sentence = _("Isi tanggalnya.")
    day = forms.iso_day(form, "day", required=sentence)
    if day is None:
        raise InvalidInput(sentence, field="day")
    source = form.get("paid_from", "")
    if source not in tuple(PaidFrom):
        raise InvalidInput(_("Pilih dari mana uangnya."), field="paid_from")
    return NewTopUp(
        id=_key(form),
        paid_from=PaidFrom(source),
        amount=_money(form, "amount"),
        paid_on=day,
        reference=forms.line(form, "reference", longest=60),
    )


def check(form: Mapping[str, str]) -> TypedCheck:
    """The balance as the provider's application shows it."""
    stated = _money(form, "stated")
    if stated < ZERO:
        raise InvalidInput(_("Saldo di penyedia tidak bisa kurang dari nol."), field="stated")
    return TypedCheck(stated, forms.line(form, "reason"))


def state(form: Mapping[str, str]) -> TypedState:
    """The result of a service, with the token or a note."""
    chosen = form.get("state", "")
    if chosen not in tuple(State):
        raise InvalidInput(_("Pilih hasilnya."), field="state")
    token = forms.line(form, "token", longest=100)
    return TypedState(State(chosen), token, forms.line(form, "note"))


def chosen_state(arguments: Mapping[str, str]) -> State | None:
    """Which services to list; None: all of them."""
    text = arguments.get("state", State.PENDING.value)
    return State(text) if text in tuple(State) else None


def _money(form: Mapping[str, str], name: str) -> Money:
    try:
        return parse.money(form.get(name, ""))
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=name) from None


def _key(form: Mapping[str, str]) -> UUID:
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field="amount") from None
