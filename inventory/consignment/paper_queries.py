"""What the papers of consignment read.

A slip tells of what was booked in its shop after the settlement before it, so that every sale is
on one slip and no sale on two.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money, total
from inventory.consignment.entries import settlement_source
from inventory.consignment.models import (
    ConsignedSale,
    Consignor,
    Ending,
    Intake,
    IntakeLine,
    PaidBy,
    Settlement,
    SettlementPart,
)
from inventory.consignment.slips import (
    EndedLine,
    Head,
    IntakeNote,
    NoteLine,
    PaidPart,
    Slip,
    SlipLine,
)
from inventory.models import Product
from ledger.models import JournalEntry


class _Window(NamedTuple):
    """What belongs to a settlement: by the journal's order, else by the clock."""

    after: int
    upto: int
    since: datetime | None
    until: datetime

    @property
    def booked(self) -> ColumnElement[bool]:
        return and_(JournalEntry.number > self.after, JournalEntry.number < self.upto)

    @property
    def unbooked(self) -> ColumnElement[bool]:
        """Of what moved no money, and so is in no journal."""
        inside = and_(JournalEntry.id.is_(None), Ending.ended_at <= self.until)
        return and_(inside, Ending.ended_at > self.since) if self.since else inside


def intake_note(session: Session, number: str) -> IntakeNote:
    """The intake note with this number. Raises NotFound."""
    return _intake_note(session, Intake.number == number.upper(), number)


def intake_note_of(session: Session, key: UUID) -> IntakeNote:
    """The intake note with this key. Raises NotFound."""
    return _intake_note(session, Intake.id == key)


def slip(session: Session, number: str) -> Slip:
    """The settlement with this number. Raises NotFound."""
    return _slip(session, Settlement.number == number.upper(), number)


def slip_of(session: Session, key: UUID) -> Slip:
    """The settlement with this key. Raises NotFound."""
    return _slip(session, Settlement.id == key)


def _intake_note(session: Session, wanted: ColumnElement[bool], number: str = "") -> IntakeNote:
    row = session.execute(
        select(Intake, Consignor, Shop, Operator.name)
        .join(Consignor, Consignor.id == Intake.consignor_id)
        .join(Shop, Shop.id == Intake.shop_id)
        .outerjoin(Operator, Operator.id == Intake.taken_by)
        .where(wanted)
    ).one_or_none()
    if row is None:
        raise NotFound(_("Titipan %(number)s tidak ada.", number=number))
    intake, consignor, shop, by = row
    lines = session.execute(
        select(Product.name, Product.base_unit, IntakeLine.quantity)
        .join(Product, Product.id == IntakeLine.product_id)
        .where(IntakeLine.intake_id == intake.id)
        .order_by(IntakeLine.position)
    )
    head = _head((intake.id, intake.number, intake.taken_at), consignor, shop, by)
    return IntakeNote(head, tuple(NoteLine(*line) for line in lines))


def _slip(session: Session, wanted: ColumnElement[bool], number: str = "") -> Slip:
    row = session.execute(
        select(Settlement, Consignor, Shop, Operator.name)
        .join(Consignor, Consignor.id == Settlement.consignor_id)
        .join(Shop, Shop.id == Settlement.shop_id)
        .outerjoin(Operator, Operator.id == Settlement.paid_by)
        .where(wanted)
    ).one_or_none()
    if row is None:
        raise NotFound(_("Pelunasan %(number)s tidak ada.", number=number))
    paid, consignor, shop, by = row
    earlier = _earlier(session, paid)
    window = _window(session, paid, earlier)
    lines, first = _sold(session, paid, window)
    return Slip(
        head=_head((paid.id, paid.number, paid.paid_at), consignor, shop, by),
        paid_on=paid.paid_on,
        first=first or paid.paid_on,
        before=_left_of(session, earlier) if earlier else ZERO,
        lines=lines,
        ended=_ended(session, paid, window),
        owed=paid.owed,
        parts=_parts(session, paid.id),
    )


def _head(
    paper: tuple[UUID, str, datetime], consignor: Consignor, shop: Shop, by: str | None
) -> Head:
    key, number, at = paper
    return Head(key, number, ShopId(shop.id), shop.code, shop.name, shop.time_zone,
                consignor.name, consignor.number, at, by or "")  # fmt: skip


def _earlier(session: Session, paid: Settlement) -> Settlement | None:
    """The settlement before in the same shop: numbers are taken in the order of the books."""
    return session.scalars(
        select(Settlement)
        .where(
            Settlement.consignor_id == paid.consignor_id,
            Settlement.shop_id == paid.shop_id,
            Settlement.number < paid.number,
        )
        .order_by(Settlement.number.desc())
        .limit(1)
    ).one_or_none()


def _left_of(session: Session, earlier: Settlement) -> Money:
    return earlier.owed - total(part.amount for part in _parts(session, earlier.id))


def _window(session: Session, paid: Settlement, earlier: Settlement | None) -> _Window:
    return _Window(
        _place(session, earlier) if earlier else 0,
        _place(session, paid),
        earlier.paid_at if earlier else None,
        paid.paid_at,
    )


def _place(session: Session, paid: Settlement) -> int:
    """The number of its entry in the shop's journal."""
    wanted = select(JournalEntry.number).where(JournalEntry.source == settlement_source(paid.id))
    return session.scalars(wanted).one()


def _sold(
    session: Session, paid: Settlement, window: _Window
) -> tuple[tuple[SlipLine, ...], date | None]:
    """The lines, and the first day of them."""
    rows = session.execute(
        select(
            Product.name,
            Product.base_unit,
            func.sum(ConsignedSale.quantity),
            func.sum(ConsignedSale.amount),
            func.sum(ConsignedSale.payable),
            func.min(ConsignedSale.booked_on),
        )
        .join(Product, Product.id == ConsignedSale.product_id)
        .join(JournalEntry, JournalEntry.source == ConsignedSale.source)
        .where(
            ConsignedSale.consignor_id == paid.consignor_id,
            ConsignedSale.shop_id == paid.shop_id,
            window.booked,
        )
        .group_by(Product.id, Product.name, Product.base_unit)
        .order_by(func.lower(Product.name))
    ).all()
    return tuple(SlipLine(*row[:5]) for row in rows), min((row[5] for row in rows), default=None)


def _ended(session: Session, paid: Settlement, window: _Window) -> tuple[EndedLine, ...]:
    rows = session.execute(
        select(
            Product.name,
            Product.base_unit,
            Ending.kind,
            func.sum(Ending.quantity),
            func.sum(Ending.owed),
        )
        .join(Product, Product.id == Ending.product_id)
        .outerjoin(JournalEntry, JournalEntry.source == Ending.source)
        .where(
            Ending.consignor_id == paid.consignor_id,
            Ending.shop_id == paid.shop_id,
            or_(window.booked, window.unbooked),
        )
        .group_by(Product.id, Product.name, Product.base_unit, Ending.kind)
        .order_by(func.lower(Product.name), Ending.kind)
    )
    return tuple(EndedLine(*row) for row in rows)


def _parts(session: Session, settlement_id: UUID) -> tuple[PaidPart, ...]:
    """What was paid in which way, always in the same order."""
    found = session.scalars(
        select(SettlementPart).where(SettlementPart.settlement_id == settlement_id)
    )
    ways = list(PaidBy)
    return tuple(
        PaidPart(part.way, part.amount, part.reference)
        for part in sorted(found, key=lambda part: ways.index(part.way))
    )
