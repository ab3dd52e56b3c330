"""The register of members (buku daftar anggota): admitting people and keeping what is said right.

A number is given once and never again: members leave, but their rows stay. What is noted in the
audit log names the fields that changed, never what they said: the log cannot forget a person.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Coop
from core.money import ZERO, Money
from members import moving
from members.cleaning import card_code, member_name, phone_number
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.statuses import NewStatus


@dataclass(frozen=True, slots=True)
class Details:
    """What the register says of a person, as typed; ``admit`` and ``change`` clean it."""

    name: str
    shop_id: ShopId
    """The home shop."""
    joined_on: date
    card: str = ""
    phone: str = ""
    address: str = ""
    status: MemberStatus = MemberStatus.ACTIVE
    """Of today, or of the day she joined."""
    admitted_by: str = ""
    """Who of the board, or which minutes."""
    credit_limit: Money = ZERO
    """How much she may owe (plafon kasbon)."""


def admit(
    session: Session,
    details: Details,
    *,
    at: datetime,
    by: OperatorId | None,
    number: int | None = None,
) -> Member:
    """Take a person in under the next free number, or under one given before Lumbung.

    Raises InvalidInput when something cannot be used or belongs to another member.
    """
    _wait_for_turn(session)
    member = Member(
        number=_free_number(session, number),
        name="",
        shop_id=details.shop_id,
        status=details.status,
        joined_on=details.joined_on,
        created_at=at,
        changed_at=at,
        created_by=by,
    )
    _fill(session, member, details, at=at)
    session.add(member)
    session.flush()
    first = NewStatus(details.status, details.joined_on, decided_by=details.admitted_by)
    statuses.begin(session, member, first, at=at, by=by)
    audit.record(session, "member.admitted", at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
    return member


def change(
    session: Session, member: Member, details: Details, *, at: datetime, by: OperatorId | None
) -> Member:
    """Change what the register says of a member; the number stays for life."""
    _wait_for_turn(session)
    before, home, was = _said(member), member.shop_id, member.status
    _fill(session, member, details, at=at)
    if details.status is not was:
        today = shops.today_in(shops.get_shop(session, details.shop_id), at)
        statuses.change(
            session, member, NewStatus(details.status, today), today=today, at=at, by=by
        )
    if member.shop_id != home:
        moving.move_savings(session, member, away_from=home, at=at)
    changed = sorted(name for name, value in _said(member).items() if before[name] != value)
    if changed:
        member.changed_at = at
        audit.record(session, "member.changed", at=at, by=by, shop_id=member.shop_id,
                     subject=str(member.number), fields=changed)  # fmt: skip
    session.flush()
    return member


def by_number(session: Session, number: int) -> Member:
    """The member with this number. Raises NotFound."""
    member = session.scalars(select(Member).where(Member.number == number)).one_or_none()
    if member is None:
        raise NotFound(_("Tidak ada anggota nomor %(number)s.", number=number))
    return member


def next_number(session: Session) -> int:
    """The number the next member gets."""
    return (session.scalar(select(func.max(Member.number))) or 0) + 1


def _wait_for_turn(session: Session) -> None:
    """One change of the register at a time, so that numbers follow and cards stay unique."""
    session.execute(select(Coop.id).with_for_update()).all()


def _free_number(session: Session, wanted: int | None) -> int:
    if wanted is None:
        return next_number(session)
    if not 0 < wanted < 10**9:
        raise InvalidInput(_("Nomor anggota adalah angka mulai dari 1."), field="number")
    if session.scalar(select(Member.id).where(Member.number == wanted)):
        raise InvalidInput(
            _("Nomor anggota %(number)s sudah dipakai.", number=wanted), field="number"
        )
    return wanted


def _fill(session: Session, member: Member, details: Details, *, at: datetime) -> None:
    shop = shops.get_shop(session, details.shop_id)
    if details.joined_on > shops.today_in(shop, at):
        raise InvalidInput(_("Tanggal masuk tidak boleh di masa depan."), field="joined_on")
    member.name = member_name(details.name)
    member.phone = phone_number(details.phone)
    member.card = _own_card(session, member, card_code(details.card))
    member.address = details.address.strip()
    member.admitted_by = details.admitted_by.strip()
    member.shop_id = details.shop_id
    member.joined_on = details.joined_on
    member.credit_limit = details.credit_limit


def _own_card(session: Session, member: Member, card: str | None) -> str | None:
    with session.no_autoflush:
        holder = session.scalar(
            select(Member.number).where(Member.card == card, Member.id != member.id)
        )
    if card is not None and holder is not None:
        raise InvalidInput(
            _("Kartu ini sudah dipakai anggota nomor %(number)s.", number=holder), field="card"
        )
    return card


def _said(member: Member) -> dict[str, object]:
    return {field.name: getattr(member, field.name) for field in fields(Details)}
