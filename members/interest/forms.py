"""What is typed on the pages of interest, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping

from core import forms, parse
from core.errors import InvalidInput
from core.format import day
from core.i18n import _
from core.money import Money
from core.quantity import MILLI
from members.dues.forms import month
from members.interest.settings import MOST_RATE
from members.interest.switching import Switch

Form = Mapping[str, str]


def switch(form: Form) -> Switch:
    """A rate in per cent a year, from which month, and the licence it rests on."""
    rate = _rate(form.get("rate", ""))
    number = forms.line(form, "licence", longest=80)
    on = forms.iso_day(form, "licensed_on")
    if rate and not number:
        raise InvalidInput(_("Isi nomor izin usaha simpan pinjam."), field="licence")
    if rate and on is None:
        raise InvalidInput(_("Isi tanggal izinnya."), field="licensed_on")
    if rate and len(number) < 3:
        raise InvalidInput(_("Nomor izin itu terlalu pendek."), field="licence")
    licence = f"{number}, {day(on)}" if number and on else ""
    return Switch(rate, licence, month(form, "since"))


def seen(form: Form) -> Money:
    """The interest that was shown when the button was pressed."""
    try:
        return Money(int(form.get("seen", "")))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; periksa sekali lagi.")) from None


def _rate(text: str) -> int:
    """Per cent with at most two decimals, as basis points."""
    try:
        milli = parse.quantity(text.strip().removesuffix("%")).milli
    except InvalidInput:
        milli = -1
    if milli < 0 or milli * 100 % MILLI or milli * 100 // MILLI > MOST_RATE:
        raise InvalidInput(
            _("Isi persen setahun, dari 0 sampai 24, paling banyak dua angka di belakang koma."),
            field="rate",
        )
    return milli * 100 // MILLI
