"""Cards of members: who needs one, and putting them on a sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId
from core.paging import SIZE, Page, offset
from members import lookup
from members.cards import codes, photos
from members.cards.models import PrintedCard
from members.cards.sheets import Card
from members.models import Member, MemberStatus

MOST_AT_ONCE = 500
"""Cards of one file: fifty sheets."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A member, and whether her card was printed."""

    number: int
    name: str
    card: str
    """Empty: she gets a code when it is printed."""
    printed: bool


def card_page(
    session: Session, *, query: str = "", unprinted: bool = False, number: int = 1
) -> Page[CardRow]:
    """Active members by number; with ``unprinted`` those whose card was never printed."""
    printed = _printed()
    conditions: list[ColumnElement[bool]] = [Member.status == MemberStatus.ACTIVE]
    if query:
        conditions.append(lookup.matching(query))
    if unprinted:
        conditions.append(~printed)
    rows = session.execute(
        select(Member.number, Member.name, Member.card, printed)
        .where(*conditions)
        .order_by(Member.number)
        .offset(offset(number))
        .limit(SIZE)
    )
    count = session.scalar(select(func.count(Member.id)).where(*conditions)) or 0
    found = tuple(CardRow(number, name, card or "", is_printed)
                  for number, name, card, is_printed in rows)  # fmt: skip
    return Page(found, number, count)


def chosen(session: Session, numbers: Collection[int]) -> Sequence[Member]:
    """The active members with these numbers, by number."""
    return _found(session, Member.number.in_(numbers))


def unprinted(session: Session) -> Sequence[Member]:
    """Active members whose card was never printed, by number; as many as go into a file."""
    return _found(session, ~_printed())


def put_on_sheet(
    session: Session, members: Sequence[Member], *, at: datetime, by: OperatorId
) -> list[Card]:
    """What is printed on the cards of these members; who has no code gets one.

    Raises InvalidInput when there is nobody, or more than go into a file.
    """
    if not members:
        raise InvalidInput(_("Pilih anggotanya dulu."), field="member")
    if len(members) > MOST_AT_ONCE:
        raise InvalidInput(_("Paling banyak %(n)s kartu sekaligus.", n=MOST_AT_ONCE),
                           field="member")  # fmt: skip
    codes.give(session, members, at=at, by=by)
    session.add_all(
        PrintedCard(member_id=MemberId(member.id), card=member.card or "", printed_at=at,
                    printed_by=by)
        for member in members
    )  # fmt: skip
    session.flush()
    audit.record(session, "member.cards_printed", at=at, by=by, cards=len(members))
    return [
        Card(member.number, member.name, member.card or "",
             photos.of_member(session, MemberId(member.id)))
        for member in members
    ]  # fmt: skip


def _found(session: Session, condition: ColumnElement[bool]) -> Sequence[Member]:
    active = select(Member).where(Member.status == MemberStatus.ACTIVE, condition)
    return session.scalars(active.order_by(Member.number).limit(MOST_AT_ONCE)).all()


def _printed() -> ColumnElement[bool]:
    """A card that says what the member's card says now was printed."""
    return exists().where(PrintedCard.member_id == Member.id, PrintedCard.card == Member.card)
