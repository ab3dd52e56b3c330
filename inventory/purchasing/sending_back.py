"""Goods of a receipt that go back to the supplier: off the shelf at cost, owed at their price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.format import quantity as shown
from core.i18n import _
from core.ids import OperatorId, PackId, PartyId, ProductId, new_id
from core.money import ZERO, Money, total
from core.quantity import NONE, Quantity
from core.shops import get_shop, today_in
from inventory import numbering, stock
from inventory.models import MoveKind
from inventory.purchasing import goods_receipts, orders
from inventory.purchasing.entries import Paper, sent_back_entry
from inventory.purchasing.matching import base_units, credit_for
from inventory.purchasing.models import (
    GoodsReceipt,
    GoodsReceiptLine,
    SentBack,
    SentBackLine,
)
from inventory.purchasing.open_papers import open_of_receipt
from inventory.shelves import Cause
from ledger import journal


@dataclass(frozen=True, slots=True)
class GoingBack:
    """What goes back of a receipt: packs by the position of their line."""

    quantities: Mapping[int, Quantity]
    reason: str
    key: UUID = field(default_factory=new_id)
    """Made with the form: sent twice, the goods go back once."""

    def __post_init__(self) -> None:
        if not self.quantities:
            raise InvalidInput(_("Isi jumlah barang yang dikembalikan."), field="lines")
        if any(quantity <= NONE for quantity in self.quantities.values()):
            raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="lines")
        if not self.reason:
            raise InvalidInput(_("Isi alasannya."), field="reason")


@dataclass(frozen=True, slots=True)
class Gone:
    """What went back of a line already."""

    quantity: Quantity = NONE
    amount: Money = ZERO


def send_back(
    session: Session,
    receipt: GoodsReceipt,
    going: GoingBack,
    *,
    at: datetime,
    by: OperatorId | None,
) -> SentBack:
    """Take goods off the shelf for the supplier; the same paper only once.

    Raises InvalidInput for more than came and was kept.
    """
    shop = get_shop(session, receipt.shop_id)
    journal.lock_shop(session, receipt.shop_id)
    known = session.get(SentBack, going.key)
    if known is not None:
        return known
    rows = _rows(session, receipt, going)
    cost = _unshelve(session, receipt, rows, Cause(MoveKind.SENT_BACK, source_of(going.key), at))
    paper = SentBack(
        id=going.key,
        number=numbering.take_number(session, shop, numbering.Series.SENT_BACK),
        shop_id=receipt.shop_id,
        supplier_id=receipt.supplier_id,
        receipt_id=receipt.id,
        is_credit=open_of_receipt(session, receipt.id) is None,
        amount=total(row.amount for _line, row in rows),
        reason=going.reason,
        sent_on=today_in(shop, at),
        sent_at=at,
        sent_by=by,
    )
    session.add(paper)
    session.flush()
    session.add_all(row for _line, row in rows)
    session.flush()
    _book(session, paper, cost, at=at)
    audit.record(
        session, "goods.sent_back", at=at, by=by, shop_id=paper.shop_id, subject=paper.number,
        amount=paper.amount.amount, reason=paper.reason,
    )  # fmt: skip
    return paper


def by_name(session: Session, number: str) -> SentBack:
    """The paper with this number. Raises NotFound."""
    found = session.scalars(select(SentBack).where(SentBack.number == number.upper())).one_or_none()
    if found is None:
        raise NotFound(_("Retur %(number)s tidak ada.", number=number))
    return found


def gone_of(session: Session, receipt: GoodsReceipt) -> dict[int, Gone]:
    """What went back of each line of a receipt already, by its position."""
    rows = session.execute(
        select(
            SentBackLine.receipt_position,
            func.sum(SentBackLine.quantity).label("quantity"),
            func.sum(SentBackLine.amount).label("amount"),
        )
        .join(SentBack, SentBack.id == SentBackLine.sent_back_id)
        .where(SentBack.receipt_id == receipt.id)
        .group_by(SentBackLine.receipt_position)
    )
    return {row.receipt_position: Gone(row.quantity, row.amount) for row in rows}


def source_of(sent_back_id: UUID) -> str:
    """What caused its moves and its entry."""
    return f"sent_back:{sent_back_id}"


_Rows = list[tuple[GoodsReceiptLine, SentBackLine]]


def _rows(session: Session, receipt: GoodsReceipt, going: GoingBack) -> _Rows:
    lines = {line.position: line for line in goods_receipts.lines_of(session, receipt)}
    gone = gone_of(session, receipt)
    rows = []
    for position, quantity in sorted(going.quantities.items()):
        line, before = lines.get(position), gone.get(position, Gone())
        if line is None or before.quantity + quantity > line.quantity + line.free:
            raise InvalidInput(
                _("Yang dikembalikan melebihi yang datang: %(many)s.", many=shown(quantity)),
                field="lines",
            )
        orders.check_goods(session, PackId(line.pack_id), quantity, factor=line.factor)
        row = SentBackLine(
            sent_back_id=going.key,
            receipt_position=position,
            quantity=quantity,
            amount=credit_for(line.amount, line.quantity, before.quantity, quantity, before.amount),
            cost=ZERO,
        )
        rows.append((line, row))
    return rows


def _unshelve(session: Session, receipt: GoodsReceipt, rows: _Rows, cause: Cause) -> Money:
    """Take the goods off the shelf; returns what they cost there."""
    goods = []
    for line, row in rows:
        _pack, product = orders.check_goods(session, PackId(line.pack_id))
        goods.append((ProductId(product.id), base_units(row.quantity, line.factor)))
    issued = stock.take_out(session, cause, goods, shop_id=receipt.shop_id)
    for (_line, row), out in zip(rows, issued, strict=True):
        row.cost = out.cost
    return total(out.cost for out in issued)


def _book(session: Session, paper: SentBack, cost: Money, *, at: datetime) -> None:
    told = Paper(
        source_of(paper.id), paper.shop_id, paper.sent_on, paper.number, PartyId(paper.supplier_id)
    )
    entry = sent_back_entry(told, owed=paper.amount, cost=cost, is_credit=paper.is_credit)
    if entry is not None:
        journal.post(session, entry, at=at)
