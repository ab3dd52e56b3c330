"""Counted sheets taken back, while their count is open and nobody counted the goods over."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.i18n import _
from inventory.counts import counts, lines
from inventory.counts.models import CountStatus, StockCount
from inventory.importing.models import ImportRun, MadeKind
from inventory.importing.undo.hindrances import Hindrance, Made, Part, Undoing
from inventory.models import Product


def check(session: Session, _run: ImportRun, made: Made) -> Iterator[Hindrance]:
    """A count that is no longer open, and goods that were counted again."""
    paper = session.get_one(StockCount, UUID(made[0].after["count"]))
    if paper.status is not CountStatus.OPEN:
        sentence = _("stok opname %(number)s sudah tidak dihitung", number=paper.number)
        yield Hindrance(made[0].row, sentence)
        return
    again = lines.counted_since(session, paper, {one.key for one in made})
    for one in made:
        if one.key in again:
            name = session.get_one(Product, again[one.key]).name
            yield Hindrance(one.row, _("%(name)s sudah dihitung lagi", name=name))


def take_back(session: Session, undoing: Undoing, made: Made) -> None:
    """Let the entries count nothing, and those before them as they did."""
    by = undoing.by or undoing.run.by
    if by is None:
        raise BusinessError(_("Sebutkan siapa yang menghitung."))
    paper = session.get_one(StockCount, UUID(made[0].after["count"]))
    counts.by_number(session, paper.number, within=None)
    lines.take_back(session, paper, {one.key for one in made}, at=undoing.at, by=by)


COUNTS = Part(frozenset({MadeKind.COUNT}), check, take_back)
