"""What is typed on the pages of the surplus, as typed values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.money import ZERO, Money
from members.shu.payouts import AT_ONCE, WAYS, Batch, Payment
from members.shu.queries import SORTS
from members.shu.waiting import Wanted
from members.ways import PaidBy

Form = Mapping[str, str]
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class ListOf:
    """How a list of members is narrowed and ordered."""

    words: str = ""
    sort: str = "number"

    @property
    def is_narrow(self) -> bool:
        return bool(self.words)


def list_of(arguments: Form) -> ListOf:
    """What means nothing means everything."""
    sort = arguments.get("sort", "")
    words = " ".join(arguments.get("q", "").split())[:60]
    return ListOf(words, sort if sort in SORTS else "number")


def reason(form: Form) -> str:
    """Why a proposal is withdrawn."""
    return forms.line(form, "reason", required=_("Tulis alasannya."), longest=LONGEST_REASON)


def correction(form: Form) -> str:
    """What a proposal corrects; empty for the first of a year."""
    return forms.line(form, "reason", longest=LONGEST_REASON)


def decision(form: Form) -> str:
    """The number of a meeting's decision."""
    return forms.line(form, "decision", required=_("Pilih keputusan rapatnya."), longest=40)


def sure(form: Form) -> None:
    """Raises InvalidInput when the box beside what cannot be undone is not ticked."""
    if form.get("sure") != "1":
        raise InvalidInput(_("Centang dulu bahwa ini sudah diperiksa."), field="sure")


WAITING_SORTS = ("amount", "number", "oldest")


def wanted(arguments: Form, numbers: Sequence[str] = ()) -> Wanted:
    """Who is looked for in the list of those who wait; what means nothing means everything."""
    year, sort = arguments.get("year", ""), arguments.get("sort", "")
    return Wanted(
        words=" ".join(arguments.get("q", "").split())[:60],
        year=int(year) if year.isascii() and year.isdigit() and len(year) <= 4 else None,
        sort=sort if sort in WAITING_SORTS else "amount",
        numbers=frozenset(int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 10),
    )


def payment(form: Form) -> Payment:
    """What one member is paid."""
    return Payment(
        key(form),
        _amount(form.get("amount", "")),
        _way(form, WAYS),
        _booked_on(form),
        forms.line(form, "reference", longest=60),
        consents=form.get("consents") == "1",
    )


def batch(form: Form, shop_id: ShopId) -> Batch:
    """How many are paid at once."""
    return Batch(key(form), _way(form, AT_ONCE), _booked_on(form), shop_id)


def key(form: Form) -> UUID:
    """What the form was made with, so that it pays once."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field="way") from None


def _amount(text: str) -> Money:
    try:
        found = parse.money(text)
    except InvalidInput as problem:
        raise InvalidInput(problem.sentence, field="amount") from None
    if found <= ZERO:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol."), field="amount")
    return found


def _way(form: Form, ways: Sequence[PaidBy]) -> PaidBy:
    text = form.get("way", "")
    if text not in ways:
        raise InvalidInput(_("Pilih cara bayarnya."), field="way")
    return PaidBy(text)


def _booked_on(form: Form) -> date:
    found = forms.iso_day(form, "booked_on", required=_("Isi tanggalnya."))
    if found is None:
        raise InvalidInput(_("Isi tanggalnya."), field="booked_on")
    return found
