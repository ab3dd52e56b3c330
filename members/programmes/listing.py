"""Lists of member numbers, with or without an amount, as pasted or out of a file. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core import parse
from core.errors import InvalidInput
from core.i18n import _
from core.money import ZERO, Money
from core.tables import Table

MOST_LINES = 5_000
_NUMBERS = re.compile(r"[0-9]{1,9}(?:[\s,;.]+[0-9]{1,9})*")
_ROW = re.compile(r"\s*([0-9]{1,9})\s*(?:[;|\t]|,\s|\s)(.*)", re.DOTALL)
_CUTS = re.compile(r"[;|\t]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: what it says, or why it cannot be taken."""

    line: int
    """As the text counts them, from 1."""
    number: int = 0
    """The member's; 0 when it says none."""
    amount: Money = ZERO
    problem: str = ""


def numbers(text: str) -> tuple[int, ...]:
    """Member numbers with blanks, commas or lines between them; each once, in their order.

    Raises InvalidInput for anything else.
    """
    plain = text.strip()
    if not plain:
        raise InvalidInput(_("Tulis nomor anggotanya."), field="numbers")
    if not (plain.isascii() and _NUMBERS.fullmatch(plain)):
        raise InvalidInput(
            _("Tulis nomor anggota saja, dipisah koma, spasi atau baris baru."), field="numbers"
        )
    found = dict.fromkeys(int(number) for number in re.split(r"[\s,;.]+", plain))
    if len(found) > MOST_LINES:
        raise _too_long("numbers")
    return tuple(found)


def amounts(text: str) -> tuple[Listed, ...]:
    """Lines of ``number;amount``; what stands between, like a name, is passed over.

    A first line of headings is passed over, too. Raises InvalidInput for an empty list.
    """
    lines = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip()]
    if lines and not re.search(r"[0-9]", lines[0][1]):
        lines = lines[1:]
    if not lines:
        raise InvalidInput(_("Daftarnya kosong."), field="list")
    if len(lines) > MOST_LINES:
        raise _too_long("list")
    return _without_twins([_listed(place, line) for place, line in lines])


def text_of(table: Table) -> str:
    """A file as the text that somebody would have pasted: the first cell and the last one."""
    rows = ([cell.strip() for cell in row.cells if cell.strip()] for row in table.rows)
    return "\n".join(";".join((row[0], row[-1]) if len(row) > 1 else row) for row in rows)


def _listed(place: int, line: str) -> Listed:
    found = _ROW.fullmatch(line)
    if found is None:
        return Listed(place, problem=_("Baris ini bukan “nomor;jumlah”."))
    number = int(found[1])
    cells = [cell for cell in _CUTS.split(found[2]) if cell.strip()]
    try:
        amount = parse.money(cells[-1] if cells else "")
    except InvalidInput as error:
        return Listed(place, number, problem=error.sentence)
    if amount <= ZERO:
        return Listed(place, number, amount, _("Jumlahnya harus lebih dari nol."))
    return Listed(place, number, amount)


def _without_twins(rows: Sequence[Listed]) -> tuple[Listed, ...]:
    times = Counter(row.number for row in rows if row.number)
    return tuple(
        replace(row, problem=_("Nomor ini ada lebih dari sekali di daftar."))
        if not row.problem and times[row.number] > 1
        else row
        for row in rows
    )


def _too_long(field: str) -> InvalidInput:
    return InvalidInput(
        _("Paling banyak %(n)s baris sekaligus; bagi daftarnya.", n=MOST_LINES), field=field
    )
