"""Programmes of the government or a donor, and which members take part in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId, OperatorId
from core.models import Coop
from members.models import Member
from members.programmes.models import MemberProgramme, Programme

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a programme, as typed."""

    code: str
    name: str
    funder: str = ""
    note: str = ""


def add(session: Session, details: Details, *, at: datetime, by: OperatorId) -> Programme:
    """Note a programme. Raises InvalidInput for a code that is bad or taken."""
    shops.take_turn(session)
    if not CODE.fullmatch(details.code):
        raise InvalidInput(
            _("Kode program terdiri dari 2–20 huruf, angka atau strip, misalnya PMI-2026."),
            field="code",
        )
    if session.scalar(select(Programme.id).where(Programme.code == details.code)):
        raise InvalidInput(_("Kode program ini sudah dipakai."), field="code")
    programme = Programme(
        code=details.code, name=details.name, funder=details.funder, note=details.note,
        created_at=at,
    )  # fmt: skip
    session.add(programme)
    session.flush()
    audit.record(session, "programme.added", at=at, by=by, subject=programme.code)
    return programme


def change(
    session: Session, programme: Programme, details: Details, *, at: datetime, by: OperatorId
) -> None:
    """Change what is known of a programme; its code stays."""
    programme.name, programme.funder = details.name, details.funder
    programme.note = details.note
    session.flush()
    audit.record(session, "programme.changed", at=at, by=by, subject=programme.code)


def set_active(
    session: Session, programme: Programme, active: bool, *, at: datetime, by: OperatorId
) -> None:
    """End a programme, or take it up again; what belongs to it stays."""
    programme.active = active
    session.flush()
    action = "programme.resumed" if active else "programme.retired"
    audit.record(session, action, at=at, by=by, subject=programme.code)


def by_code(session: Session, code: str) -> Programme:
    """The programme with this code. Raises NotFound."""
    found = session.scalars(select(Programme).where(Programme.code == code.upper()))
    programme = found.one_or_none()
    if programme is None:
        raise NotFound(_("Tidak ada program dengan kode %(code)s.", code=code))
    return programme


def tag(
    session: Session, programme: Programme, numbers: Collection[int], *, since: date, at: datetime,
    by: OperatorId,
) -> int:  # fmt: skip
    """Let members with these numbers take part; returns how many are new in it.

    Raises InvalidInput, naming them, when there are numbers that nobody has.
    """
    shops.take_turn(session)
    if not programme.active:
        raise InvalidInput(_("Program ini sudah berakhir."), field="numbers")
    found = members_of(session, numbers)
    there = set(
        session.scalars(
            select(MemberProgramme.member_id).where(MemberProgramme.programme_id == programme.id)
        )
    )
    new = [MemberId(each.id) for each in found if each.id not in there]
    session.add_all(
        MemberProgramme(member_id=each, programme_id=programme.id, since=since) for each in new
    )
    session.flush()
    audit.record(session, "programme.members_tagged", at=at, by=by, subject=programme.code,
                 members=len(new))  # fmt: skip
    return len(new)


def untag(
    session: Session, programme: Programme, member: Member, *, at: datetime, by: OperatorId
) -> None:
    """Let a member take part no more. Raises NotFound for somebody who does not."""
    kept = session.get(MemberProgramme, (member.id, programme.id))
    if kept is None:
        raise NotFound(_("Anggota ini bukan peserta program."))
    session.delete(kept)
    session.flush()
    audit.record(session, "programme.member_untagged", at=at, by=by, subject=programme.code,
                 member=member.number)  # fmt: skip


def members_of(session: Session, numbers: Collection[int]) -> Sequence[Member]:
    """The members with these numbers. Raises InvalidInput, naming those that nobody has."""
    wanted = sorted(set(numbers))
    if not wanted:
        raise InvalidInput(_("Tulis nomor anggotanya."), field="numbers")
    found = session.scalars(select(Member).where(Member.number.in_(wanted))).all()
    missing = sorted(set(wanted) - {each.number for each in found})
    if missing:
        named = ", ".join(str(number) for number in missing[:10])
        raise InvalidInput(_("Tidak ada anggota nomor %(numbers)s.", numbers=named),
                           field="numbers")  # fmt: skip
    return found


def _wait_for_turn(session: Session) -> None:
    """One change at a time, so that no code and no tag is written twice."""
    session.execute(select(Coop.id).with_for_update()).all()
