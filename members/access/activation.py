"""The code with which a member chooses the PIN of her own pages: handed over against the card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core import audit, secrets
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId, TillId
from core.settings import read
from core.shops import get_shop, today_in
from members.access import pins
from members.access.models import ActivationCode, MemberAccess, MemberSession
from members.access.pins import Known
from members.access.settings import MEMBER_CODE_HOURS
from members.models import Member, MemberStatus

_GROUP = 4


@dataclass(frozen=True, slots=True)
class Handed:
    """A fresh code; it is shown once and kept nowhere."""

    code: str
    expires_at: datetime


def make_code(
    session: Session, member: Member, *, at: datetime, by: OperatorId | None,
    till_id: TillId | None = None,
) -> Handed:  # fmt: skip
    """A new one-time code; older ones of hers stop working, her PIN does so only when it is used.

    Raises InvalidInput for somebody who has died: the office speaks with the heir.
    """
    if member.status is MemberStatus.DECEASED:
        raise InvalidInput(_("%(name)s sudah meninggal: ahli waris dilayani di kantor.",
                             name=member.name))  # fmt: skip
    unused = ActivationCode.member_id == member.id, ActivationCode.used_at.is_(None)
    session.execute(delete(ActivationCode).where(*unused))
    today = today_in(get_shop(session, member.shop_id), at)
    lasts = timedelta(hours=read(session, MEMBER_CODE_HOURS, on=today))
    code = secrets.new_code()
    session.add(
        ActivationCode(
            member_id=MemberId(member.id),
            code_hash=secrets.token_hash(code),
            made_at=at,
            expires_at=at + lasts,
            made_by=by,
            till_id=till_id,
        )
    )
    audit.record(session, "member.code_made", at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
    return Handed(code, at + lasts)


def find_code(session: Session, typed: str, *, at: datetime) -> ActivationCode:
    """The open code that was typed, in any case and spacing. Raises NotFound for every other."""
    found = session.scalars(
        select(ActivationCode).where(
            ActivationCode.code_hash == secrets.token_hash(_written(typed)),
            ActivationCode.used_at.is_(None),
            ActivationCode.expires_at > at,
        )
    ).one_or_none()
    if found is None:
        raise NotFound(_("Kode ini tidak berlaku lagi. Minta yang baru di toko."))
    return found


def activate(session: Session, typed: str, pin: str, *, at: datetime) -> Member:
    """Set a member's PIN by her code, which is used up; every phone of hers is signed out.

    Raises NotFound, also for the slower of two who send the same code, and InvalidInput.
    """
    found = find_code(session, typed, at=at)
    member = session.get_one(Member, found.member_id)
    check_pin(pin, member)
    taken = session.execute(
        update(ActivationCode)
        .where(ActivationCode.id == found.id, ActivationCode.used_at.is_(None))
        .values(used_at=at)
        .returning(ActivationCode.id)
    )
    if taken.one_or_none() is None:
        raise NotFound(_("Kode ini tidak berlaku lagi. Minta yang baru di toko."))
    set_pin(session, MemberId(member.id), pin, at=at)
    session.execute(delete(MemberSession).where(MemberSession.member_id == member.id))
    audit.record(session, "member.activated", at=at, by=None, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
    return member


def check_pin(pin: str, member: Member) -> None:
    """Raises InvalidInput unless it is six digits that are not easily guessed."""
    if not pins.is_pin(pin):
        raise InvalidInput(_("PIN adalah %(n)s angka.", n=pins.DIGITS), field="pin")
    if pins.is_easy(pin, Known(member.number, member.phone, member.birth_date)):
        raise InvalidInput(
            _("PIN ini mudah ditebak. Jangan angka urut, kembar, tanggal lahir, atau nomor Anda."),
            field="pin",
        )


def set_pin(session: Session, member_id: MemberId, pin: str, *, at: datetime) -> None:
    """Let this be her PIN from now on; wrong tries before are forgotten."""
    access = session.get(MemberAccess, member_id)
    if access is None:
        access = MemberAccess(member_id=member_id, pin_hash="", changed_at=at)
        session.add(access)
    access.pin_hash, access.changed_at = secrets.hash_secret(pin), at
    access.failures, access.locked_until = 0, None
    session.flush()


def _written(typed: str) -> str:
    """As codes are made: ``K7QX-M2NP-4RTW``."""
    plain = re.sub(r"[^A-Z0-9]", "", typed.upper())
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))
