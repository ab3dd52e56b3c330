"""Entering sales that were written on paper while everything was dead (*nota susulan*).

Each becomes a sale like any other — goods, books, patronage, flags — in a series of its own per
till, without paper or drawer: both happened long ago.

Its cash is in that till's drawer. A paper from a turn the server knows belongs to that turn: an
open one expects the money at its count, a closed one has counted it, and the next opening or
closing takes back what that booked as over. Any other belongs to the turn that is open now.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, SaleId, ShiftId, new_id
from core.money import ZERO, Money, total
from ledger import journal
from pos import sale_terms, sales, shifts
from pos.documents import Header, SaleDocument, TenderDocument
from pos.late_sales import papers
from pos.late_sales.models import LatePaper
from pos.late_sales.papers import PaperSale
from pos.models import Document, DocumentKind, FlagKind, Shift, TenderKind
from pos.review import Flag
from pos.sales import Recorded
from pos.settings import counter_rules
from pos.tills import PAPER_SERIES, TillView


@dataclass(frozen=True, slots=True)
class Entered:
    """A paper that has become a sale."""

    sale_id: SaleId
    number: str
    paper: str
    paid: Money
    """Rounding included."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the papers of a page."""

    entered: tuple[Entered, ...]
    refused: dict[int, InvalidInput]
    """By the place on the page."""


def enter(
    session: Session,
    till: TillView,
    sales_on_paper: tuple[PaperSale, ...],
    *,
    at: datetime,
    by: OperatorId,
) -> Outcome:
    """Book every paper that can be booked; one that cannot does not hold up the others."""
    journal.lock_shop(session, till.shop_id)
    entered: list[Entered] = []
    refused: dict[int, InvalidInput] = {}
    for sale in sales_on_paper:
        try:
            with session.begin_nested():
                entered.append(_enter(session, till, sale, at=at, by=by))
        except InvalidInput as error:
            refused[sale.place] = error
    return Outcome(tuple(entered), refused)


def document_of(session: Session, till: TillView, sale: PaperSale) -> SaleDocument:
    """What would be booked, at the prices and by the rules of that day. Raises InvalidInput."""
    refuse_again(session, till, sale)
    if TenderKind.KASBON in sale.payment.kinds and sale.member_id is None:
        raise InvalidInput(_("Kasbon perlu anggota."), field=f"member-{sale.place}")
    asked = _document(sale, _turn(session, till, sale), till)
    rules = counter_rules(session, on=sale.sold_on, shop_id=till.shop_id)
    packs = sale_terms.packs(session, asked, on=sale.sold_on)
    priced, _listed = sales.by_the_rules(session, till, asked, packs, rules, on=sale.sold_on)
    lines = papers.sold(sale, priced)
    due = total(line.amount for line in lines)
    tenders = papers.tenders(sale, lines, rules.rounding)
    return replace(
        asked,
        lines=lines,
        tenders=tenders,
        total=due,
        rounding=total(tender.amount for tender in tenders) - due,
    )


def refuse_again(session: Session, till: TillView, sale: PaperSale) -> None:
    """Raise InvalidInput when this paper is a sale already."""
    known = session.scalar(
        select(LatePaper.entered_at).where(
            LatePaper.till_id == till.id,
            LatePaper.sold_on == sale.sold_on,
            LatePaper.paper == sale.paper,
        )
    )
    if known is not None:
        raise InvalidInput(
            _("Nota %(paper)s dari hari itu sudah dicatat untuk kasir %(till)s.",
              paper=sale.paper, till=till.code),
            field=f"paper-{sale.place}",
        )  # fmt: skip


def _enter(
    session: Session, till: TillView, sale: PaperSale, *, at: datetime, by: OperatorId
) -> Entered:
    document = _numbered(session, till, document_of(session, till, sale))
    late = Flag(FlagKind.LATE_PAPER, {"paper": sale.paper})
    recorded = sales.record(session, till, document, received_at=at, known=(late,))
    _note(session, till, document, recorded, at=at)
    session.add(
        LatePaper(
            sale_id=SaleId(document.header.id),
            till_id=till.id,
            sold_on=sale.sold_on,
            paper=sale.paper,
            entered_by=by,
            entered_at=at,
        )
    )
    session.flush()
    audit.record(session, "late_sale.entered", at=at, by=by, shop_id=till.shop_id,
                 subject=document.number, paper=sale.paper,
                 amount=document.total.amount)  # fmt: skip
    return Entered(
        SaleId(document.header.id), document.number, sale.paper, document.total + document.rounding
    )


def _turn(session: Session, till: TillView, sale: PaperSale) -> ShiftId:
    """The turn the paper is from; else the one that is open now, whose count expects its cash."""
    then = session.scalars(
        select(Shift)
        .where(Shift.till_id == till.id, Shift.opened_at <= sale.at)
        .where(or_(Shift.closed_at.is_(None), Shift.closed_at >= sale.at))
        .order_by(Shift.opened_at.desc())
        .limit(1)
    ).one_or_none()
    turn = then or shifts.open_shift_of(session, till)
    if turn is None:
        raise InvalidInput(
            _("Kasir %(till)s sedang tutup dan tidak buka pada jam itu. Buka kasirnya dulu, "
              "supaya uang nota ini ikut dihitung.", till=till.code),
            field=f"time-{sale.place}",
        )  # fmt: skip
    return ShiftId(turn.id)


def _document(sale: PaperSale, shift_id: ShiftId, till: TillView) -> SaleDocument:
    """The sale before it has prices and a number."""
    unpaid = tuple(TenderDocument(kind, ZERO, ZERO, ZERO) for kind in sale.payment.kinds)
    return SaleDocument(
        header=Header(new_id(), 0, PAPER_SERIES, sale.clerk_id, sale.at),
        shift_id=shift_id,
        number=f"{till.code}-{PAPER_SERIES}",
        counter=0,
        member_id=sale.member_id,
        lines=papers.asked(sale),
        tenders=unpaid,
        total=ZERO,
        rounding=ZERO,
    )


def _numbered(session: Session, till: TillView, document: SaleDocument) -> SaleDocument:
    """With the next number of the till's papers; the shop's journal is locked by the caller."""
    newest = session.scalar(
        select(func.max(Document.counter)).where(
            Document.till_id == till.id, Document.series == PAPER_SERIES
        )
    )
    counter = (newest or 0) + 1
    return replace(
        document,
        header=replace(document.header, sequence=counter),
        number=f"{till.code}-{PAPER_SERIES}-{counter:06d}",
        counter=counter,
    )


def _note(
    session: Session,
    till: TillView,
    document: SaleDocument,
    recorded: Recorded,
    *,
    at: datetime,
) -> None:
    """Write the sale into the till's journal, as if the till had sent it."""
    header = document.header
    session.add(
        Document(
            id=header.id,
            till_id=till.id,
            kind=DocumentKind.SALE,
            series=header.series,
            sequence=header.sequence,
            shift_id=document.shift_id,
            number=document.number,
            counter=document.counter,
            cash=document.paid(TenderKind.CASH),
            at=header.at,
            body_hash=hashlib.sha256(repr(document).encode()).digest(),
            received_at=at,
            answer={
                "id": str(header.id),
                "number": document.number,
                "entry": recorded.entry,
                "flags": [flag.kind.value for flag in recorded.flags],
            },
        )
    )
    session.flush()
