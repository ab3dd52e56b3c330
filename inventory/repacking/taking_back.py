"""A repacking that was a mistake: the goods go back as they came, with a paper of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import OperatorId
from core.money import Money, total
from core.shops import get_shop
from inventory import costing, ownership, products, stock
from inventory.models import MoveKind
from inventory.numbering import Series, take_number
from inventory.repacking import dating
from inventory.repacking.models import Repacking, RepackingLine, Side
from inventory.repacking.repacking import book, keep, lines_of, source_of
from inventory.shelves import Cause, put_back, take_down
from inventory.stock import ComingBack
from ledger import journal


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a paper is taken back; ``key`` is made by the form."""

    key: UUID
    reason: str

    def __post_init__(self) -> None:
        if not self.reason:
            raise InvalidInput(_("Isi alasannya."), field="reason")


def take_back(
    session: Session, paper: Repacking, mistake: Mistake, *, at: datetime, by: OperatorId | None
) -> Repacking:
    """Take the filled goods off at what they came for, and put the opened ones back for it.

    What was sold of them since stays sold: their shelf may go below zero until the right paper
    comes. Raises BusinessError for a paper that is taken back already, or takes one back itself.
    """
    shop = get_shop(session, paper.shop_id)
    journal.lock_shop(session, paper.shop_id)
    known = session.get(Repacking, mistake.key)
    if known is not None:
        return known
    _may_go_back(session, paper)
    lines = lines_of(session, paper)
    reverse = Repacking(
        id=mistake.key, number=take_number(session, shop, Series.REPACK), shop_id=paper.shop_id,
        reverses_id=paper.id, note=mistake.reason, packed_at=at, packed_by=by,
    )  # fmt: skip
    cause = Cause(MoveKind.REPACK, source_of(reverse.id), at)
    gone = _empty(session, reverse, [line for line in lines if line.side is Side.FILLED], cause)
    (opened,) = (line for line in lines if line.side is Side.OPENED)
    cost = total(gone)
    coming = ComingBack(opened.product_id, opened.quantity, cost, fit=True)
    (back,) = stock.take_back(session, cause, [coming], shop_id=paper.shop_id)
    keep(session, reverse, _turned(reverse, lines, (cost, *gone)))
    dating.end(session, source_of(paper.id), reason=reverse.number, at=at, by=by)
    book(session, reverse, back.settlement, at=at)
    audit.record(session, "repacking.taken_back", at=at, by=by, shop_id=paper.shop_id,
                 subject=reverse.number, after=paper.number, reason=mistake.reason,
                 value=cost.amount)  # fmt: skip
    return reverse


def taken_back_by(session: Session, paper: Repacking) -> Repacking | None:
    """The paper that took this one back; None while it stands."""
    return session.scalars(select(Repacking).where(Repacking.reverses_id == paper.id)).one_or_none()


def _may_go_back(session: Session, paper: Repacking) -> None:
    if paper.reverses_id is not None:
        raise BusinessError(
            _("%(number)s sendiri membatalkan surat lain; tulis surat baru.", number=paper.number)
        )
    earlier = taken_back_by(session, paper)
    if earlier is not None:
        raise BusinessError(
            _("%(number)s sudah dibatalkan dengan %(earlier)s.",
              number=paper.number, earlier=earlier.number)
        )  # fmt: skip
    for line in lines_of(session, paper):
        ownership.check_own(products.get(session, line.product_id), field="reason")


def _empty(
    session: Session, reverse: Repacking, filled: list[RepackingLine], cause: Cause
) -> list[Money]:
    """Take what was filled off the shelves; returns what each line cost there."""
    shelves = take_down(session, reverse.shop_id, {line.product_id for line in filled})
    gone = []
    for line in filled:
        left = costing.take_off(shelves.holding(line.product_id), line.quantity, line.value)
        shelves.move(line.product_id, left.holding, cause)
        gone.append(left.cost)
    put_back(session, shelves)
    return gone


def _turned(
    reverse: Repacking, lines: list[RepackingLine], values: tuple[Money, ...]
) -> list[RepackingLine]:
    """The same lines the other way round; ``values`` in their order."""
    other = {Side.OPENED: Side.FILLED, Side.FILLED: Side.OPENED}
    return [
        RepackingLine(
            repacking_id=reverse.id, position=line.position, side=other[line.side],
            product_id=line.product_id, pack_id=line.pack_id, packs=line.packs,
            quantity=line.quantity, content=line.content, share=line.share, value=value,
        )
        for line, value in zip(lines, values, strict=True)
    ]  # fmt: skip
