"""What must always be true of repacking; each check names what is broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import ProductId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.models import MoveKind, StockMove
from inventory.repacking.models import Repacking, RepackingLine, Side
from inventory.repacking.repacking import source_of


@dataclass(slots=True)
class _Told:
    """What a paper or its moves say: base units by product, and what the opened goods cost."""

    goods: dict[ProductId, Quantity] = field(default_factory=lambda: defaultdict(lambda: NONE))
    """Onto the shelf +, off it -."""
    opened: Money = ZERO
    filled: Money = ZERO


def moved(session: Session) -> Iterator[str]:
    """Each paper put onto the shelves for the same money what it took off; no other moved goods."""
    papers, moves = _papers(session), _moves(session)
    numbers = {
        source_of(key): number
        for key, number in session.execute(select(Repacking.id, Repacking.number))
    }
    for source, number in sorted(numbers.items(), key=lambda item: item[1]):
        told, came = papers.get(source, _Told()), moves.pop(source, _Told())
        if told.opened != told.filled:
            yield _("Kemas ulang %(number)s: nilai yang dibuka dan yang diisi berbeda.",
                    number=number)  # fmt: skip
        if told.goods != came.goods or told.opened != came.opened:
            yield _("Kemas ulang %(number)s tidak cocok dengan kartu stoknya.", number=number)
    for source in sorted(moves):
        yield _("Kemas ulang tanpa surat: %(source)s.", source=source)


def _papers(session: Session) -> dict[str, _Told]:
    found: dict[str, _Told] = defaultdict(_Told)
    for line in session.scalars(select(RepackingLine)):
        told = found[source_of(line.repacking_id)]
        is_opened = line.side is Side.OPENED
        told.goods[line.product_id] += -line.quantity if is_opened else line.quantity
        told.opened += line.value if is_opened else ZERO
        told.filled += ZERO if is_opened else line.value
    return found


def _moves(session: Session) -> dict[str, _Told]:
    """What went onto the shelves is worth less than it cost where it settled what was owed."""
    found: dict[str, Any] = defaultdict(_Told)
    for move in session.scalars(select(StockMove).where(StockMove.kind == MoveKind.REPACK)):
        told = found[move.source]
        told.goods[move.product_id] += move.quantity
        told.opened += -move.value if move.quantity < NONE else ZERO
    return found
