"""What a manager types to take a payment back, and what is searched for, as typed values."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from core import forms
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.models import Shop
from members.debtors import Debtor
from pos.reversals import people
from pos.reversals.listings import PaymentKind, PaymentSearch
from pos.reversals.remedies import Decision, Remedy


def decision(session: Session, form: Mapping[str, str]) -> Decision:
    """A decision as typed; the right member or customer is named by number."""
    chosen = form.get("remedy", "")
    if chosen not in tuple(Remedy):
        raise InvalidInput(_("Pilih di mana uangnya sekarang."), field="remedy")
    remedy = Remedy(chosen)
    to = _right_one(session, forms.line(form, "to")) if remedy is Remedy.MOVE else None
    return Decision(remedy, to, forms.line(form, "reason"))


def search(arguments: Mapping[str, str], places: list[Shop]) -> PaymentSearch:
    """Which payments to list, as the address says."""
    since, until = forms.iso_day(arguments, "from"), forms.iso_day(arguments, "to")
    if since and until and until < since:
        raise InvalidInput(_("Tanggal sampai lebih awal daripada tanggal mulai."), field="to")
    return PaymentSearch(
        query=forms.line(arguments, "q"),
        kind=_kind(arguments.get("kind", "")),
        shop_id=forms.shop_choice(arguments, places),
        since=since,
        until=until,
        only_reversed=arguments.get("reversed") == "1",
    )


def _right_one(session: Session, text: str) -> Debtor:
    try:
        found = people.by_number(session, text)
    except NotFound as problem:
        raise InvalidInput(problem.sentence, field="to") from None
    if found is None:
        raise InvalidInput(_("Sebut nomor yang benar."), field="to")
    return found


def _kind(text: str) -> PaymentKind | None:
    if text and text not in tuple(PaymentKind):
        raise InvalidInput(_("Jenis ini tidak ada."), field="kind")
    return PaymentKind(text) if text else None
