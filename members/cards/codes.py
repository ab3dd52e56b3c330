"""What the barcode of a new card says: ``AGT0001`` and on, never one in use or once printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, shops
from core.ids import OperatorId
from members.cards.models import PrintedCard
from members.models import Member
from members.people.models import AuthorisedBuyer

PREFIX, DIGITS = "AGT", 4
_OURS = re.compile(rf"{PREFIX}([0-9]{{1,12}})")


def give(session: Session, members: Sequence[Member], *, at: datetime, by: OperatorId) -> int:
    """Give a code to those of these members who have none; returns how many."""
    shops.take_turn(session)
    without = [member for member in members if member.card is None]
    if without:
        first = _highest(session) + 1
        for number, member in enumerate(without, start=first):
            member.card, member.changed_at = f"{PREFIX}{number:0{DIGITS}}", at
            audit.record(session, "member.card_given", at=at, by=by, shop_id=member.shop_id,
                         subject=str(member.number))  # fmt: skip
        session.flush()
    return len(without)


def _highest(session: Session) -> int:
    """The highest number that a card says or a printed one said, whoever has it now."""
    said: set[str] = set()
    for column in (Member.card, AuthorisedBuyer.card, PrintedCard.card):
        ours = select(column).where(column.startswith(PREFIX))
        said.update(card for card in session.scalars(ours) if card)
    return max((int(found[1]) for card in said if (found := _OURS.fullmatch(card))), default=0)
