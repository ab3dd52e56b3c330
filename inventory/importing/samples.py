"""Empty files to fill in: one for each kind, and one for a count with the goods in it."""

from __future__ import annotations

from collections.abc import Sequence

from core.exports import Column, Sheet
from core.i18n import _
from inventory.counts.queries import Goods
from inventory.importing.kind import Kind
from inventory.importing.words import KINDS


def sample_sheet(kind: Kind) -> Sheet:
    """The headings of a kind of file with an example."""
    columns = tuple(Column(str(heading)) for heading in kind.sample.headings)
    return Sheet(str(KINDS[kind.name]), columns, kind.sample.rows)


def count_sheet(number: str, goods: Sequence[Goods]) -> Sheet:
    """The goods of a count, with room for what is there."""
    columns = (_("kode"), _("nama"), _("satuan"), _("hitungan"), _("rak"), _("dihitung pada"))
    return Sheet(
        _("Hitungan %(number)s", number=number),
        tuple(Column(heading) for heading in columns),
        [(item.code, item.name, item.unit, "", "", "") for item in goods],
    )
