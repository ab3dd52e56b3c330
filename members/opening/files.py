"""Opening balances from files: every row is looked at and reported first, then taken or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import shops
from core.errors import InvalidInput
from core.exports import Column, Sheet
from core.i18n import _
from core.ids import MemberId, ShopId, new_id
from core.imports import RowStatus, SheetRow, Vocabulary, read_sheet
from core.money import Money
from core.tables import Table
from members.models import Member
from members.opening import accounts, bons, file_rows, parties, queries, taken_over
from members.opening.bons import PaperBon
from members.opening.file_rows import Field, day_in, money_in, months_of, number_in
from members.opening.models import Opening, OpeningBon, OpeningParty, PartyKind
from members.opening.months import month_ends
from members.opening.parties import PaperDebt
from members.opening.taken_over import FIELDS, Said


class FileKind(StrEnum):
    """What the rows of a file are; also in addresses."""

    ACCOUNTS = "accounts"
    MEMBERS = "members"
    BONS = "bons"
    SUPPLIERS = "pemasok"
    CONSIGNORS = "penitip"

    @property
    def party(self) -> PartyKind | None:
        """Of whom its debts are; None for other files."""
        return PartyKind(self.value) if self.value in tuple(PartyKind) else None


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of a row."""

    number: int
    status: RowStatus
    name: str
    sentence: str = ""
    """Why it is refused, or what is odd about it."""


@dataclass(slots=True)
class Plan:
    """What a file would do; ``take`` does it."""

    rows: list[Row] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    read_as: str = ""
    work: list[Callable[[], None]] = field(default_factory=list)

    def take(self) -> None:
        """Write the rows that are good."""
        for do in self.work:
            do()

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.status for row in self.rows)
        return {status.value: found[status] for status in RowStatus}

    @property
    def good(self) -> int:
        """Rows that change something."""
        return self.counts["new"] + self.counts["changed"]


@dataclass(slots=True)
class Target:
    """Where a file goes, and what is known there."""

    session: Session
    opening: Opening
    shop_id: ShopId | None
    """Where a row says nothing; None when there are several shops."""
    claimed: dict[object, int] = field(default_factory=dict)

    def claim(self, what: object, row: int) -> None:
        """Refuse what an earlier row has said already."""
        first = self.claimed.setdefault(what, row)
        if first != row:
            raise InvalidInput(_("Sudah ada di baris %(row)s.", row=first))

    def shop_of(self, row: SheetRow, otherwise: ShopId | None = None) -> ShopId:
        """The shop a row names, else the usual one."""
        text = row.get(Field.SHOP).strip()
        chosen = otherwise or self.shop_id
        if text:
            return ShopId(shops.shop_by_code(self.session, text[:10]).id)
        if chosen is None:
            raise InvalidInput(
                _("Tokonya belum jelas: tulis kodenya di kolom toko."), field=Field.SHOP
            )
        return chosen


def vocabulary(kind: FileKind, opening: Opening) -> Vocabulary:
    """The columns of a kind of file."""
    fixed = {FileKind.ACCOUNTS: file_rows.ACCOUNTS, FileKind.BONS: file_rows.BONS}
    if kind is FileKind.MEMBERS:
        return file_rows.members_vocabulary(month_ends(opening.cut_over))
    return fixed.get(kind, file_rows.DEBTS)


def plan(target: Target, kind: FileKind, table: Table) -> Plan:
    """Say what would become of each row; nothing is written."""
    sheet = read_sheet(table, vocabulary(kind, target.opening))
    planned = Plan(ignored=sheet.ignored, read_as=sheet.read_as)
    take_row = _taker(target, kind, planned)
    for row in sheet.rows:
        planned.rows.append(_reported(row, take_row))
    return planned


def sample(session: Session, kind: FileKind, opening: Opening) -> Sheet:
    """A file to fill in; that of members has everybody's number and name in it."""
    if kind is FileKind.MEMBERS:
        headings = file_rows.member_headings(month_ends(opening.cut_over))
        known = session.execute(select(Member.number, Member.name).order_by(Member.number))
        empty = [""] * (len(headings) - 2)
        rows: Sequence[Sequence[str]] = [(str(one.number), one.name, *empty) for one in known]
    elif kind is FileKind.ACCOUNTS:
        headings = ["Kode akun", "Nama akun", "Debet", "Kredit", "Toko"]
        rows = [(one.code, one.name, "", "", "") for one in queries.openable_accounts(session)]
    elif kind is FileKind.BONS:
        headings = ["Nomor anggota", "Nama", "Tanggal", "Jatuh tempo", "Jumlah", "Toko"]
        rows = [("1", "Siti Aminah", "20/06/2026", "", "75000", "")]
    else:
        headings = ["Nama", "Nomor faktur", "Jatuh tempo", "Jumlah", "Toko"]
        rows = [("CV Sumber Rejeki", "INV-77", "10/07/2026", "700000", "")]
    return Sheet(_("Saldo awal"), tuple(Column(heading) for heading in headings), rows)


Taker = Callable[[SheetRow], Row]


def _taker(target: Target, kind: FileKind, planned: Plan) -> Taker:
    if kind is FileKind.ACCOUNTS:
        return lambda row: _account(target, planned, row)
    if kind is FileKind.MEMBERS:
        return _member_taker(target, planned)
    if kind is FileKind.BONS:
        return _bon_taker(target, planned)
    return _debt_taker(target, planned, PartyKind(kind.value))


def _reported(row: SheetRow, take_row: Taker) -> Row:
    try:
        return take_row(row)
    except InvalidInput as refusal:
        name = row.get(Field.NAME) or row.get(Field.NUMBER) or row.get(Field.ACCOUNT)
        return Row(row.number, RowStatus.REFUSED, name[:80], refusal.sentence)


def _account(target: Target, planned: Plan, row: SheetRow) -> Row:
    amount = money_in(row, Field.DEBIT) - money_in(row, Field.CREDIT)
    name = f"{row.get(Field.ACCOUNT)} {row.get(Field.NAME)}".strip()[:80]
    if not amount:
        return Row(row.number, RowStatus.SAME, name, _("Kosong, jadi tidak dipakai."))
    account = accounts.known_account(target.session, row.get(Field.ACCOUNT))
    shop_id = target.shop_of(row)
    target.claim((shop_id, account.code), row.number)
    before = queries.amount_of(target.session, target.opening, shop_id, account.code)
    status = _status(before, amount)
    if status is not RowStatus.SAME:
        planned.work.append(
            lambda: accounts.put(target.session, target.opening, shop_id, account, amount)
        )
    return Row(row.number, status, f"{account.code} {account.name}")


def _member_taker(target: Target, planned: Plan) -> Taker:
    known = {one.number: one for one in target.session.scalars(select(Member))}
    months = month_ends(target.opening.cut_over)
    before = taken_over.everything(target.session, target.opening)
    taken: dict[MemberId, Said] = {}
    planned.work.append(lambda: taken_over.put(target.session, target.opening, taken))

    def take(row: SheetRow) -> Row:
        number = number_in(row)
        member = known.get(number)
        if member is None:
            raise InvalidInput(_("Tidak ada anggota nomor %(number)s.", number=number))
        target.claim(number, row.number)
        said = Said(**{name: money_in(row, name) for name in FIELDS}, months=months_of(row, months))
        key = MemberId(member.id)
        status = _status(before.get(key), said)
        if status is not RowStatus.SAME:
            taken[key] = said
        return Row(row.number, status, f"{number} {member.name}", _other_name(row, member))

    return take


def _bon_taker(target: Target, planned: Plan) -> Taker:
    session, opening = target.session, target.opening
    known = {one.number: one for one in session.scalars(select(Member))}
    written = Counter(
        (one.member_id, one.shop_id, one.bought_on, one.amount)
        for one in session.scalars(select(OpeningBon).where(OpeningBon.opening_id == opening.id))
    )

    def take(row: SheetRow) -> Row:
        number = number_in(row)
        member = known.get(number)
        if member is None:
            raise InvalidInput(_("Tidak ada anggota nomor %(number)s.", number=number))
        bought_on = day_in(row, Field.BOUGHT_ON)
        if bought_on is None:
            raise InvalidInput(_("Isi tanggal bonnya."), field=Field.BOUGHT_ON)
        bon = PaperBon(
            new_id(), MemberId(member.id), target.shop_of(row, ShopId(member.shop_id)),
            bought_on, money_in(row, Field.AMOUNT), day_in(row, Field.DUE_ON),
        )  # fmt: skip
        bons.check(opening, bon)
        place = (bon.member_id, bon.shop_id, bon.bought_on, bon.amount)
        name = f"{number} {member.name}"
        if written[place]:
            written[place] -= 1
            return Row(row.number, RowStatus.SAME, name, _("Sudah tercatat."))
        planned.work.append(lambda: bons.put(session, opening, bon))
        return Row(row.number, RowStatus.NEW, name, _other_name(row, member))

    return take


def _debt_taker(target: Target, planned: Plan, kind: PartyKind) -> Taker:
    session, opening = target.session, target.opening
    written = Counter(
        (one.party_id, one.shop_id, one.reference, one.amount)
        for one in session.scalars(
            select(OpeningParty).where(
                OpeningParty.opening_id == opening.id, OpeningParty.kind == kind
            )
        )
    )

    def take(row: SheetRow) -> Row:
        party = parties.named(session, kind, row.get(Field.NAME))
        debt = PaperDebt(
            new_id(), kind, party.id, target.shop_of(row), money_in(row, Field.AMOUNT),
            day_in(row, Field.DUE_ON), " ".join(row.get(Field.REFERENCE).split())[:36],
        )  # fmt: skip
        parties.check(debt)
        place = (debt.party_id, debt.shop_id, debt.reference, debt.amount)
        if written[place]:
            written[place] -= 1
            return Row(row.number, RowStatus.SAME, party.name, _("Sudah tercatat."))
        planned.work.append(lambda: parties.put(session, opening, debt))
        return Row(row.number, RowStatus.NEW, party.name)

    return take


def _status(before: Money | Said | None, after: Money | Said) -> RowStatus:
    if before is None:
        return RowStatus.NEW
    return RowStatus.SAME if before == after else RowStatus.CHANGED


def _other_name(row: SheetRow, member: Member) -> str:
    name = " ".join(row.get(Field.NAME).split())
    if name and name.casefold() != member.name.casefold():
        return _("Di file namanya %(name)s: periksa nomornya.", name=name[:60])
    return ""
