"""Members from a file: every row is planned and reported first, then taken or not.

A row means the member with its number, else with its card, else with its name and phone; so
reading the same file again changes nothing. What a row leaves empty stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import shops
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import ZERO
from members import register
from members.cleaning import card_code, member_name, phone_number, shown_phone
from members.columns import Field, MemberRow
from members.models import Member, MemberStatus
from members.register import Details

_STATUSES = {
    MemberStatus.ACTIVE: "aktif active ya",
    MemberStatus.CANDIDATE: "calon candidate",
    MemberStatus.LEFT: "berhenti keluar mundur left",
    MemberStatus.EXPELLED: "dikeluarkan expelled",
    MemberStatus.DECEASED: "meninggal wafat deceased",
}
_STATUS_WORDS = {word: status for status, words in _STATUSES.items() for word in words.split()}
_DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


class RowStatus(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What would become of one row."""

    row: int
    name: str
    status: RowStatus
    number: int | None = None
    """The member's; None for one who gets the next."""
    details: Details | None = None
    """What the register would say; None for a refused row."""
    sentence: str = ""
    """Why it was refused."""
    changes: tuple[str, ...] = ()
    """The fields that would change."""


@dataclass(frozen=True, slots=True)
class Home:
    """What holds where a row says nothing: the shop, None when there are several, and the day."""

    shop_id: ShopId | None
    today: date


def plan(session: Session, rows: Sequence[MemberRow], home: Home) -> tuple[PlannedRow, ...]:
    """Say what would become of each row; nothing is written."""
    known = _Known(session, home)
    return tuple(_planned(known, row) for row in rows)


def take(
    session: Session, planned: Sequence[PlannedRow], *, at: datetime, by: OperatorId | None
) -> None:
    """Admit and change what was planned; refused rows are left out.

    Those who bring a number come first, so that nobody else is given it.
    """
    for row in sorted(planned, key=lambda row: row.number is None):
        if row.details is None or row.status is RowStatus.SAME:
            continue
        if row.status is RowStatus.NEW:
            register.admit(session, row.details, at=at, by=by, number=row.number)
        elif row.number is not None:
            member = register.by_number(session, row.number)
            register.change(session, member, row.details, at=at, by=by)


class _Known:
    """The register and the shops, and what earlier rows of the file have claimed."""

    def __init__(self, session: Session, home: Home) -> None:
        self.home = home
        self.shops = shops.all_shops(session)
        members = list(session.scalars(select(Member)))
        self.by_number = {member.number: member for member in members}
        self.by_card = {member.card: member for member in members if member.card}
        self.by_person = {(member.name.casefold(), member.phone): member for member in members}
        self._claimed: dict[object, int] = {}

    def claim(self, what: object, row: int) -> None:
        """Take a number, card or person for a row; refuses what an earlier row has."""
        first = self._claimed.setdefault(what, row)
        if first != row:
            raise InvalidInput(_("Anggota atau kartu ini sudah ada di baris %(row)s.", row=first))


@dataclass(frozen=True, slots=True)
class _Who:
    """Whom a row names, cleaned."""

    number: int | None
    card: str | None
    name: str
    phone: str

    @property
    def person(self) -> tuple[str, str]:
        return self.name.casefold(), self.phone


def _planned(known: _Known, row: MemberRow) -> PlannedRow:
    try:
        return _read(known, row)
    except InvalidInput as refusal:
        name = row.get(Field.NAME)
        return PlannedRow(row.row, name, RowStatus.REFUSED, sentence=refusal.sentence)


def _read(known: _Known, row: MemberRow) -> PlannedRow:
    who = _Who(
        _number(row.get(Field.NUMBER)),
        card_code(row.get(Field.CARD)),
        member_name(row.get(Field.NAME)),
        phone_number(row.get(Field.PHONE)),
    )
    member = _meant(known, who)
    _claim(known, row.row, who, member)
    before = _said(member) if member else None
    after = _details(known, row, who, before)
    if member is None or before is None:
        return PlannedRow(row.row, who.name, RowStatus.NEW, who.number, after)
    changes = tuple(
        field.name
        for field in fields(Details)
        if getattr(before, field.name) != getattr(after, field.name)
    )
    status = RowStatus.CHANGED if changes else RowStatus.SAME
    return PlannedRow(row.row, who.name, status, member.number, after, changes=changes)


def _meant(known: _Known, who: _Who) -> Member | None:
    """The member a row is about; a number that nobody has is a new member's."""
    holder = known.by_card.get(who.card) if who.card else None
    if who.number is None:
        return holder or known.by_person.get(who.person)
    member = known.by_number.get(who.number)
    if holder is not None and holder is not member:
        raise InvalidInput(
            _("Kartu ini sudah dipakai anggota nomor %(number)s.", number=holder.number)
        )
    return member


def _claim(known: _Known, row: int, who: _Who, member: Member | None) -> None:
    number = member.number if member else who.number
    if number is not None:
        known.claim(number, row)
    else:
        known.claim(who.person, row)
    if who.card is not None:
        known.claim(who.card, row)


def _details(known: _Known, row: MemberRow, who: _Who, before: Details | None) -> Details:
    """What the register would say: the row where it says something, else what it said before."""
    joined_on = _day(row.get(Field.JOINED_ON)) or (before.joined_on if before else None)
    if joined_on is not None and joined_on > known.home.today:
        raise InvalidInput(_("Tanggal masuk tidak boleh di masa depan."), field="joined_on")
    return Details(
        name=who.name,
        phone=shown_phone(who.phone) or (before.phone if before else ""),
        card=who.card or (before.card if before else ""),
        address=_address(row.get(Field.ADDRESS), before),
        shop_id=_shop(known, row.get(Field.SHOP), before),
        joined_on=joined_on or known.home.today,
        status=_status(row.get(Field.STATUS), before),
        credit_limit=before.credit_limit if before else ZERO,
    )


def _said(member: Member) -> Details:
    return Details(
        name=member.name,
        shop_id=member.shop_id,
        joined_on=member.joined_on,
        card=member.card or "",
        phone=shown_phone(member.phone),
        address=member.address,
        status=member.status,
        credit_limit=member.credit_limit,
    )


def _number(text: str) -> int | None:
    """A member's number; spreadsheets like to write 12 as 12.0 or 0012."""
    digits = text.removesuffix(".0").removesuffix(",0")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits)):
        raise InvalidInput(_("Nomor anggota adalah angka mulai dari 1."), field="number")
    return int(digits)


def _address(text: str, before: Details | None) -> str:
    """In one line, as cells are; the same words in several lines stay as they are."""
    same = before is not None and text in ("", " ".join(before.address.split()))
    return before.address if before is not None and same else text


def _shop(known: _Known, text: str, before: Details | None) -> ShopId:
    wanted = text.casefold()
    for shop in known.shops:
        if wanted and wanted in (shop.code.casefold(), shop.name.casefold()):
            return ShopId(shop.id)
    if wanted:
        raise InvalidInput(_("Tidak ada toko dengan kode %(code)s.", code=text[:20]), field="shop")
    if before is not None:
        return before.shop_id
    if known.home.shop_id is None:
        raise InvalidInput(
            _("Tokonya belum jelas: tulis kodenya di kolom toko, atau pakai --shop."), field="shop"
        )
    return known.home.shop_id


def _day(text: str) -> date | None:
    for written in _DATES if text else ():
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    if text:
        raise InvalidInput(
            _("Tanggal %(text)s tidak dapat dibaca; tulis seperti 31/01/2026.", text=text[:20]),
            field="joined_on",
        )
    return None


def _status(text: str, before: Details | None) -> MemberStatus:
    if not text:
        return before.status if before else MemberStatus.ACTIVE
    found = _STATUS_WORDS.get(text.casefold())
    if found is None:
        raise InvalidInput(_("Keadaan “%(text)s” tidak dikenal.", text=text[:20]), field="status")
    return found
