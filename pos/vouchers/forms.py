"""What is typed on the pages of vouchers, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.money import Money
from core.quantity import MILLI
from pos.vouchers.models import PaidBy
from pos.vouchers.queries import VoucherSearch
from pos.vouchers.standing import State
from pos.vouchers.vouchers import NewBatch

LONGEST_PURPOSE = 60
MOST_DIGITS = 9
"""Of a grant's number."""


def new_batch(form: Mapping[str, str]) -> NewBatch:
    """Vouchers to issue."""
    purpose = forms.line(
        form, "purpose", required=_("Tulis untuk apa vouchernya."), longest=LONGEST_PURPOSE
    )
    face, pieces = _money(form, "face"), _whole(form, "pieces")
    sentence = _("Isi sampai kapan vouchernya berlaku.")
    until = forms.iso_day(form, "valid_until", required=sentence)
    if until is None:
        raise InvalidInput(sentence, field="valid_until")
    paid_by = form.get("paid_by", "")
    if paid_by not in tuple(PaidBy):
        raise InvalidInput(_("Pilih dari mana uangnya."), field="paid_by")
    grant = form.get("grant", "")
    number = (
        int(grant) if grant.isascii() and grant.isdigit() and len(grant) <= MOST_DIGITS else None
    )
    return NewBatch(_key(form), purpose, face, pieces, until, PaidBy(paid_by), number)


def reason(form: Mapping[str, str]) -> str:
    """Why a voucher is taken back."""
    return forms.line(form, "reason", required=_("Tulis mengapa voucher ini dibatalkan."))


def search(arguments: Mapping[str, str]) -> VoucherSearch:
    """Which vouchers to list; what is no state or batch means all of them."""
    chosen = arguments.get("state", "")
    return VoucherSearch(
        query(arguments),
        State(chosen) if chosen in tuple(State) else None,
        _key_or_none(arguments.get("batch", "")),
    )


def query(arguments: Mapping[str, str]) -> str:
    """What is looked for."""
    return forms.line(arguments, "q", longest=100)


def _money(form: Mapping[str, str], name: str) -> Money:
    try:
        return parse.money(form.get(name, ""))
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=name) from None


def _whole(form: Mapping[str, str], name: str) -> int:
    try:
        milli = parse.quantity(form.get(name, "")).milli
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=name) from None
    if milli % MILLI:
        raise InvalidInput(_("Isi dengan angka bulat."), field=name)
    return milli // MILLI


def _key(form: Mapping[str, str]) -> UUID:
    key = _key_or_none(form.get("key", ""))
    if key is None:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field="purpose")
    return key


def _key_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
