"""What is typed on the pages of transfers, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.quantity import NONE, Quantity
from inventory.forms import LONGEST_REASON
from inventory.transfers.queries import State, TransferSearch
from inventory.transfers.transfers import Step

MOST_LINES = 300
QUANTITY = "quantity-"
LAST_DAY = "expires-"


class Typed(Protocol):
    """A form in which a name may stand several times."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of a transfer that is being put together, as typed."""

    code: str
    """Code and unit: ``101 dus``."""
    count: str


def wanted(form: Typed) -> list[Wanted]:
    """The lines so far; as many as fit one paper."""
    codes, counts = form.getlist("pack"), form.getlist("count")
    lines = [Wanted(code[:60], count[:20]) for code, count in zip(codes, counts, strict=False)]
    return lines[:MOST_LINES]


def without(lines: Sequence[Wanted], place: str) -> list[Wanted]:
    """The lines but one."""
    return [line for number, line in enumerate(lines) if str(number) != place]


def key(form: Mapping[str, str]) -> UUID:
    """What the page gave this form, so that it counts once."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Muat ulang halaman ini, lalu isi lagi.")) from None


def count(text: str, field: str = "goods") -> Quantity:
    """How many packs; more than none."""
    found = _quantity(text, field)
    if found <= NONE:
        raise InvalidInput(_("Jumlah ini harus lebih dari nol."), field=field)
    return found


def step(form: Mapping[str, str]) -> Step:
    """What arrived or was lost: base units by line; a line left empty is none."""
    note = forms.line(form, "note", longest=LONGEST_REASON)
    return Step(key(form), dict(_quantities(form)), note, dict(_last_days(form)))


def search(arguments: Mapping[str, str], shops: list[Shop]) -> TransferSearch:
    """What the list is asked for; a state or shop nobody knows is the usual one."""
    state = arguments.get("state", "")
    chosen = next((shop for shop in shops if shop.code == arguments.get("shop")), None)
    return TransferSearch(
        words=" ".join(arguments.get("q", "").split())[:60],
        state=State(state) if state in tuple(State) else State.OPEN,
        shop_id=ShopId(chosen.id) if chosen else None,
    )


def _quantities(form: Mapping[str, str]) -> Iterator[tuple[int, Quantity]]:
    for name, text in form.items():
        place = name.removeprefix(QUANTITY)
        if name.startswith(QUANTITY) and place.isdecimal() and text.strip():
            yield int(place), _quantity(text, name)


def _last_days(form: Mapping[str, str]) -> Iterator[tuple[int, date]]:
    for name in form:
        place = name.removeprefix(LAST_DAY)
        day = forms.iso_day(form, name) if name.startswith(LAST_DAY) else None
        if day is not None and place.isdecimal():
            yield int(place), day


def _quantity(text: str, field: str) -> Quantity:
    try:
        found = parse.quantity(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=field) from None
    if found < NONE:
        raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field=field)
    return found
