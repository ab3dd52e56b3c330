"""What is typed at the office desk, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.money import Money
from members.balances import Account
from members.office.desk import OFFERED, OVER_THE_COUNTER, Task, Wish
from members.ways import PaidBy

Form = Mapping[str, str]
MOST = Money(1_000_000_000)
"""More than this is a typing error."""
LONGEST_REFERENCE, LONGEST_NOTE = 60, 120


def task(name: str) -> Task:
    """The task an address names. Raises NotFound."""
    if name not in tuple(Task):
        raise NotFound(_("Halaman ini tidak ada."))
    return Task(name)


def wish(form: Form, wanted: Task) -> Wish:
    """What is to be done."""
    booked_on = forms.iso_day(form, "booked_on", required=_("Isi tanggalnya."))
    if booked_on is None:
        raise InvalidInput(_("Isi tanggalnya."), field="booked_on")
    return Wish(
        key=key(form),
        task=wanted,
        account=_account(form, wanted),
        amount=amount(form.get("amount", "")),
        way=_way(form, wanted),
        booked_on=booked_on,
        reference=forms.line(form, "reference", longest=LONGEST_REFERENCE),
        note=forms.line(form, "note", longest=LONGEST_NOTE),
    )


def key(form: Form) -> UUID:
    """What the form was made with, so that it is done once."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field="amount") from None


def amount(text: str) -> Money:
    """Money that moves: more than nothing, and no typing error."""
    try:
        found = parse.money(text)
    except InvalidInput as problem:
        raise InvalidInput(problem.sentence, field="amount") from None
    if not Money(0) < found <= MOST:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol dan masuk akal."), field="amount")
    return found


@dataclass(frozen=True, slots=True)
class Search:
    """What the list of slips is asked for."""

    words: str = ""
    task: Task | None = None
    account: Account | None = None
    first: date | None = None
    last: date | None = None
    batch: str = ""
    """Only those taken in together."""

    @property
    def is_narrow(self) -> bool:
        return self != Search()


def search(arguments: Form) -> Search:
    """How the list is narrowed; what means nothing means everything."""
    wanted, account = arguments.get("task", ""), arguments.get("account", "")
    return Search(
        words=" ".join(arguments.get("q", "").split())[:60],
        task=Task(wanted) if wanted in tuple(Task) else None,
        account=Account(account) if account in tuple(Account) else None,
        first=forms.iso_day(arguments, "from"),
        last=forms.iso_day(arguments, "to"),
        batch=arguments.get("batch", "")[:60],
    )


def reason(form: Form) -> str:
    """Why a slip is taken back."""
    return forms.line(form, "reason", required=_("Tulis alasannya."), longest=LONGEST_NOTE)


def _account(form: Form, wanted: Task) -> Account:
    text, offered = form.get("account", ""), OFFERED[wanted]
    if not text and len(offered) == 1:
        return offered[0]
    if text not in offered:
        raise InvalidInput(_("Pilih rekeningnya."), field="account")
    return Account(text)


def _way(form: Form, wanted: Task) -> PaidBy:
    if wanted is Task.TRANSFER:
        return PaidBy.SUKARELA
    text = form.get("way", "")
    if text not in OVER_THE_COUNTER:
        raise InvalidInput(_("Pilih cara bayarnya."), field="way")
    return PaidBy(text)
