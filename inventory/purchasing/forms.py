"""What is typed on the pages of purchasing, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from core import forms, parse
from core.errors import InvalidInput
from core.i18n import _
from core.ids import PackId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.purchasing.goods_receipts import Arrived
from inventory.purchasing.matching import Wanted
from inventory.purchasing.models import OrderState
from inventory.purchasing.orders import MOST_LINES
from inventory.purchasing.sending_back import GoingBack

Form = Mapping[str, str]
Value = TypeVar("Value")
LONGEST_NOTE = 200
_COLUMNS = {
    "code": 40, "quantity": 40, "price": 40, "free": 40, "damaged": 40, "expires": 40, "batch": 40,
    "their-code": 40, "their-name": 80,
}  # fmt: skip
"""What a line has, and how long each may be."""


class Several(Protocol):
    """A form in which a name may stand several times."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of an order or of goods that arrived, as typed."""

    code: str
    """Code and unit: ``101 dus``."""
    quantity: str = ""
    price: str = ""
    free: str = ""
    damaged: str = ""
    expires: str = ""
    batch: str = ""
    their_code: str = ""
    their_name: str = ""


def typed_lines(form: Several) -> list[TypedLine]:
    """The lines so far, as many as fit one paper."""
    columns = [form.getlist(f"line-{name}") for name in _COLUMNS]
    rows = len(columns[0])
    filled = [
        [text[:longest] for text in column + [""] * (rows - len(column))]
        for column, longest in zip(columns, _COLUMNS.values(), strict=True)
    ]
    return [TypedLine(*row) for row in zip(*filled, strict=False)][:MOST_LINES]


def without(lines: Sequence[TypedLine], place: str) -> list[TypedLine]:
    """The lines but one."""
    return [line for number, line in enumerate(lines) if str(number) != place]


def with_one_more(lines: Sequence[TypedLine], added: TypedLine) -> list[TypedLine]:
    """The same goods again are more of them on their line; others stand below."""
    for place, line in enumerate(lines):
        if line.code == added.code:
            more = quantity(line.quantity or "0") + quantity(added.quantity)
            text = shown_quantity(more)
            return [*lines[:place], replace(line, quantity=text), *lines[place + 1 :]]
    return [*lines, added]


def wanted(line: TypedLine, pack_id: PackId) -> Wanted:
    """A line of an order."""
    return Wanted(pack_id, quantity(line.quantity), price(line.price))


def arrived(line: TypedLine, pack_id: PackId) -> Arrived:
    """A line of goods that arrived; a field left empty is none."""
    return Arrived(
        pack_id=pack_id,
        quantity=quantity(line.quantity),
        price=price(line.price),
        free=quantity(line.free),
        damaged=quantity(line.damaged),
        expires_on=_day(line.expires),
        batch_code=line.batch.strip(),
        their_code=_plain(line.their_code),
        their_name=_plain(line.their_name),
    )


def is_filled(line: TypedLine) -> bool:
    """Something of it arrived."""
    return any(quantity(text) for text in (line.quantity, line.free, line.damaged))


def going_back(form: Form, positions: Iterable[int]) -> GoingBack:
    """Packs that go back, by line; a line left empty stays."""
    found = {place: quantity(form.get(f"back-{place}", "")) for place in positions}
    return GoingBack(
        {place: many for place, many in found.items() if many},
        forms.line(form, "reason", longest=LONGEST_NOTE),
        key(form),
    )


def key(form: Form) -> UUID:
    """What the page gave this form, so that it counts once."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Muat ulang halaman ini, lalu isi lagi.")) from None


def quantity(text: str) -> Quantity:
    """How many packs; none when nothing is typed."""
    return _read(parse.quantity, text) if text.strip() else NONE


def price(text: str) -> Money:
    """The price of a pack; nothing when nothing is typed."""
    return _read(parse.money, text) if text.strip() else ZERO


def state(arguments: Form) -> OrderState | None:
    """The state a list is narrowed to; what is no state means all of them."""
    chosen = arguments.get("state", "")
    return OrderState(chosen) if chosen in tuple(OrderState) else None


def shown_quantity(value: Quantity) -> str:
    """A quantity as a field shows it: ``2,5``, without dots."""
    whole, rest = divmod(value.milli, Quantity.of(1).milli)
    return f"{whole},{rest:03d}".rstrip("0") if rest else str(whole)


def _day(text: str) -> date | None:
    return forms.iso_day({"lines": text}, "lines")


def _plain(text: str) -> str:
    """A name as one line, without what no paper can show."""
    return forms.line({"lines": text}, "lines", longest=max(_COLUMNS.values()))


def _read(read: Callable[[str], Value], text: str) -> Value:
    try:
        return read(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field="lines") from None
