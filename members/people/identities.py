"""The NIK of a member: sealed when written, masked on every page, opened by name and noted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId
from core.seals import SealBroken, Seals
from members.models import Member
from members.people import nik
from members.people.models import SealedIdentity

UNREADABLE = "••••••••••••••••"


def write(
    session: Session, seals: Seals, member: Member, digits: str, *, at: datetime,
    by: OperatorId | None,
) -> bool:  # fmt: skip
    """Seal a member's NIK; says whether that changed anything.

    Raises InvalidInput when somebody else has it, SealBroken when the key is not the one that
    those before were sealed with.
    """
    check_key(session, seals)
    mark = seals.fingerprint(digits)
    holder = holder_of(session, mark)
    if holder is not None and holder != member.number:
        raise InvalidInput(
            _("NIK ini sudah tercatat pada anggota nomor %(number)s.", number=holder), field="nik"
        )
    if holder is not None:
        return False
    row = _row(session, member)
    sealed = seals.seal(digits, owner=member.id.bytes)
    if row is None:
        session.add(SealedIdentity(member_id=MemberId(member.id), sealed=sealed,
                                   fingerprint=mark, changed_at=at))  # fmt: skip
    else:
        row.sealed, row.fingerprint, row.changed_at = sealed, mark, at
    _note(session, "member.identity_written", member, at=at, by=by)
    return True


def forget(session: Session, member: Member, *, at: datetime, by: OperatorId | None) -> None:
    """Throw a member's NIK away, as she may ask."""
    session.delete(_known(session, member))
    _note(session, "member.identity_forgotten", member, at=at, by=by)


def reveal(session: Session, seals: Seals, member: Member, *, at: datetime, by: OperatorId) -> str:
    """The digits, for somebody who may see them; it is noted who did."""
    digits = seals.open(_known(session, member).sealed, owner=member.id.bytes)
    _note(session, "member.identity_opened", member, at=at, by=by)
    return digits


def masked(session: Session, seals: Seals, member: Member) -> str:
    """First and last digits of a member's NIK; empty when none is known, dots without the key."""
    row = _row(session, member)
    if row is None:
        return ""
    try:
        return nik.masked(seals.open(row.sealed, owner=member.id.bytes))
    except SealBroken:
        return UNREADABLE


def holder_of(session: Session, fingerprint: bytes) -> int | None:
    """The number of the member with this NIK."""
    return session.scalar(
        select(Member.number)
        .join(SealedIdentity, SealedIdentity.member_id == Member.id)
        .where(SealedIdentity.fingerprint == fingerprint)
    )


def holders(session: Session) -> Mapping[bytes, int]:
    """Whose each known NIK is, by its fingerprint."""
    rows = session.execute(
        select(SealedIdentity.fingerprint, Member.number).join(
            Member, Member.id == SealedIdentity.member_id
        )
    )
    return {row.fingerprint: row.number for row in rows}


def check_key(session: Session, seals: Seals) -> None:
    """Refuse a key other than the one that is in use: the same NIK would be taken twice."""
    one = session.scalars(select(SealedIdentity).limit(1)).one_or_none()
    if one is not None:
        seals.open(one.sealed, owner=one.member_id.bytes)


def _row(session: Session, member: Member) -> SealedIdentity | None:
    return session.get(SealedIdentity, member.id)


def _known(session: Session, member: Member) -> SealedIdentity:
    row = _row(session, member)
    if row is None:
        raise NotFound(_("NIK anggota ini belum dicatat."))
    return row


def _note(
    session: Session, action: str, member: Member, *, at: datetime, by: OperatorId | None
) -> None:
    audit.record(session, action, at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
