"""What is typed on the pages of repacking, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from uuid import UUID

from werkzeug.datastructures import MultiDict

from core import forms, parse
from core.errors import InvalidInput
from core.format import quantity as shown
from core.i18n import _
from core.ids import PackId
from core.quantity import NONE, Quantity
from inventory.forms import LONGEST_REASON
from inventory.repacking.queries import RepackingView
from inventory.repacking.repacking import NewRepacking, Wanted
from inventory.repacking.taking_back import Mistake

MOST_LINES = 20
MOST_PARTS = 1_000_000


@dataclass(frozen=True, slots=True)
class TypedLine:
    """Goods to be filled, as typed."""

    code: str
    """Code and unit: ``101 dus``."""
    count: str
    content: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A repacking that is being put together, as typed."""

    opened: str = ""
    """Code and unit of what is opened; empty while nothing is chosen."""
    opened_count: str = ""
    lines: Sequence[TypedLine] = field(default=())

    @property
    def codes(self) -> list[str]:
        return [line.code for line in self.lines]


def typed(form: MultiDict[str, str]) -> Typed:
    """What stands on the page so far."""
    columns = (form.getlist(name) for name in ("pack", "count", "content", "share"))
    lines = [
        TypedLine(code[:60], count[:20], content[:20], share[:20])
        for code, count, content, share in zip_longest(*columns, fillvalue="")
        if code
    ]
    return Typed(form.get("opened", "")[:60], form.get("opened_count", "")[:20],
                 lines[:MOST_LINES])  # fmt: skip


def without(lines: Sequence[TypedLine], place: str) -> list[TypedLine]:
    """The lines but one."""
    return [line for number, line in enumerate(lines) if str(number) != place]


def as_last_time(last: RepackingView) -> Typed:
    """The same goods as on an earlier paper."""
    (opened,) = last.opened
    lines = [
        TypedLine(line.key, shown(line.packs), shown(line.content) if line.content else "",
                  "" if line.share is None else str(line.share))
        for line in last.filled
    ]  # fmt: skip
    return Typed(opened.key, shown(opened.packs), lines)


def new_repacking(form: Mapping[str, str], said: Typed, packs: Sequence[PackId]) -> NewRepacking:
    """What is wanted; ``packs`` are those of what is opened and of the lines, in their order."""
    opened = Wanted(packs[0], count(said.opened_count, "opened_count"))
    filled = [
        Wanted(pack, count(line.count), content(line.content), share(line.share))
        for pack, line in zip(packs[1:], said.lines, strict=True)
    ]
    return NewRepacking(
        _key(form), opened, filled, forms.line(form, "note", longest=LONGEST_REASON)
    )


def mistake(form: Mapping[str, str]) -> Mistake:
    """Why a paper is taken back."""
    return Mistake(_key(form), forms.line(form, "reason", longest=LONGEST_REASON))


def count(text: str, name: str = "goods") -> Quantity:
    """How many packs; more than none."""
    found = _quantity(text, name)
    if found <= NONE:
        raise InvalidInput(_("Jumlah ini harus lebih dari nol."), field=name)
    return found


def content(text: str) -> Quantity | None:
    """How much of what is opened is in one unit; nothing typed: not known."""
    return count(text) if text.strip() else None


def share(text: str) -> int | None:
    """Parts of the cost; nothing typed: none were given."""
    plain = text.strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and int(plain) <= MOST_PARTS):
        raise InvalidInput(_("Isi bagian biaya dengan angka bulat, misalnya 80."), field="goods")
    return int(plain)


def _quantity(text: str, name: str) -> Quantity:
    try:
        return parse.quantity(text)
    except InvalidInput as error:
        raise InvalidInput(error.sentence, field=name) from None


def _key(form: Mapping[str, str]) -> UUID:
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Muat ulang halaman ini, lalu isi lagi.")) from None
