"""Finding a member at the till: by card, number, phone or part of a name; phones are masked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from members.models import Member, MemberStatus
from members.people.models import AuthorisedBuyer

MOST_FOUND = 20
LONGEST_NUMBER = 10
SHORTEST_PHONE = 4
"""Digits of a phone number that must be typed before it is searched."""


def version(session: Session) -> str:
    """Changes whenever ``for_tills`` would."""
    row = session.execute(select(func.count(), func.max(Member.changed_at))).one()
    return f"{row[0]}-{row[1]}"


def find(session: Session, query: str) -> list[dict[str, Any]]:
    """Active members the words may mean, by number; at most twenty."""
    words = query.strip()
    if not words:
        return []
    rows = session.scalars(
        select(Member)
        .where(Member.status == MemberStatus.ACTIVE, matching(words))
        .order_by(Member.number)
        .limit(MOST_FOUND)
    )
    return [
        {
            "id": str(row.id),
            "number": str(row.number),
            "name": row.name,
            "phone_masked": mask(row.phone),
        }
        for row in rows
    ]


def mask(phone: str) -> str:
    """``6281234567890`` as ``••••7890``; empty stays empty."""
    return f"••••{phone[-4:]}" if phone else ""


def matching(words: str) -> ColumnElement[bool]:
    """Members whom the words may mean: a card, the number, the phone's end, parts of the name."""
    each = (Member.name.icontains(word, autoescape=True) for word in words.split())
    card = "".join(words.split()).upper()
    buyers = select(AuthorisedBuyer.member_id).where(
        AuthorisedBuyer.card == card, AuthorisedBuyer.active
    )
    meanings = [and_(*each), Member.card == card, Member.id.in_(buyers)]
    digits = words.replace(" ", "").replace("-", "").removeprefix("+")
    if digits.isascii() and digits.isdigit():
        if len(digits) < LONGEST_NUMBER:
            meanings.append(Member.number == int(digits))
        if len(digits) >= SHORTEST_PHONE:
            meanings.append(Member.phone.endswith(digits.removeprefix("0"), autoescape=True))
    return or_(*meanings)
