"""What must always be true of counts; each check names what is broken."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.money import Money
from core.quantity import Quantity
from inventory.counts.counts import source_of
from inventory.counts.models import CountResult, StockCount
from inventory.models import Product, StockMove

_Change = tuple[Quantity, Money]


def posted(session: Session) -> Iterator[str]:
    """What a count found of a product is what its stock card says, no more and no less."""
    found, moved = _found(session), _moved(session)
    for (source, code), name in sorted(_names(session).items()):
        if found.get((source, code)) != moved.get((source, code)):
            yield _("Stok opname %(number)s: %(product)s tidak cocok dengan kartu stoknya.",
                    number=name, product=code)  # fmt: skip


def _found(session: Session) -> dict[tuple[str, str], _Change]:
    """By source and product; a product that was right moved nothing."""
    rows = session.execute(
        select(StockCount, Product.code, CountResult)
        .join(CountResult, CountResult.count_id == StockCount.id)
        .join(Product, Product.id == CountResult.product_id)
    )
    return {
        (source_of(paper), code): (result.counted - result.expected, result.value)
        for paper, code, result in rows
        if result.counted != result.expected
    }


def _moved(session: Session) -> dict[tuple[str, str], _Change]:
    rows = session.execute(
        select(
            StockMove.source, Product.code,
            func.sum(StockMove.quantity), func.sum(StockMove.value),
        )
        .join(Product, Product.id == StockMove.product_id)
        .where(StockMove.source.startswith("count:"))
        .group_by(StockMove.source, Product.code)
    )  # fmt: skip
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _names(session: Session) -> dict[tuple[str, str], str]:
    """The number of the paper behind everything that was found or moved."""
    numbers = {source_of(paper): paper.number for paper in session.scalars(select(StockCount))}
    return {
        (source, code): numbers.get(source, source)
        for source, code in _found(session).keys() | _moved(session).keys()
    }
