"""Tables of how members sign in on their own phones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, TillId
from core.models import Base, Row


class MemberAccess(Base, kw_only=True, eq=False, repr=False):
    """A member who has chosen a PIN for her pages."""

    __tablename__ = "member_access"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), primary_key=True)
    pin_hash: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    """Wrong PINs since the last right one."""
    locked_until: Mapped[datetime | None] = mapped_column(default=None)
    changed_at: Mapped[datetime]


class ActivationCode(Row, kw_only=True, eq=False, repr=False):
    """A one-time code, handed over at the till against the card, with which a PIN is chosen."""

    __tablename__ = "activation_code"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    made_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    till_id: Mapped[TillId | None] = mapped_column(default=None)
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class MemberSession(Base, kw_only=True, eq=False, repr=False):
    """A phone on which a member is signed in; the cookie holds the token whose hash is the key."""

    __tablename__ = "member_session"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """Too long ago: the PIN is asked again."""
    shared: Mapped[bool]
    """Somebody else uses this phone, too: the PIN is asked soon, and nothing is kept on it."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
    device: Mapped[str] = mapped_column(default="")
    """What the browser calls itself, so that a member knows her phones."""
