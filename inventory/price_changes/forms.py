"""What is typed to change many prices, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from werkzeug.datastructures import MultiDict

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import PackId
from core.models import Shop
from core.money import ZERO, Money
from core.quantity import MILLI
from inventory.forms import LONGEST_REASON
from inventory.models import PriceList
from inventory.price_changes.price_changes import Ticked
from inventory.price_changes.proposing import STEPS, Change
from inventory.price_changes.queries import MOST_PACKS, Target

LISTS = (PriceList.GENERAL, PriceList.MEMBER)
"""Lists that can be changed at once; the others depend on quantity or on credit."""
MOST_PERCENT = 500
_KEY = re.compile(r"[0-9a-f]{32}")


def target(form: Mapping[str, str], shops: list[Shop], *, today: date) -> Target:
    """Whose prices are changed, and from which day on."""
    chosen = form.get("list", PriceList.GENERAL)
    if chosen not in LISTS:
        raise InvalidInput(_("Pilih daftar harganya."), field="list")
    first = forms.iso_day(form, "valid_from") or today
    if first < today:
        raise InvalidInput(_("Harga tidak dapat berlaku mundur."), field="valid_from")
    return Target(PriceList(chosen), forms.shop_choice(form, shops), first)


def step(form: Mapping[str, str]) -> int:
    """What prices are rounded to."""
    text = form.get("step", "100")
    if text not in {str(size) for size in STEPS}:
        raise InvalidInput(_("Pilih pembulatannya."), field="step")
    return int(text)


def change(form: Mapping[str, str]) -> Change:
    """Up or down, by a part or an amount; not by nothing."""
    found = Change(percent(form, "percent"), _amount(form))
    if found == Change():
        raise InvalidInput(_("Isi berapa persen atau berapa rupiah."), field="percent")
    return found


def percent(form: Mapping[str, str], name: str) -> int:
    """Per cent as basis points, ``-2,5`` is -250; nothing typed is none."""
    text = form.get(name, "").strip().rstrip("%").strip()
    if not text:
        return 0
    try:
        milli = parse.quantity(text).milli
    except InvalidInput:
        raise InvalidInput(_("Isi persen, misalnya 5 atau -2,5."), field=name) from None
    if abs(milli) > MOST_PERCENT * MILLI or milli % 10:
        raise InvalidInput(_("Isi persen, misalnya 5 atau -2,5."), field=name)
    return milli // 10


def _amount(form: Mapping[str, str]) -> Money:
    text = form.get("amount", "").strip()
    if not text:
        return ZERO
    try:
        return parse.money(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field="amount") from None


@dataclass(frozen=True, slots=True)
class Typed:
    """A row of the preview as somebody left it."""

    pack_id: PackId
    price: str
    is_ticked: bool
    may_lose: bool
    note: str = ""
    """The line of the message it came from."""


def rows(form: MultiDict[str, str]) -> list[Typed]:
    """The rows of the preview as they were sent back."""
    keys = form.getlist("row")
    if len(keys) > MOST_PACKS or not all(_KEY.fullmatch(key) for key in keys):
        raise InvalidInput(_("Daftar ini tidak dapat dibaca; mulai lagi."))
    return [
        Typed(
            PackId(UUID(key)), form.get(f"price-{key}", ""), key in form.getlist("pick"),
            f"below-{key}" in form, form.get(f"note-{key}", "")[:200],
        )
        for key in dict.fromkeys(keys)
    ]  # fmt: skip


def reason(form: Mapping[str, str]) -> str:
    """Why prices that were ticked so may be below what the goods cost."""
    return forms.line(form, "below_reason", longest=LONGEST_REASON)


def ticked(typed: list[Typed]) -> list[Ticked]:
    """The new prices that are wanted. Raises InvalidInput when there is none."""
    wanted = [_ticked(row) for row in typed if row.is_ticked]
    if not wanted:
        raise InvalidInput(_("Centang paling sedikit satu harga."))
    return wanted


def _ticked(row: Typed) -> Ticked:
    try:
        return Ticked(row.pack_id, parse.money(row.price), row.may_lose)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=f"price-{row.pack_id.hex}") from None
