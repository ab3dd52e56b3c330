"""Every kind of document a till sends: how its body is read, and how it is booked.

A new kind is a line in ``KINDS`` and an endpoint; intake, the till's journal, the expected cash
of a shift and the check for gaps in receipt numbers follow from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from marshmallow import Schema
from sqlalchemy.orm import Session

from core.ids import ShopId
from pos import sale_schemas, sales, shift_schemas, shifts
from pos.bon_payments import bon_payments
from pos.bon_payments import schemas as payment_schemas
from pos.cash import drawers, moves
from pos.cash import schemas as cash_schemas
from pos.closing import closing
from pos.corrections import corrections
from pos.corrections import schemas as correction_schemas
from pos.documents import Booked, Header
from pos.member_money import member_money
from pos.member_money import schemas as money_schemas
from pos.models import DocumentKind
from pos.returns import returns
from pos.returns import schemas as return_schemas
from pos.schemas import load
from pos.tills import TillView


class AnyDocument(Protocol):
    """What all documents have."""

    @property
    def header(self) -> Header: ...


def only_here(_session: Session, _document: Any) -> Iterable[ShopId]:
    """A document that touches no books but those of its till's shop."""
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document."""

    schema: Schema
    build: Callable[[Mapping[str, Any]], Any]
    """A loaded body as a document; raises Unbookable when it contradicts itself."""
    book: Callable[[Session, TillView, Any, datetime], Booked]
    """Books it as received at an instant; raises Unbookable when it names what nobody knows."""
    shops: Callable[[Session, Any], Iterable[ShopId]] = only_here
    """Other shops whose books it touches: they are locked with the till's, in order of their id."""


KINDS: Mapping[DocumentKind, Kind] = {
    DocumentKind.SALE: Kind(
        sale_schemas.SaleSchema(), sale_schemas.build, sales.book, sales.shops_of
    ),
    DocumentKind.RETURN: Kind(
        return_schemas.ReturnSchema(), return_schemas.build, returns.book, returns.shops_of
    ),
    DocumentKind.TENDER_CORRECTION: Kind(
        correction_schemas.CorrectionSchema(),
        correction_schemas.build,
        corrections.book,
        corrections.shops_of,
    ),
    DocumentKind.BON_PAYMENT: Kind(
        payment_schemas.BonPaymentSchema(),
        payment_schemas.build,
        bon_payments.book,
        bon_payments.shops_of,
    ),
    DocumentKind.MEMBER_MONEY: Kind(
        money_schemas.MemberMoneySchema(),
        money_schemas.build,
        member_money.book,
        member_money.shops_of,
    ),
    DocumentKind.SHIFT_OPEN: Kind(
        shift_schemas.ShiftOpeningSchema(), shift_schemas.build_opening, shifts.book_opening
    ),
    DocumentKind.SHIFT_CLOSE: Kind(
        shift_schemas.ShiftClosingSchema(), shift_schemas.build_closing, closing.book
    ),
    DocumentKind.CASH_MOVE: Kind(
        cash_schemas.CashMoveSchema(), cash_schemas.build_move, moves.book
    ),
    DocumentKind.DRAWER_OPENED: Kind(
        cash_schemas.DrawerOpenedSchema(), cash_schemas.build_opened, drawers.book
    ),
}


def read_document(kind: DocumentKind, body: bytes) -> AnyDocument:
    """The document in a body. Raises Unbookable with a sentence for the manager."""
    how = KINDS[kind]
    document: AnyDocument = how.build(load(how.schema, kind, body))
    return document
