"""What is typed on the pages of debts given up, as typed values; raises InvalidInput."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import Money
from members.debtors import Debtor
from members.ways import PaidBy
from members.write_offs.provisions import PAID_INTO, Provision, Recovery
from members.write_offs.queries import Search, State
from members.write_offs.write_offs import Proposal

Form = Mapping[str, str]
MOST = Money(10_000_000_000)
"""More than this is a typing error."""


def proposal(form: Form, debtor: Debtor, shops: list[Shop]) -> Proposal:
    """A debt to be given up."""
    return Proposal(_key(form), debtor, _shop(form, shops), _amount(form), _reason(form))


def provision(form: Form, shops: list[Shop]) -> Provision:
    """What is set aside more, or less."""
    amount = _amount(form)
    signed = -amount if form.get("kind") == "less" else amount
    return Provision(_key(form), _shop(form, shops), signed, _reason(form))


def recovery(form: Form, shop_id: ShopId) -> Recovery:
    """Money for a debt that was given up."""
    way = form.get("way", "")
    if way not in tuple(PAID_INTO):
        raise InvalidInput(_("Pilih tunai atau transfer bank."), field="way")
    return Recovery(_key(form), shop_id, _amount(form), PaidBy(way))


def search(arguments: Form) -> Search:
    """What the list is narrowed to; what is no state means all of them."""
    chosen = arguments.get("state", "")
    state = State(chosen) if chosen in tuple(State) else None
    return Search(forms.line(arguments, "q", longest=60), state)


def _shop(form: Form, shops: list[Shop]) -> ShopId:
    chosen = forms.shop_choice(form, shops)
    if chosen is None:
        raise InvalidInput(_("Pilih toko yang dibukukan."), field="shop")
    return chosen


def _reason(form: Form) -> str:
    return forms.line(form, "reason", required=_("Tulis alasannya."))


def _amount(form: Form) -> Money:
    try:
        found = parse.money(form.get("amount", ""))
    except InvalidInput as problem:
        raise InvalidInput(problem.sentence, field="amount") from None
    if not Money(0) < found <= MOST:
        raise InvalidInput(_("Jumlahnya harus lebih dari nol dan masuk akal."), field="amount")
    return found


def _key(form: Form) -> UUID:
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."), field="amount") from None
