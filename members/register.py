"""The register of members (buku daftar anggota): admitting people and keeping what is said right.

A number is given once and never again: members leave, but their rows stay. What is noted in the
audit log names the fields that changed, never what they said: the log cannot forget a person.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import ZERO, Money
from members import moving
from members.cleaning import (
    card_code,
    check_birth,
    country_code,
    member_name,
    phone_number,
    plain,
    shown_phone,
)
from members.models import Member, MemberStatus, Migrant, Sex
from members.people import statuses
from members.people.models import AuthorisedBuyer
from members.people.regions import regions
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
    birth_place: str = ""
    birth_date: date | None = None
    sex: Sex | None = None
    occupation: str = ""
    address: str = ""
    """Street or hamlet."""
    village: str = ""
    district: str = ""
    """Code of the shipped list; lies in ``regency``."""
    regency: str = ""
    migrant: Migrant | None = None
    destination: str = ""
    """Country she worked in or goes to, ISO 3166-1."""
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
    became: tuple[NewStatus, ...] = (),
) -> Member:
    """Write a person down under the next free number, or under one given before Lumbung.

    ``became`` is what she has been since, oldest first; nothing: active since she joined. Raises
    InvalidInput when something cannot be used or belongs to another member.
    """
    shops.take_turn(session)
    first, *later = became or (NewStatus(MemberStatus.ACTIVE, details.joined_on),)
    member = Member(
        number=_free_number(session, number),
        name="",
        shop_id=details.shop_id,
        status=first.status,
        joined_on=details.joined_on,
        created_at=at,
        changed_at=at,
        created_by=by,
    )
    _fill(session, member, details, at=at)
    session.add(member)
    session.flush()
    statuses.begin(session, member, first, at=at, by=by)
    today = shops.today_in(shops.get_shop(session, details.shop_id), at)
    for new in later:
        statuses.change(session, member, new, today=today, at=at, by=by)
    audit.record(session, "member.admitted", at=at, by=by, shop_id=member.shop_id,
                 subject=str(member.number))  # fmt: skip
    return member


def change(
    session: Session, member: Member, details: Details, *, at: datetime, by: OperatorId | None
) -> Member:
    """Change what the register says of a member; the number stays for life."""
    shops.take_turn(session)
    session.refresh(member)  # somebody may have changed her while this waited
    before, home = said(member), member.shop_id
    _fill(session, member, details, at=at)
    if member.shop_id != home:
        moving.move_savings(session, member, away_from=home, at=at)
    after = said(member)
    changed = sorted(
        field.name
        for field in fields(Details)
        if getattr(before, field.name) != getattr(after, field.name)
    )
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


def said(member: Member) -> Details:
    """What the register says of a member; ``change`` with it changes nothing."""
    values = {field.name: getattr(member, field.name) for field in fields(Details)}
    return Details(**values | {"card": member.card or "", "phone": shown_phone(member.phone)})


def check_card(session: Session, card: str | None, *, besides: Member | None = None) -> None:
    """Refuse a card that somebody else holds: a member, or a buyer of her household."""
    if card is None:
        return
    with session.no_autoflush:
        holder = session.scalar(
            select(Member.number).where(
                Member.card == card, Member.id != besides.id if besides else true()
            )
        ) or session.scalar(
            select(Member.number)
            .join(AuthorisedBuyer, AuthorisedBuyer.member_id == Member.id)
            .where(AuthorisedBuyer.card == card)
        )
    if holder is not None:
        raise InvalidInput(
            _("Kartu ini sudah dipakai anggota nomor %(number)s.", number=holder), field="card"
        )


def _fill(session: Session, member: Member, details: Details, *, at: datetime) -> None:
    today = shops.today_in(shops.get_shop(session, details.shop_id), at)
    if details.joined_on > today:
        raise InvalidInput(_("Tanggal masuk tidak boleh di masa depan."), field="joined_on")
    check_birth(details.birth_date, joined_on=details.joined_on, today=today)
    cleaned, card = _cleaned(details), card_code(details.card)
    check_card(session, card, besides=member)
    for field in fields(Details):
        setattr(member, field.name, getattr(cleaned, field.name))
    member.card = card


def _cleaned(details: Details) -> Details:
    regions.check(details.regency, details.district)
    return replace(
        details,
        name=member_name(details.name),
        phone=phone_number(details.phone),
        address=details.address.strip(),
        birth_place=plain(details.birth_place, field="birth_place"),
        occupation=plain(details.occupation, field="occupation"),
        village=plain(details.village, field="village"),
        admitted_by=plain(details.admitted_by, field="admitted_by"),
        destination=country_code(details.destination),
    )
