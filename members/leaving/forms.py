"""What is typed on the pages of leaving, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.money import Money
from members.leaving.payouts import WAYS, Payout
from members.leaving.queries import Search
from members.leaving.settlements import Leaving
from members.models import MemberStatus
from members.ways import PaidBy

Form = Mapping[str, str]
MOST = Money(10_000_000_000)
"""More than this is a typing error."""
LONGEST_REFERENCE = 60


def leaving(form: Form) -> Leaving:
    """What was decided of a member."""
    if form.get("sure") != "1":
        raise InvalidInput(_("Beri tanda bahwa angkanya sudah diperiksa."), field="sure")
    left_on = forms.iso_day(form, "left_on", required=_("Isi sejak kapan bukan anggota lagi."))
    if left_on is None:
        raise InvalidInput(_("Isi sejak kapan bukan anggota lagi."), field="left_on")
    return Leaving(
        id=_key(form, "key"),
        status=_status(form),
        left_on=left_on,
        reason=forms.line(form, "reason", required=_("Tulis alasannya.")),
        decided_by=forms.line(
            form, "decided_by", required=_("Tulis siapa yang memutuskan, atau nomor rapatnya.")
        ),
        expected=_net(form),
        heir_id=_key(form, "heir") if form.get("heir") else None,
    )


def payout(form: Form, shop_id: ShopId, booked_on: date) -> Payout:
    """Money to be handed out today."""
    way = form.get("way", "")
    if way not in tuple(WAYS):
        raise InvalidInput(_("Pilih tunai atau transfer bank."), field="way")
    return Payout(
        key(form), shop_id, amount(form, "amount"), PaidBy(way), booked_on,
        reference=forms.line(form, "reference", longest=LONGEST_REFERENCE),
        note=forms.line(form, "note", longest=LONGEST_REFERENCE),
    )  # fmt: skip


def receiver(form: Form) -> int:
    """The number of the member who gets it."""
    text = form.get("to", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidInput(_("Tulis nomor anggota penerimanya."), field="to")
    return int(text)


def amount(form: Form, name: str) -> Money:
    """Money that moves: more than nothing, and no typing error."""
    try:
        found = parse.money(form.get(name, ""))
    except InvalidInput as problem:
        raise InvalidInput(problem.sentence, field=name) from None
    if not Money(0) < found <= MOST:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol dan masuk akal."), field=name)
    return found


def key(form: Form) -> UUID:
    """What the form was made with, so that it is done once."""
    return _key(form, "key")


def search(arguments: Form) -> Search:
    """What the list is narrowed to."""
    return Search(forms.line(arguments, "q", longest=60), arguments.get("unpaid") == "1")


def _status(form: Form) -> MemberStatus:
    chosen = form.get("status", "")
    if chosen not in tuple(MemberStatus):
        raise InvalidInput(_("Pilih mengapa anggota ini keluar."), field="status")
    return MemberStatus(chosen)


def _net(form: Form) -> Money:
    """What the page said; it is no field that anybody fills in."""
    text = form.get("net", "")
    if not text.removeprefix("-").isdecimal() or len(text) > 18:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field="sure")
    return Money(int(text))


def _key(form: Form, name: str) -> UUID:
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        field = name if name == "heir" else "sure"
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field=field) from None
