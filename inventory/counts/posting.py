"""Posting a count: the shelves are set right by its differences, and the books with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, PermissionDenied
from core.i18n import _
from core.ids import OperatorId, ProductId
from core.models import Shop
from core.money import total
from core.shops import today_in
from inventory import stock
from inventory.batches import endings
from inventory.counts import counts, findings
from inventory.counts.differences import Difference
from inventory.counts.entries import Posted, SetRight, count_entry
from inventory.counts.models import CountLine, CountResult, CountStatus, StockCount
from inventory.models import MoveKind
from inventory.shelves import Cause
from ledger import journal


def post(session: Session, paper: StockCount, *, at: datetime, by: OperatorId) -> None:
    """Set the shelves right by the differences, at what the goods cost now.

    By another person than those who counted: raises PermissionDenied for one of them. The paper
    was found by ``counts.by_number``, so nothing is sold in the shop meanwhile. What was not
    counted stays as it is.
    """
    if paper.status is not CountStatus.REVIEWED:
        raise BusinessError(_("Selesaikan dulu hitungan %(number)s.", number=paper.number))
    if by in counts.counters(session, paper):
        raise PermissionDenied(_("Yang ikut menghitung tidak boleh membukukannya sendiri."))
    found = findings.differences(session, paper)
    adjusted = _set_right(session, paper, found, at=at)
    gone = endings.Paper(paper.shop_id, counts.source_of(paper), paper.number, at, by)
    endings.none_left(session, gone, _none_left(session, paper, found))
    paper.status, paper.closed_at, paper.closed_by = CountStatus.POSTED, at, by
    paper.booked_on = today_in(session.get_one(Shop, paper.shop_id), at)
    session.flush()
    entry = count_entry(
        Posted(counts.source_of(paper), paper.shop_id, paper.booked_on, paper.number,
               tuple(adjusted.values()))
    )  # fmt: skip
    if entry is not None:
        journal.post(session, entry, at=at)
    value = total(one.shelved + one.settlement for one in adjusted.values())
    audit.record(session, "stock_count.posted", at=at, by=by, shop_id=paper.shop_id,
                 subject=paper.number, products=len(found), value=value.amount)  # fmt: skip


def _set_right(
    session: Session, paper: StockCount, found: Mapping[ProductId, Difference], *, at: datetime
) -> dict[ProductId, SetRight]:
    """Move the shelves and keep what was found, product by product."""
    cause = Cause(MoveKind.COUNT, counts.source_of(paper), at)
    goods = [(product_id, one.quantity) for product_id, one in found.items()]
    adjusted = stock.adjust(session, cause, goods, shop_id=paper.shop_id)
    right = {
        product_id: SetRight(one.shelved, one.settlement)
        for product_id, one in zip(found, adjusted, strict=True)
    }
    session.add_all(
        CountResult(
            count_id=paper.id, product_id=product_id, counted=one.counted, expected=one.expected,
            value=right[product_id].shelved, settlement=right[product_id].settlement,
        )
        for product_id, one in found.items()
    )  # fmt: skip
    session.flush()
    return right


def _none_left(
    session: Session, paper: StockCount, found: Mapping[ProductId, Difference]
) -> dict[ProductId, datetime]:
    """Of which goods nobody found any, and when somebody looked last."""
    none = {product_id for product_id, one in found.items() if not one.counted}
    rows = session.execute(
        select(CountLine.product_id, func.max(CountLine.counted_at))
        .where(CountLine.count_id == paper.id)
        .group_by(CountLine.product_id)
    )
    return {row[0]: row[1] for row in rows if row[0] in none}
