"""Members from a file: every row is planned and reported first, then taken or not.

A row means the member with its number, else with its card, else with its name and phone; so
reading the same file again changes nothing. What a row leaves empty stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import shops
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.imports import RowStatus, Sheet, SheetRow
from core.seals import Seals
from members import cells, register
from members.cleaning import card_code, check_birth, member_name, phone_number, shown_phone
from members.columns import Field
from members.models import Member, MemberStatus
from members.people import countries, identities, nik
from members.people.regions import regions
from members.people.statuses import GONE, NewStatus
from members.register import Details


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
    became: tuple[NewStatus, ...] = ()
    """What a new member has been, oldest first."""
    nik: str = field(default="", repr=False)
    """To be sealed; empty for none, or one that is known already."""


@dataclass(frozen=True, slots=True)
class Home:
    """What holds where a row says nothing: the shop, None when there are several, and the day."""

    shop_id: ShopId | None
    today: date


def plan(session: Session, sheet: Sheet, home: Home, seals: Seals) -> tuple[PlannedRow, ...]:
    """Say what would become of each row; nothing is written."""
    known = _Known(session, home, seals)
    return tuple(_planned(known, row) for row in sheet.rows)


def take(
    session: Session,
    planned: Sequence[PlannedRow],
    seals: Seals,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Admit and change what was planned; refused rows are left out.

    Those who bring a number come first, so that nobody else is given it.
    """
    for row in sorted(planned, key=lambda row: row.number is None):
        if row.details is None or row.status is RowStatus.SAME:
            continue
        if row.status is RowStatus.NEW:
            member = register.admit(
                session, row.details, at=at, by=by, number=row.number, became=row.became
            )
        else:
            member = register.by_number(session, row.number or 0)
            register.change(session, member, row.details, at=at, by=by)
        if row.nik:
            identities.write(session, seals, member, row.nik, at=at, by=by)


class _Known:
    """The register and the shops, and what earlier rows of the file have claimed."""

    def __init__(self, session: Session, home: Home, seals: Seals) -> None:
        self.home = home
        self.seals = seals
        self.by_nik = identities.holders(session)
        self.shops = shops.all_shops(session)
        members = list(session.scalars(select(Member)))
        self.by_number = {member.number: member for member in members}
        self.by_card = {member.card: member for member in members if member.card}
        self.by_person = {(member.name.casefold(), member.phone): member for member in members}
        self._claimed: dict[object, int] = {}

    def new_nik(self, raw: str, row: int, member: Member | None) -> str:
        """The digits of a NIK that is not known yet; refuses one that is somebody else's."""
        digits = nik.number(raw)
        if not digits:
            return ""
        self.claim(digits, row)
        holder = self.by_nik.get(self.seals.fingerprint(digits)) if self.by_nik else None
        if holder is not None and (member is None or member.number != holder):
            raise InvalidInput(
                _("NIK ini sudah tercatat pada anggota nomor %(number)s.", number=holder),
                field="nik",
            )
        return "" if holder else digits

    def claim(self, what: object, row: int) -> None:
        """Take a number, card or person for a row; refuses what an earlier row has."""
        first = self._claimed.setdefault(what, row)
        if first != row:
            raise InvalidInput(
                _("Anggota, kartu, atau NIK ini sudah ada di baris %(row)s.", row=first)
            )


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


def _planned(known: _Known, row: SheetRow) -> PlannedRow:
    try:
        return _read(known, row)
    except InvalidInput as refusal:
        name = _cell(row, Field.NAME)
        return PlannedRow(row.number, name, RowStatus.REFUSED, sentence=refusal.sentence)


def _cell(row: SheetRow, column: Field) -> str:
    """The cell's text without stray spaces; empty when the file has no such column."""
    return " ".join(row.get(column).split())


def _read(known: _Known, row: SheetRow) -> PlannedRow:
    who = _Who(
        cells.number(_cell(row, Field.NUMBER)),
        card_code(_cell(row, Field.CARD)),
        member_name(_cell(row, Field.NAME)),
        phone_number(_cell(row, Field.PHONE)),
    )
    member = _meant(known, who)
    _claim(known, row.number, who, member)
    before = register.said(member) if member else None
    after = _details(known, row, who, before)
    new_nik = known.new_nik(_cell(row, Field.NIK), row.number, member)
    if member is None or before is None:
        became = _became(row, after, today=known.home.today)
        return PlannedRow(
            row.number, who.name, RowStatus.NEW, who.number, after, became=became, nik=new_nik
        )
    _check_same_status(row, member)
    changes = tuple(
        each.name
        for each in fields(Details)
        if getattr(before, each.name) != getattr(after, each.name)
    ) + (("nik",) if new_nik else ())
    status = RowStatus.CHANGED if changes else RowStatus.SAME
    return PlannedRow(
        row.number, who.name, status, member.number, after, changes=changes, nik=new_nik
    )


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


def _details(known: _Known, row: SheetRow, who: _Who, before: Details | None) -> Details:
    """What the register would say: the row where it says something, else what it said before."""
    shop_id = _shop(known, _cell(row, Field.SHOP), before)
    base = before or Details(who.name, shop_id, known.home.today)
    told: dict[str, Any] = {
        "name": who.name,
        "shop_id": shop_id,
        "phone": shown_phone(who.phone),
        "card": who.card,
        "joined_on": cells.day(_cell(row, Field.JOINED_ON), field="joined_on"),
        "address": _address(_cell(row, Field.ADDRESS), base),
        "occupation": _cell(row, Field.OCCUPATION),
        "village": _cell(row, Field.VILLAGE),
        "admitted_by": _cell(row, Field.ADMITTED_BY),
        "sex": cells.sex(_cell(row, Field.SEX)),
        "migrant": cells.migrant(_cell(row, Field.MIGRANT)),
        "destination": countries.find_country(_cell(row, Field.DESTINATION)),
        **_birth(row),
        **_place(row, base),
    }
    after = replace(base, **{name: value for name, value in told.items() if value})
    _check_days(after, today=known.home.today)
    return after


def _birth(row: SheetRow) -> dict[str, Any]:
    place, born = cells.birth(_cell(row, Field.BIRTH))
    return {
        "birth_place": _cell(row, Field.BIRTH_PLACE) or place,
        "birth_date": cells.day(_cell(row, Field.BIRTH_DATE), field="birth_date") or born,
    }


def _place(row: SheetRow, base: Details) -> dict[str, Any]:
    """Regency and district as codes; a district alone lies in the regency known before."""
    regency = regions.find_regency(_cell(row, Field.REGENCY)) or base.regency
    return {
        "regency": regency,
        "district": regions.find_district(_cell(row, Field.DISTRICT), regency),
    }


def _check_days(after: Details, *, today: date) -> None:
    if after.joined_on > today:
        raise InvalidInput(_("Tanggal masuk tidak boleh di masa depan."), field="joined_on")
    check_birth(after.birth_date, joined_on=after.joined_on, today=today)
    regions.check(after.regency, after.district)


def _became(row: SheetRow, details: Details, *, today: date) -> tuple[NewStatus, ...]:
    """What a new member has been since she joined; of one who left, until when."""
    status = cells.status(_cell(row, Field.STATUS)) or MemberStatus.ACTIVE
    left_on = cells.day(_cell(row, Field.LEFT_ON), field="left_on")
    first = NewStatus(
        MemberStatus.ACTIVE if status in GONE else status,
        details.joined_on,
        decided_by=details.admitted_by,
    )
    if status not in GONE:
        return (first,)
    if not details.joined_on <= (left_on or today) <= today:
        raise InvalidInput(_("Tanggal keluar tidak cocok dengan tanggal masuk."), field="left_on")
    return (first, NewStatus(status, left_on or today, _cell(row, Field.REASON)))


def _check_same_status(row: SheetRow, member: Member) -> None:
    """A file does not decide who is a member still: the board does, on a day."""
    status = cells.status(_cell(row, Field.STATUS))
    if status is not None and status is not member.status:
        raise InvalidInput(
            _("Keadaan anggota yang sudah tercatat diubah di halamannya, dengan keputusan "
              "pengurus."),
            field="status",
        )  # fmt: skip


def _address(text: str, base: Details) -> str:
    """In one line, as cells are; the same words in several lines stay as they are."""
    return base.address if text == " ".join(base.address.split()) else text


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
