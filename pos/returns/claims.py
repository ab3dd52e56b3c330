"""What a return says of its shift, people and sale, held against what the server knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core import operators
from core.ids import MemberId, OperatorId
from core.permissions import Permission
from members.models import Member
from pos import shifts
from pos.models import Document, Sale, Shift, TenderKind
from pos.returns.documents import ReturnDocument
from pos.returns.models import ReturnFlagKind
from pos.returns.odd import Odd
from pos.review import clock_is_plausible, sale_day, wrong_shift
from pos.rounding import CashRounding, round_cash
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class Claims:
    """Whose return it is in the end, of which sale and day."""

    operator_id: OperatorId
    sale: Sale | None
    """None: without a receipt, or of a sale this shop does not have."""
    member_id: MemberId | None
    returned_on: date
    odd: tuple[Odd, ...]


def check(
    session: Session, till: TillView, document: ReturnDocument, *, received_at: datetime
) -> Claims:
    """A claim that does not hold is odd, never a refusal; a shift that never arrived is assumed."""
    known = session.get(Shift, document.shift_id)
    shift = known or shifts.assume_open(session, till, document, received_at=received_at)
    operator = operators.view_of(session, document.header.operator_id)
    sale = _sale(session, till, document)
    odd = [
        *_people(session, document, may_sell=bool(operator and operator.may(Permission.SELL))),
        *_papers(session, document, is_known=sale is not None),
    ]
    if why := wrong_shift(known, till.id, at=document.header.at):
        odd.append(Odd(ReturnFlagKind.SHIFT, {"why": why}))
    if not clock_is_plausible(document.header.at, received_at=received_at):
        odd.append(Odd(ReturnFlagKind.CLOCK, {"till": document.header.at.isoformat()}))
    return Claims(
        operator.id if operator else OperatorId(shift.operator_id),
        sale,
        member_of(session, document),
        sale_day(
            document.header.at,
            received_at=received_at,
            time_zone=till.time_zone,
            shift_day=shift.opened_on,
        ),
        tuple(odd),
    )


def member_of(session: Session, document: ReturnDocument) -> MemberId | None:
    """Whose purchase comes back: as the sale knows; without a receipt as the till says."""
    sale = session.get(Sale, document.sale_id) if document.sale_id else None
    if sale is not None:
        return sale.member_id
    member = session.get(Member, document.member_id) if document.member_id else None
    return MemberId(member.id) if member else None


def rounding_odd(document: ReturnDocument, rule: CashRounding) -> Iterator[Odd]:
    """A rounding that is not what the rule of the day gives for the part paid out in cash."""
    due = document.refunded(TenderKind.CASH) - document.rounding
    pays_cash = any(refund.kind is TenderKind.CASH for refund in document.refunds)
    expected = round_cash(due.amount, rule) - due.amount if pays_cash else 0
    if document.rounding.amount != expected:
        given = {"given": document.rounding.amount, "rule": expected}
        yield Odd(ReturnFlagKind.ROUNDING, given)


def _sale(session: Session, till: TillView, document: ReturnDocument) -> Sale | None:
    """The sale it names, if it is of this shop: another shop's goods were never on its shelves."""
    sale = session.get(Sale, document.sale_id) if document.sale_id else None
    return sale if sale is not None and sale.shop_id == till.shop_id else None


def _people(session: Session, document: ReturnDocument, *, may_sell: bool) -> Iterator[Odd]:
    if not may_sell:
        claimed = str(document.header.operator_id)
        yield Odd(ReturnFlagKind.OPERATOR, {"claimed": claimed})
    if document.member_id and session.get(Member, document.member_id) is None:
        yield Odd(ReturnFlagKind.MEMBER, {"claimed": str(document.member_id)})


def _papers(session: Session, document: ReturnDocument, *, is_known: bool) -> Iterator[Odd]:
    if document.sale_id and not is_known:
        yield Odd(ReturnFlagKind.RECEIPT, {"claimed": str(document.sale_id)})
    if session.scalar(select(exists().where(Document.number == document.number))):
        yield Odd(ReturnFlagKind.NUMBER, {"number": document.number})
