"""What the page of a payment reads; values, never statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import TillId
from core.models import Operator, Shop
from members.debtors import debtor_of
from pos.paper import PaperLine
from pos.printing import papers
from pos.printing.jobs import printer_of
from pos.printing.papers import Printing
from pos.queries import receipt_columns
from pos.reversals import payments
from pos.reversals.entries import Payment
from pos.reversals.people import Person, person
from pos.reversals.remedies import Remedy


@dataclass(frozen=True, slots=True)
class Outcome:
    """How something was taken back."""

    remedy: Remedy
    to: Person | None
    reason: str
    by: str
    at: datetime
    time_zone: str


@dataclass(frozen=True, slots=True)
class PaymentDetail:
    """A payment with its receipt as it was printed, and what became of it."""

    payment: Payment
    payer: Person
    paper: Sequence[PaperLine]
    columns: int
    prints: bool
    """Whether its till has a printer."""
    outcome: Outcome | None


def detail(session: Session, key: UUID) -> PaymentDetail:
    """One deposit, withdrawal or payment of kasbon, of whichever shop. Raises NotFound."""
    payment = payments.find(session, key, within=None)
    columns = receipt_columns(session, TillId(payment.till_id))
    printing = Printing(columns, payment.received_at, None, reprint=False)
    return PaymentDetail(
        payment=payment,
        payer=person(session, payment.debtor),
        paper=papers.lay_out(session, payment.source, printing),
        columns=columns,
        prints=printer_of(session, payment.till_id) is not None,
        outcome=_outcome(session, key),
    )


def _outcome(session: Session, key: UUID) -> Outcome | None:
    row = payments.reversal_of(session, key)
    if row is None:
        return None
    to = debtor_of(row.to_member_id, row.to_customer_id)
    by = session.get_one(Operator, row.reversed_by).name
    time_zone = session.get_one(Shop, row.shop_id).time_zone
    right_one = person(session, to) if to else None
    return Outcome(row.remedy, right_one, row.reason, by, row.reversed_at, time_zone)
