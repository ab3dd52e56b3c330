"""How each kind of paper is laid out: the part of a job's source before the colon decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import SaleId
from core.shops import get_shop
from inventory.consignment import paper_queries
from members import register
from members.cards import passbooks
from members.models import Member
from members.pots import queries as pot_queries
from members.pots.models import Pot
from members.shu import told
from pos import queries, receipts
from pos.bon_payments import queries as payment_queries
from pos.bon_payments import receipts as payment_receipts
from pos.cash import queries as cash_queries
from pos.cash import receipts as cash_receipts
from pos.closing import queries as closing_queries
from pos.closing import receipts as closing_receipts
from pos.letterhead import Marks
from pos.member_money import queries as money_queries
from pos.member_money import receipts as money_receipts
from pos.member_slips import receipts as member_receipts
from pos.paper import PaperLine
from pos.practice import practice
from pos.producer_slips import receipts as producer_receipts
from pos.returns import queries as return_queries
from pos.returns import receipts as return_receipts
from pos.reversals import payments

LATE = timedelta(minutes=10)
"""A receipt this long after what happened says DICETAK MENYUSUL: the buyer has left."""


@dataclass(frozen=True, slots=True)
class Printing:
    """One attempt to put something on paper."""

    columns: int
    at: datetime
    copy_of: int | None
    """1 for the first copy that somebody asked for; None for the original."""
    reprint: bool
    """An earlier attempt may have reached the paper."""


LayOut = Callable[[Session, UUID, Printing], Sequence[PaperLine]]
"""The paper of what has this key."""


def sale(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The receipt of a sale."""
    receipt = queries.receipt(session, SaleId(key))
    marked = replace(
        receipt,
        copy_of=printing.copy_of,
        reprint=printing.reprint,
        late=printing.copy_of is None and printing.at - receipt.sold_at > LATE,
    )
    return receipts.layout(marked, printing.columns)


def cash_move(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The slip of cash that went in or out of a drawer."""
    slip = cash_queries.slip(session, key)
    return cash_receipts.layout(slip, _marks(printing), printing.columns)


def z_report(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """What a closed shift came to."""
    report = closing_queries.report(session, key, at=printing.at)
    return closing_receipts.layout(report, _marks(printing), printing.columns)


def x_report(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """What a shift has come to so far, for the clerk who has yet to count."""
    report = closing_queries.blind_report(session, key, at=printing.at)
    return closing_receipts.layout(report, _marks(printing), printing.columns)


def bon_payment(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The receipt of a kasbon payment."""
    payment = payment_queries.slip(session, key)
    marks = _marks_of_payment(session, key, printing)
    return payment_receipts.layout(payment, marks, printing.columns)


def member_money(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The receipt of share money paid in or drawn out."""
    money = money_queries.slip(session, key)
    marks = _marks_of_payment(session, key, printing)
    return money_receipts.layout(money, marks, printing.columns)


def consignment_settlement(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The slip of a producer who was paid."""
    paid = paper_queries.slip_of(session, key)
    head = cash_queries.letterhead(session, get_shop(session, paid.head.shop_id))
    return producer_receipts.settlement(paid, head, _marks(printing), printing.columns)


def consigned(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The note of what a producer brought."""
    note = paper_queries.intake_note_of(session, key)
    head = cash_queries.letterhead(session, get_shop(session, note.head.shop_id))
    return producer_receipts.intake(note, head, _marks(printing), printing.columns)


def _marks(printing: Printing) -> Marks:
    return Marks(printing.copy_of, printing.reprint)


def _marks_of_payment(session: Session, key: UUID, printing: Printing) -> Marks:
    """A copy says that the payment was taken back; the receipt itself stays as it was."""
    is_copy = printing.copy_of is not None
    void = is_copy and payments.reversal_of(session, key) is not None
    return replace(_marks(printing), void=void)


def goods_return(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The slip of goods that came back."""
    marks = Marks(printing.copy_of, printing.reprint)
    return return_receipts.layout(return_queries.slip(session, key), marks, printing.columns)


def practice_receipt(session: Session, key: UUID, printing: Printing) -> Sequence[PaperLine]:
    """The receipt of a sale that never happened."""
    return receipts.layout(practice.receipt(session, key), printing.columns)


PAPERS: Mapping[str, LayOut] = {
    "cash_move": cash_move,
    "z": z_report,
    "x": x_report,
    "sale": sale,
    "return": goods_return,
    "bon_payment": bon_payment,
    "member_money": member_money,
    "practice": practice_receipt,
    "consignment_settlement": consignment_settlement,
    "consigned": consigned,
}


def passbook(session: Session, asked: str, printing: Printing) -> Sequence[PaperLine]:
    """A member's passbook over some days."""
    member_id, wanted = passbooks.asked_of(asked)
    member = session.get_one(Member, member_id)
    head = cash_queries.letterhead(session, get_shop(session, member.shop_id))
    book = passbooks.passbook(session, member, wanted)
    return member_receipts.passbook(book, head, _marks(printing), printing.columns)


def pot_card(session: Session, asked: str, printing: Printing) -> Sequence[PaperLine]:
    """A member's weekly card of a pot, as of a day."""
    pot_id, member_id, on = asked.split(":")
    member = session.get_one(Member, UUID(member_id))
    head = cash_queries.letterhead(session, get_shop(session, member.shop_id))
    pot = session.get_one(Pot, UUID(pot_id))
    card = pot_queries.card(session, pot, member, today=date.fromisoformat(on))
    return member_receipts.pot_card(card, head, _marks(printing), printing.columns)


def surplus_slip(session: Session, asked: str, printing: Printing) -> Sequence[PaperLine]:
    """What a member is told of her share of a year's surplus."""
    slip = told.asked(session, asked)
    member = register.by_number(session, slip.member_number)
    head = cash_queries.letterhead(session, get_shop(session, member.shop_id))
    return member_receipts.surplus_slip(slip, head, _marks(printing), printing.columns)


ASKED: Mapping[str, Callable[[Session, str, Printing], Sequence[PaperLine]]] = {
    passbooks.KIND: passbook,
    "pot_card": pot_card,
    told.KIND: surplus_slip,
}
"""Papers that are no document's: their sources say whose they are and which days they cover."""


def lay_out(session: Session, source: str, printing: Printing) -> Sequence[PaperLine]:
    """The lines of a job's paper. Raises ValueError for a source that leaves none."""
    kind, _separator, key = source.partition(":")
    if kind in ASKED:
        return ASKED[kind](session, key, printing)
    if kind not in PAPERS:
        raise ValueError(f"nothing is printed for {source}")
    return PAPERS[kind](session, UUID(key), printing)
