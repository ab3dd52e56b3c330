"""What the pages and the paper of a return read; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import local_time
from core.errors import NotFound
from core.i18n import _
from core.ids import SaleId, ShopId
from core.models import Operator, Shop
from core.money import Money
from ledger.models import JournalEntry
from members.models import Member
from pos.cash.queries import letterhead
from pos.corrections.models import CorrectedTender, TenderCorrection
from pos.models import Sale, TenderKind, Till
from pos.receipts import TENDER_WORDS
from pos.returns.documents import return_source
from pos.returns.matching import SoldLine
from pos.returns.models import Return, ReturnFlag, ReturnLine, ReturnRefund
from pos.returns.receipts import ReturnSlip, SlipLine
from pos.returns.remaining import sold_lines


@dataclass(frozen=True, slots=True)
class ReturnDetail:
    """A return with all that belongs to it."""

    back: Return
    shop: Shop
    till: str
    sale: Sale | None
    member: Member | None
    lines: tuple[ReturnLine, ...]
    refunds: tuple[ReturnRefund, ...]
    flags: tuple[ReturnFlag, ...]
    people: Mapping[UUID, str]
    """Names of the operators that the return and its flags mention."""
    entry: int | None
    """Its number in the shop's journal; None when it moved nothing."""

    @property
    def clerk(self) -> str:
        return self.people[self.back.operator_id]

    @property
    def refunded(self) -> Money:
        return self.back.total + self.back.rounding

    @property
    def is_unseen(self) -> bool:
        """Whether something odd waits for somebody to look."""
        return any(flag.seen_at is None for flag in self.flags)


def find(session: Session, return_id: UUID, *, within: ShopId | None) -> ReturnDetail:
    """One return. Raises NotFound, also for one of another shop."""
    row = session.get(Return, return_id)
    if row is None or within not in (None, row.shop_id):
        raise NotFound(_("Retur ini tidak ada."))
    shop = session.get_one(Shop, row.shop_id)
    flags = tuple(_of_return(session, ReturnFlag, row))
    source = return_source(row.id)
    return ReturnDetail(
        back=row,
        shop=shop,
        till=f"{shop.code}-{session.get_one(Till, row.till_id).name}",
        sale=session.get(Sale, row.sale_id) if row.sale_id else None,
        member=session.get(Member, row.member_id) if row.member_id else None,
        lines=tuple(_of_return(session, ReturnLine, row)),
        refunds=tuple(_of_return(session, ReturnRefund, row)),
        flags=flags,
        people=_people(session, row, flags),
        entry=session.scalar(select(JournalEntry.number).where(JournalEntry.source == source)),
    )


def slip(session: Session, return_id: UUID) -> ReturnSlip:
    """What the paper of a return says."""
    return slip_of(session, find(session, return_id, within=None))


def slip_of(session: Session, detail: ReturnDetail) -> ReturnSlip:
    """What the paper of a return says, once its rows are read."""
    back, member = detail.back, detail.member
    return ReturnSlip(
        head=letterhead(session, detail.shop),
        number=back.number,
        sale_number=detail.sale.number if detail.sale else "",
        returned_at=local_time(back.returned_at, detail.shop.time_zone),
        till=detail.till,
        clerk=detail.clerk,
        member=f"{member.number} {member.name}" if member else "",
        lines=tuple(
            SlipLine(line.name, line.quantity, line.unit, line.amount, line.back_on_shelf)
            for line in detail.lines
        ),
        total=back.total,
        rounding=back.rounding,
        refunds=tuple(
            (TENDER_WORDS[refund.kind], refund.amount) for refund in detail.refunds if refund.amount
        ),
        reason=back.reason,
        is_void=back.is_void,
    )


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction of how a sale was paid."""

    correction: TenderCorrection
    clerk: str
    changes: tuple[tuple[TenderKind, Money], ...]
    """More (+) or less (-) in each way."""


@dataclass(frozen=True, slots=True)
class ReturnOfSale:
    """A return on the page of its sale."""

    id: UUID
    number: str
    returned_at: datetime
    reason: str
    is_void: bool
    refunded: Money


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of a sale after it was rung up."""

    returns: tuple[ReturnOfSale, ...]
    left: Mapping[int, SoldLine]
    """Its lines by position, each with what is left of it."""
    corrections: tuple[Corrected, ...]

    @property
    def is_all_back(self) -> bool:
        """Nothing that was sold is left with the buyer."""
        return not any(line.left.quantity for line in self.left.values())


def aftermath(session: Session, sale_id: SaleId) -> Aftermath:
    """The returns of a sale, what is left of it, and how its payment was corrected."""
    returns = session.scalars(
        select(Return).where(Return.sale_id == sale_id).order_by(Return.returned_at, Return.id)
    )
    corrections = session.execute(
        select(TenderCorrection, Operator.name)
        .join(Operator, Operator.id == TenderCorrection.operator_id)
        .where(TenderCorrection.sale_id == sale_id)
        .order_by(TenderCorrection.corrected_at, TenderCorrection.id)
    )
    return Aftermath(
        tuple(_of_sale(row) for row in returns),
        sold_lines(session, sale_id),
        tuple(Corrected(row, clerk, _changes(session, row)) for row, clerk in corrections),
    )


def _of_sale(row: Return) -> ReturnOfSale:
    refunded = row.total + row.rounding
    return ReturnOfSale(row.id, row.number, row.returned_at, row.reason, row.is_void, refunded)


def _changes(
    session: Session, correction: TenderCorrection
) -> tuple[tuple[TenderKind, Money], ...]:
    rows = session.execute(
        select(CorrectedTender.kind, CorrectedTender.amount)
        .where(CorrectedTender.correction_id == correction.id)
        .order_by(CorrectedTender.position)
    )
    return tuple((kind, amount) for kind, amount in rows)


def _of_return(session: Session, model: Any, row: Return) -> Any:
    return session.scalars(select(model).where(model.return_id == row.id).order_by(model.position))


def _people(session: Session, row: Return, flags: tuple[ReturnFlag, ...]) -> dict[UUID, str]:
    claimed = (UUID(flag.details["claimed"]) for flag in flags if "claimed" in flag.details)
    seen_by = (flag.seen_by for flag in flags if flag.seen_by)
    found = session.execute(
        select(Operator.id, Operator.name).where(
            Operator.id.in_({row.operator_id, *claimed, *seen_by})
        )
    )
    return {operator.id: operator.name for operator in found}
