"""The photo of a member: only with her consent, made anew from what was sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId
from core.squares import mark, squares
from members.models import Member
from members.people import consents
from members.people.consents import Purpose
from members.people.models import MemberPhoto

SIDE = 320
"""Dots; enough for a card and for whoever pays out."""


def put(session: Session, member: Member, content: bytes, *, at: datetime, by: OperatorId) -> None:
    """Give a member a photo. Raises InvalidInput without her consent."""
    if not consents.is_given(session, MemberId(member.id), Purpose.PHOTO):
        raise InvalidInput(_("Anggota belum menyetujui fotonya dipasang."), field="consent")
    (picture,) = squares(content, (SIDE,))
    session.merge(
        MemberPhoto(
            member_id=MemberId(member.id), mark=mark(picture), picture=picture, changed_at=at
        )
    )
    session.flush()
    _note(session, "member.photo_set", member, at=at, by=by)


def remove(session: Session, member: Member, *, at: datetime, by: OperatorId) -> None:
    """Take a member's photo away. Raises NotFound when she has none."""
    kept = session.get(MemberPhoto, member.id)
    if kept is None:
        raise NotFound(_("Foto ini tidak ada."))
    session.delete(kept)
    session.flush()
    _note(session, "member.photo_removed", member, at=at, by=by)


def mark_of(session: Session, member_id: MemberId) -> str | None:
    """What a member's photo is fetched by; None without one, or without her consent."""
    if not consents.is_given(session, member_id, Purpose.PHOTO):
        return None
    wanted = select(MemberPhoto.mark).where(MemberPhoto.member_id == member_id)
    return session.scalar(wanted)


def picture(session: Session, mark: str) -> bytes:
    """The photo with this mark. Raises NotFound, also once its member agrees no more."""
    rows = session.scalars(select(MemberPhoto).where(MemberPhoto.mark == mark))
    for kept in rows:
        if consents.is_given(session, kept.member_id, Purpose.PHOTO):
            return kept.picture
    raise NotFound(_("Foto ini tidak ada."))


def of_member(session: Session, member_id: MemberId) -> bytes | None:
    """A member's photo for her card; None without one, or without her consent."""
    if not consents.is_given(session, member_id, Purpose.PHOTO):
        return None
    wanted = select(MemberPhoto.picture).where(MemberPhoto.member_id == member_id)
    return session.scalar(wanted)


def _note(session: Session, action: str, member: Member, *, at: datetime, by: OperatorId) -> None:
    audit.record(session, action, at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
