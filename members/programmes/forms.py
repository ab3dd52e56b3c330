"""What is typed on the pages of programmes, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import Money
from members.programmes.grants import NewGrant, NewRelease
from members.programmes.models import GrantForm, ReleasedTo
from members.programmes.participations import Agreement, NewReturn
from members.programmes.programmes import Details
from members.ways import PaidBy

Choice = TypeVar("Choice", bound=StrEnum)


def details(form: Mapping[str, str]) -> Details:
    """A programme as typed."""
    return Details(
        forms.line(form, "code", required=_("Isi kode program."), longest=20).upper(),
        forms.line(form, "name", required=_("Isi nama program."), longest=100),
        forms.line(form, "funder", longest=100),
        forms.lines(form, "note", longest=500),
    )


def grant(form: Mapping[str, str], shop_id: ShopId, programme_id: UUID | None) -> NewGrant:
    """A grant as typed."""
    return NewGrant(
        key(form), shop_id,
        forms.line(form, "giver", required=_("Tulis siapa pemberinya."), longest=120),
        _choice(form, "form", GrantForm, _("Pilih bentuk hibahnya.")),
        money(form, "amount"), form.get("restricted") == "1", booked_on(form),
        forms.line(form, "condition", longest=300), programme_id,
    )  # fmt: skip


def release(form: Mapping[str, str]) -> NewRelease:
    """What is released of a grant."""
    return NewRelease(
        key(form), money(form, "amount"),
        _choice(form, "to", ReleasedTo, _("Pilih menjadi apa dananya.")),
        forms.line(form, "reason", required=_("Tulis alasan dan buktinya."), longest=300),
        booked_on(form), paid_by(form, PaidBy.CASH),
    )  # fmt: skip


def agreement(
    form: Mapping[str, str], shop_id: ShopId, *, programme_id: UUID | None, grant_id: UUID | None
) -> Agreement:
    """What the paper of a participation says."""
    day = booked_on(form)
    sentence = _("Isi tanggal perjanjian.")
    return Agreement(
        shop_id,
        forms.line(form, "agreement", required=_("Tulis nomor dan tanggal perjanjiannya."),
                   longest=120),
        forms.iso_day(form, "agreed_on", required=sentence) or day,
        day, paid_by(form), forms.line(form, "terms", longest=300), programme_id, grant_id,
    )  # fmt: skip


def giving_back(form: Mapping[str, str]) -> NewReturn:
    """Participation capital to be paid back."""
    return NewReturn(
        key(form), money(form, "amount"), paid_by(form),
        forms.line(form, "reason", required=_("Tulis alasannya."), longest=300), booked_on(form),
    )  # fmt: skip


def reason(form: Mapping[str, str]) -> str:
    """Why something is undone."""
    return forms.line(form, "reason", required=_("Tulis alasannya."), longest=300)


def query(arguments: Mapping[str, str]) -> str:
    """What is looked for."""
    return " ".join(arguments.get("q", "").split())[:60]


def member_number(form: Mapping[str, str]) -> int | None:
    """The member's number; None when it is left empty."""
    text = form.get("member", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(_("Nomor anggota terdiri dari angka saja."), field="member")
    return int(text)


def booked_on(form: Mapping[str, str]) -> date:
    """The day on which it is booked."""
    sentence = _("Isi tanggalnya.")
    found = forms.iso_day(form, "booked_on", required=sentence)
    if found is None:
        raise InvalidInput(sentence, field="booked_on")
    return found


def money(form: Mapping[str, str], name: str) -> Money:
    """An amount; the sentence names its field."""
    try:
        return parse.money(form.get(name, ""))
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=name) from None


def paid_by(form: Mapping[str, str], otherwise: PaidBy | None = None) -> PaidBy:
    """How it is paid."""
    if otherwise is not None and not form.get("paid_by"):
        return otherwise
    return _choice(form, "paid_by", PaidBy, _("Pilih dari mana uangnya."))


def place(form: Mapping[str, str], places: Sequence[Shop]) -> ShopId:
    """In whose books it is written; the only one needs no choosing."""
    code = form.get("shop", "")
    for shop in places:
        if shop.code == code or (not code and len(places) == 1):
            return ShopId(shop.id)
    raise InvalidInput(_("Pilih di buku siapa ini dicatat."), field="shop")


def key(form: Mapping[str, str]) -> UUID:
    """The key that the page made, so that sending it twice does it once."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi.")) from None


def _choice(form: Mapping[str, str], name: str, kind: type[Choice], sentence: str) -> Choice:
    try:
        return kind(form.get(name, ""))
    except ValueError:
        raise InvalidInput(sentence, field=name) from None
