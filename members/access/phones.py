"""On which phones a member is signed in. The cookie holds a token, the table only its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.secrets import new_token, token_hash
from core.settings import read
from core.shops import get_shop, today_in
from members.access.models import MemberSession
from members.access.settings import MEMBER_LOCK_MINUTES
from members.models import Member, MemberStatus

OWN_LASTS = timedelta(days=90)
SHARED_LASTS = timedelta(hours=12)
OWN_LOCKS_AFTER = timedelta(hours=12)
"""A phone of her own asks for the PIN again the next day; one that others use, by the setting."""
TOUCHED_EVERY = timedelta(seconds=30)
"""A visit is written down again only after so long: reading a page need not write each time."""
_LONGEST_DEVICE = 300
_KEY_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Visit:
    """A member on one of her phones."""

    member_id: MemberId
    number: int
    name: str
    shop_id: ShopId
    time_zone: str
    phone_key: str
    """Which phone: the beginning of the token's hash; opens nothing."""
    shared: bool
    locked: bool
    """Away too long: who she is, is known, but the PIN comes first."""
    locks_after: timedelta
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone in the member's own list."""

    key: str
    device: str
    shared: bool
    made_at: datetime
    seen_at: datetime
    is_this: bool


def sign_in(
    session: Session, member_id: MemberId, *, device: str, shared: bool, at: datetime
) -> str:
    """Remember a phone; the token for its cookie. Sessions that have ended are swept away."""
    token = new_token()
    session.execute(delete(MemberSession).where(MemberSession.expires_at <= at))
    session.add(
        MemberSession(
            token_hash=token_hash(token),
            member_id=member_id,
            made_at=at,
            seen_at=at,
            expires_at=at + lasts(shared=shared),
            shared=shared,
            device=device[:_LONGEST_DEVICE],
        )
    )
    session.flush()
    return token


def lasts(*, shared: bool) -> timedelta:
    """How long a phone is remembered at all."""
    return SHARED_LASTS if shared else OWN_LASTS


def visit_of(session: Session, token: str, *, at: datetime) -> Visit | None:
    """Whose phone holds this token; None when it is unknown or over, or she has died."""
    row = session.get(MemberSession, token_hash(token))
    if row is None or row.expires_at <= at:
        return None
    member = session.get_one(Member, row.member_id)
    if member.status is MemberStatus.DECEASED:
        return None
    shop, locks_after = get_shop(session, member.shop_id), OWN_LOCKS_AFTER
    if row.shared:
        minutes = read(session, MEMBER_LOCK_MINUTES, on=today_in(shop, at))
        locks_after = timedelta(minutes=minutes)
    return Visit(
        MemberId(member.id), member.number, member.name, ShopId(shop.id), shop.time_zone,
        _key(row.token_hash), row.shared, at - row.seen_at > locks_after, locks_after, row.seen_at,
    )  # fmt: skip


def touch(session: Session, token: str, *, at: datetime) -> None:
    """She is there now."""
    mine = MemberSession.token_hash == token_hash(token)
    session.execute(update(MemberSession).where(mine).values(seen_at=at))


def lock(session: Session, token: str, *, at: datetime) -> None:
    """Ask for the PIN at the next step, wherever she was."""
    touch(session, token, at=at - OWN_LOCKS_AFTER - OWN_LASTS)


def phones_of(session: Session, visit: Visit, *, at: datetime) -> list[Phone]:
    """All phones of a member, this one first, then those seen last."""
    wanted = MemberSession.member_id == visit.member_id, MemberSession.expires_at > at
    rows = session.scalars(
        select(MemberSession).where(*wanted).order_by(MemberSession.seen_at.desc())
    )
    found = [
        Phone(_key(row.token_hash), row.device, row.shared, row.made_at, row.seen_at,
              _key(row.token_hash) == visit.phone_key)
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda phone: not phone.is_this)


def sign_out(session: Session, token: str) -> None:
    """Forget a phone."""
    session.execute(delete(MemberSession).where(MemberSession.token_hash == token_hash(token)))


def sign_out_phone(session: Session, member_id: MemberId, key: str) -> bool:
    """Forget a phone by its key in the list; False when it is none of hers."""
    mine = session.scalars(select(MemberSession).where(MemberSession.member_id == member_id))
    found = [row for row in mine if _key(row.token_hash) == key]
    for row in found:
        session.delete(row)
    session.flush()
    return bool(found)


def sign_out_others(session: Session, visit: Visit) -> None:
    """Forget every other phone of hers: after the PIN was changed."""
    for phone in phones_of(session, visit, at=visit.seen_at):
        if not phone.is_this:
            sign_out_phone(session, visit.member_id, phone.key)


def _key(hashed: bytes) -> str:
    return hashed.hex()[:_KEY_CHARACTERS]
