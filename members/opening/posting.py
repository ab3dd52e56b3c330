"""Posting a cut-over: everything that was written down, into the books at once or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput
from core.ids import OperatorId, ShopId
from core.models import Shop, table_of
from core.money import ZERO
from ledger import journal, periods
from members import credit
from members.debtors import Debtor
from members.entries import Part
from members.instalments import Plan
from members.models import Member, Patronage
from members.opening import figures, openings
from members.opening.checking import Checked, Frame, checked
from members.opening.entries import (
    bon_parts,
    member_parts,
    opening_entries,
    paper_parts,
    party_parts,
)
from members.opening.models import Opening, OpeningBon, OpeningMember, OpeningParty
from members.opening.months import evening_before
from members.opening.parties import BOOKS, Debt


def check(session: Session, opening: Opening, *, at: datetime) -> Checked:
    """What posting would find now; nothing once it is posted."""
    if opening.posted_at is not None:
        return Checked((), (), (), ZERO)
    every = shops.all_shops(session)
    frame = Frame(
        opening.cut_over,
        shops.today_in(shops.seat(session), at),
        periods.closed_through(session),
        {ShopId(shop.id): shop.code for shop in every},
    )
    return checked(figures.figures(session, opening), frame)


def post(session: Session, *, at: datetime, by: OperatorId | None) -> Opening:
    """Book the cut-over, dated the evening before; a second time does nothing.

    Raises NotFound when nobody has begun, InvalidInput with the first thing that is wrong.
    """
    opening = _locked(session)
    if opening.posted_at is not None:
        return opening
    found = check(session, opening, at=at)
    if not found.is_good:
        raise InvalidInput(found.wrong[0].sentence)
    codes = {ShopId(shop.id): shop.code for shop in shops.all_shops(session)}
    parts = list(_parts(session, opening))
    eve = evening_before(opening.cut_over)
    for entry in opening_entries(opening.id, eve, codes, parts):
        journal.post(session, entry, at=at)
    _take_over(session, opening, at=at, by=by)
    opening.posted_at, opening.posted_by = at, by
    session.flush()
    audit.record(session, "opening.posted", at=at, by=by, subject=opening.cut_over.isoformat())
    return opening


def _locked(session: Session) -> Opening:
    """The cut-over, with every shop's journal waiting: two who post at once wait here."""
    journal.lock_every_shop(session)
    opening = openings.found(session)
    session.refresh(opening, with_for_update=True)
    return opening


def _parts(session: Session, opening: Opening) -> Iterator[Part]:
    yield from paper_parts(
        figures.trial_balances(session, opening), figures.booked_against_opening(session)
    )
    seat = ShopId(shops.seat(session).id)
    rows = session.execute(
        select(OpeningMember, Member.shop_id)
        .join(Member, Member.id == OpeningMember.member_id)
        .where(OpeningMember.opening_id == opening.id)
        .order_by(Member.number)
    )
    for row, home in rows:
        yield from member_parts(row, ShopId(home), seat)
    yield from bon_parts(_bons(session, opening))
    accounts = {kind: book.account for kind, book in BOOKS.items()}
    yield from party_parts(_debts(session, opening), accounts)


def _take_over(session: Session, opening: Opening, *, at: datetime, by: OperatorId | None) -> None:
    """What stands beside the books: purchases, bons, papers of suppliers."""
    eve = evening_before(opening.cut_over)
    _note_purchases(session, opening)
    for bon in _bons(session, opening):
        credit.note_bon(
            session, source=f"opening_bon:{bon.id}", debtor=Debtor.member(bon.member_id),
            shop_id=bon.shop_id, booked_on=bon.bought_on, plan=Plan(bon.due_on), amount=bon.amount,
        )  # fmt: skip
    places = {shop.id: shop for shop in shops.all_shops(session)}
    for row in _debts(session, opening):
        shop: Shop = places[row.shop_id]
        debt = Debt(row.id, row.party_id, shop, row.amount, row.reference, eve, row.due_on)
        BOOKS[row.kind].take_over(session, debt, at, by)
    _touch(session, opening, at=at)


def _note_purchases(session: Session, opening: Opening) -> None:
    rows = session.execute(
        select(OpeningMember.member_id, OpeningMember.purchases, Member.shop_id)
        .join(Member, Member.id == OpeningMember.member_id)
        .where(OpeningMember.opening_id == opening.id, OpeningMember.purchases > ZERO)
    )
    noted = [
        {"source": figures.patronage_source(row.member_id), "member_id": row.member_id,
         "shop_id": row.shop_id, "booked_on": evening_before(opening.cut_over),
         "amount": row.purchases}
        for row in rows
    ]  # fmt: skip
    if noted:
        session.execute(insert(table_of(Patronage)), noted)


def _bons(session: Session, opening: Opening) -> list[OpeningBon]:
    wanted = select(OpeningBon).where(OpeningBon.opening_id == opening.id)
    return list(session.scalars(wanted.order_by(OpeningBon.bought_on, OpeningBon.id)))


def _debts(session: Session, opening: Opening) -> list[OpeningParty]:
    wanted = select(OpeningParty).where(OpeningParty.opening_id == opening.id)
    return list(session.scalars(wanted.order_by(OpeningParty.due_on, OpeningParty.id)))


def _touch(session: Session, opening: Opening, *, at: datetime) -> None:
    """Let the tills fetch everybody again whose balances have changed."""
    rows = select(OpeningMember.member_id).where(OpeningMember.opening_id == opening.id)
    owing = select(OpeningBon.member_id).where(OpeningBon.opening_id == opening.id)
    session.execute(
        update(table_of(Member)).where(Member.id.in_(rows.union(owing))).values(changed_at=at)
    )
