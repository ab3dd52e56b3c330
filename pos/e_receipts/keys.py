"""Which keys may have made a link: of every till, with every token it ever had."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import TillId
from pos.e_receipts.links import key_of
from pos.e_receipts.models import FormerLinkKey
from pos.models import Till


def remember(session: Session, till: Till, *, at: datetime) -> None:
    """Before a till gets another token: what buyers have on their phones goes on opening."""
    key = key_of(till.token_hash)
    session.add(FormerLinkKey(till_id=TillId(till.id), key=key, ended_at=at))


def every_key(session: Session) -> list[bytes]:
    """Some dozens at most; also of tills that sell no more."""
    now = [key_of(token_hash) for token_hash in session.scalars(select(Till.token_hash))]
    return [*now, *session.scalars(select(FormerLinkKey.key))]
