"""What is typed on the pages of pots, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core import forms
from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, ShopId
from core.money import Money
from members.pots.models import PotKind
from members.pots.pots import Details, Handed
from members.programmes.forms import key, money
from members.ways import PaidBy


def details(form: Mapping[str, str], shop_id: ShopId) -> Details:
    """A pot as typed."""
    kind = form.get("kind", "")
    if kind not in tuple(PotKind):
        raise InvalidInput(_("Pilih untuk apa titipannya."), field="kind")
    sentence = _("Isi mulai kapan.")
    opens_on = forms.iso_day(form, "opens_on", required=sentence)
    if opens_on is None:
        raise InvalidInput(sentence, field="opens_on")
    return Details(
        forms.line(form, "name", required=_("Isi nama titipannya."), longest=60), PotKind(kind),
        shop_id, opens_on, _optional(form, "weekly"), _optional(form, "target"),
        forms.iso_day(form, "ends_on"),
    )  # fmt: skip


def handed(form: Mapping[str, str], member_id: MemberId, shop_id: ShopId, *, today: date) -> Handed:
    """Money handed over; today unless the form says another day."""
    paid_by = form.get("paid_by", PaidBy.CASH)
    if paid_by not in tuple(PaidBy):
        raise InvalidInput(_("Pilih cara bayarnya."), field="paid_by")
    return Handed(
        key(form), member_id, money(form, "amount"), PaidBy(paid_by), shop_id,
        forms.iso_day(form, "booked_on") or today, forms.line(form, "note", longest=120),
    )  # fmt: skip


def member_number(form: Mapping[str, str]) -> int:
    """Whose money it is."""
    text = form.get("member", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(_("Isi nomor anggota, angka saja."), field="member")
    return int(text)


def _optional(form: Mapping[str, str], name: str) -> Money | None:
    return money(form, name) if form.get(name, "").strip() else None
