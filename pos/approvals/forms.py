"""The form for a code over the telephone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import TillId
from core.models import Shop
from core.money import ZERO, Money
from pos.documents import ApprovalAction
from pos.models import Till


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """What a clerk reads out over the telephone."""

    till_id: TillId
    action: ApprovalAction
    amount: Money
    challenge: str


def code_wanted(form: Mapping[str, str], tills: Sequence[tuple[Till, Shop]]) -> CodeWanted:
    """What the manager typed. Raises InvalidInput with the field."""
    chosen = next((till for till, _shop in tills if str(till.id) == form.get("till")), None)
    if chosen is None or not chosen.active:
        raise InvalidInput(_("Pilih kasirnya."), field="till")
    try:
        action = ApprovalAction(form.get("action", ""))
    except ValueError:
        raise InvalidInput(_("Pilih tindakannya."), field="action") from None
    amount = _amount(form.get("amount") or "0")
    return CodeWanted(TillId(chosen.id), action, amount, form.get("challenge", "").strip())


def _amount(text: str) -> Money:
    try:
        amount = parse.money(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field="amount") from None
    if amount < ZERO:
        raise InvalidInput(_("Jumlahnya tidak boleh negatif."), field="amount")
    return amount
