"""What is typed on the pages of opening balances, read into typed values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from core import parse
from core.errors import InvalidInput
from core.format import number
from core.forms import iso_day, line, shop_choice
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, Money
from members.models import Member
from members.opening.bons import PaperBon
from members.opening.models import PartyKind
from members.opening.months import carried
from members.opening.parties import PaperDebt, Party
from members.opening.taken_over import FIELDS, Owned, Said

LONGEST_REFERENCE = 36
MONTH_FIELDS = ("shares", "sukarela")

Form = Mapping[str, str]


def cut_over(form: Form) -> date:
    """The first day in Lumbung."""
    return _day(form, "cut_over", _("Isi hari pertama di Lumbung."))


def account_amount(form: Form) -> Money:
    """A line of a trial balance, debit +: one of the two columns."""
    debit, credit = money(form, "debit"), money(form, "credit")
    if debit and credit:
        raise InvalidInput(_("Isi debet atau kredit, tidak keduanya."), field="credit")
    if not (form.get("debit", "").strip() or form.get("credit", "").strip()):
        raise InvalidInput(_("Isi debet atau kredit."), field="debit")
    return debit - credit


def member_number(form: Form, name: str = "number") -> int:
    """The number of a member, as on her card."""
    text = form.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(_("Ketik nomor anggota."), field=name)
    return int(text)


def said(form: Form, months: Sequence[date]) -> Said:
    """What paper says of a member; a month that is left empty is like the one before."""
    amounts = {name: money(form, name) for name in FIELDS}
    return Said(**amounts, months=_months(form, months))


def typed_of(said: Said | None) -> dict[str, str]:
    """The same as the form shows it."""
    if said is None:
        return {}
    typed = {name: _written(said.of(name)) for name in FIELDS}
    for month_end, owned in said.months.items():
        typed[f"shares-{month_end}"] = _written(owned.shares, zero="0")
        typed[f"sukarela-{month_end}"] = _written(owned.sukarela, zero="0")
    return typed


def bon(form: Form, member: Member, shops: list[Shop]) -> PaperBon:
    """An open bon; of the member's home shop when none is chosen."""
    return PaperBon(
        key(form),
        member.id,  # type: ignore[arg-type]
        shop_choice(form, shops) or ShopId(member.shop_id),
        _day(form, "bought_on", _("Isi tanggal bonnya.")),
        money(form, "amount"),
        iso_day(form, "due_on"),
    )


def debt(form: Form, kind: PartyKind, party: Party, shop_id: ShopId) -> PaperDebt:
    """What is owed to a supplier or producer."""
    return PaperDebt(
        key(form), kind, party.id, shop_id, money(form, "amount"), iso_day(form, "due_on"),
        line(form, "reference", longest=LONGEST_REFERENCE),
    )  # fmt: skip


def key(form: Form, name: str = "key") -> UUID:
    """What the page gave this form, so that it counts once."""
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        raise InvalidInput(_("Muat ulang halaman ini, lalu isi lagi.")) from None


def money(form: Form, name: str) -> Money:
    """An amount, not below zero; empty is nothing."""
    text = form.get(name, "").strip()
    if not text:
        return ZERO
    try:
        amount = parse.money(text)
    except InvalidInput as problem:
        raise InvalidInput(problem.sentence, field=name) from None
    if amount < ZERO:
        raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field=name)
    return amount


def _months(form: Form, months: Sequence[date]) -> Mapping[date, Owned]:
    names = [f"{field}-{month_end}" for month_end in months for field in MONTH_FIELDS]
    if not any(form.get(name, "").strip() for name in names):
        return {}
    shares, sukarela = (_carried(form, field, months) for field in MONTH_FIELDS)
    pairs = zip(months, shares, sukarela, strict=True)
    return {month_end: Owned(share, free) for month_end, share, free in pairs}


def _carried(form: Form, field: str, months: Sequence[date]) -> list[Money]:
    names = (f"{field}-{month_end}" for month_end in months)
    return carried([money(form, name) if form.get(name, "").strip() else None for name in names])


def _day(form: Form, name: str, missing: str) -> date:
    found = iso_day(form, name, required=missing)
    if found is None:
        raise InvalidInput(missing, field=name)
    return found


def _written(amount: Money, zero: str = "") -> str:
    return number(amount.amount) if amount else zero
