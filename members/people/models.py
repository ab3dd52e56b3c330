"""Tables of what the register says of a person beyond her number and name."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId
from core.models import Base, Row
from members.models import MemberStatus


class StatusChange(Row, kw_only=True, eq=False, repr=False):
    """From which day on a member was what; append-only.

    On a day holds the change with the latest ``holds_from`` not after it; of two with the same
    day the one recorded last, so a mistake is put right by adding. ``Member.status`` says the
    same of today and is kept beside it for lists and tills.
    """

    __tablename__ = "status_change"
    __table_args__ = (Index("ix_status_change_member_id", "member_id", "holds_from"),)

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"))
    status: Mapped[MemberStatus]
    holds_from: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    """Who of the board, or which minutes: ``Rapat pengurus 3/2026``."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class Heir(Row, kw_only=True, eq=False, repr=False):
    """Who is paid when a member dies."""

    __tablename__ = "heir"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    """Digits with country code, ``628…``; empty when unknown."""
    active: Mapped[bool] = mapped_column(default=True)
    """Somebody who is an heir no more stays on record."""
    created_at: Mapped[datetime]


class AuthorisedBuyer(Row, kw_only=True, eq=False, repr=False):
    """Somebody of the household who may buy in the member's name."""

    __tablename__ = "authorised_buyer"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    card: Mapped[str | None] = mapped_column(String(40), unique=True, default=None)
    """What her own card's barcode says; the till finds the member by it."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class MemberPhoto(Base, kw_only=True, eq=False, repr=False):
    """How a member looks: small, for the card and for whoever pays out."""

    __tablename__ = "member_photo"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(32))
    """The hash of the picture: what it is fetched by, so that browsers may keep it."""
    picture: Mapped[bytes]
    """A square WebP, made anew from what was sent."""
    changed_at: Mapped[datetime]


class SealedIdentity(Base, kw_only=True, eq=False, repr=False):
    """A member's NIK, sealed: a copy of the database alone tells nobody's."""

    __tablename__ = "sealed_identity"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), primary_key=True)
    sealed: Mapped[bytes]
    """Encrypted with the key that lies beside the database, never in it."""
    fingerprint: Mapped[bytes] = mapped_column(unique=True)
    """Keyed hash, so that one person is found twice without opening the seals."""
    changed_at: Mapped[datetime]


class Consent(Row, kw_only=True, eq=False, repr=False):
    """A member agreed, or agreed no more, to a use of her data (UU 27/2022); append-only."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_member_id", "member_id", "purpose"),)

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    """What for: ``messages``, ``photo``, ``programme_report``."""
    given: Mapped[bool]
    at: Mapped[datetime]
    by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    """Who wrote it down; None: the member herself, on her pages."""
