"""A file of payments: what each row pays for whom, checked against the register. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core import parse
from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _, lazy
from core.ids import MemberId
from core.imports import RowStatus, Sheet, SheetRow, Vocabulary
from core.money import ZERO, Money, total
from members.balances import Account
from members.models import MemberStatus

MOST_ROWS = 2_000
"""All of a file is booked at once, and tills wait so long."""
MOST = Money(1_000_000_000)
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_NUMBER = re.compile(r"0*([1-9][0-9]{0,8})([.,]0)?")
_LETTERS = re.compile(r"[^\w]+")
_NOTHING = frozenset({"", "-", "–", "0"})


class Field(StrEnum):
    """What a column can hold."""

    NUMBER = "number"
    NAME = "name"
    WAJIB = "wajib"
    SUKARELA = "sukarela"
    DAY = "day"
    REFERENCE = "reference"


VOCABULARY = Vocabulary(
    {
        Field.NUMBER: "nomor anggota, no anggota, nomor, no, id anggota, member number, member no",
        Field.NAME: "nama, nama anggota, nama lengkap, name, member name",
        Field.WAJIB: "wajib, simpanan wajib, sw, setoran wajib, iuran, iuran wajib, jumlah, "
        "nominal, setoran, dibayar, amount, dues",
        Field.SUKARELA: "sukarela, simpanan sukarela, ss, tabungan, savings",
        Field.DAY: "tanggal, tgl, tanggal bayar, tgl bayar, tanggal setor, tgl setor, date, "
        "paid on",
        Field.REFERENCE: "referensi, ref, bukti, no bukti, nomor bukti, kuitansi, keterangan, "
        "reference",
    },
    (frozenset({Field.NUMBER}), frozenset({Field.WAJIB, Field.SUKARELA})),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: nomor, nama, wajib, tanggal."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A member of the register."""

    member_id: MemberId
    number: int
    name: str
    status: MemberStatus


@dataclass(frozen=True, slots=True)
class Payment:
    """What a row pays into one account."""

    row: int
    member_id: MemberId
    account: Account
    amount: Money
    paid_on: date
    reference: str


@dataclass(frozen=True, slots=True)
class RowTold:
    """What is said about a row, and what it pays."""

    number: int
    status: RowStatus
    name: str
    member: str = ""
    """Her number, as typed."""
    sentence: str = ""
    """Why it is refused."""
    payments: tuple[Payment, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a file pays, row by row."""

    rows: tuple[RowTold, ...]
    ignored: tuple[str, ...]
    read_as: str

    @property
    def payments(self) -> tuple[Payment, ...]:
        return tuple(paid for row in self.rows for paid in row.payments)

    @property
    def refused(self) -> int:
        return sum(row.status is RowStatus.REFUSED for row in self.rows)

    @property
    def good(self) -> int:
        return len(self.rows) - self.refused

    def sum(self, account: Account) -> Money:
        """What comes into one account."""
        return total(paid.amount for paid in self.payments if paid.account is account)


@dataclass(frozen=True, slots=True)
class Days:
    """On which days money may be booked, and the one that a row without a day means."""

    default: date
    today: date
    closed_through: date | None


@dataclass(slots=True)
class _Seen:
    """The rows there were, so that none is paid twice."""

    rows: dict[object, int] = field(default_factory=dict)


def report(sheet: Sheet, known: Mapping[int, Known], days: Days) -> Report:
    """What every row pays; one that cannot be booked is refused with a sentence."""
    if len(sheet.rows) > MOST_ROWS:
        raise InvalidInput(
            _("File ini lebih dari %(most)s baris. Bagi menjadi beberapa file.", most=MOST_ROWS),
            field="file",
        )
    seen = _Seen()
    rows = tuple(_told(row, known, days, seen) for row in sheet.rows)
    return Report(rows, sheet.ignored, sheet.read_as)


def same_person(said: str, name: str) -> bool:
    """Whether a name in a file means somebody: all words of the shorter are in the longer."""
    first, second = _words(said), _words(name)
    return first <= second or second <= first


def _words(name: str) -> set[str]:
    return {word for word in _LETTERS.split(name.casefold()) if word}


def _told(row: SheetRow, known: Mapping[int, Known], days: Days, seen: _Seen) -> RowTold:
    name = " ".join(row.get(Field.NAME).split())[:80]
    number = row.get(Field.NUMBER).strip()[:20]
    try:
        member = _member(number, name, known)
        payments = tuple(_payments(row, member, days))
        _claim(seen, row, payments)
    except InvalidInput as refused:
        return RowTold(row.number, RowStatus.REFUSED, name, number, refused.sentence)
    notes = () if name else (_("tanpa nama: tidak dicocokkan"),)
    return RowTold(row.number, RowStatus.NEW, member.name, str(member.number),
                   payments=payments, notes=notes)  # fmt: skip


def _member(text: str, name: str, known: Mapping[int, Known]) -> Known:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise InvalidInput(_("“%(text)s” bukan nomor anggota.", text=text))
    member = known.get(int(found[1]))
    if member is None:
        raise InvalidInput(_("Tidak ada anggota nomor %(number)s.", number=found[1]))
    if name and not same_person(name, member.name):
        raise InvalidInput(
            _("Nomor %(number)s adalah %(name)s, bukan %(said)s.",
              number=member.number, name=member.name, said=name)
        )  # fmt: skip
    if member.status not in (MemberStatus.ACTIVE, MemberStatus.CANDIDATE):
        raise InvalidInput(_("%(name)s bukan anggota lagi.", name=member.name))
    return member


def _payments(row: SheetRow, member: Known, days: Days) -> list[Payment]:
    paid_on = _day(row.get(Field.DAY).strip(), days)
    reference = " ".join(row.get(Field.REFERENCE).split())[:60]
    amounts = [
        (Account.WAJIB, _amount(row.get(Field.WAJIB))),
        (Account.SUKARELA, _amount(row.get(Field.SUKARELA))),
    ]
    found = [
        Payment(row.number, member.member_id, account, amount, paid_on, reference)
        for account, amount in amounts if amount
    ]  # fmt: skip
    if not found:
        raise InvalidInput(_("Tidak ada jumlah yang disetor."))
    return found


def _amount(text: str) -> Money:
    plain = text.strip()
    if plain in _NOTHING:
        return ZERO
    amount = parse.money(plain)
    if not ZERO <= amount <= MOST:
        raise InvalidInput(_("%(amount)s tidak dapat disetor.", amount=rupiah(amount)))
    return amount


def _day(text: str, days: Days) -> date:
    day = _read_day(text) if text else days.default
    if day > days.today:
        raise InvalidInput(_("Tanggal tidak boleh di masa depan."))
    if days.closed_through is not None and day <= days.closed_through:
        raise InvalidInput(_("Buku tanggal %(text)s sudah ditutup.", text=day.strftime("%d/%m/%Y")))
    return day


def _read_day(text: str) -> date:
    for written in _DAYS:
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise InvalidInput(_("Tanggal “%(text)s” tidak dapat dibaca.", text=text[:20]))


def _claim(seen: _Seen, row: SheetRow, payments: tuple[Payment, ...]) -> None:
    what = tuple((one.member_id, one.account, one.amount, one.paid_on) for one in payments)
    first = seen.rows.setdefault(what, row.number)
    if first != row.number:
        raise InvalidInput(_("Sama dengan baris %(number)s.", number=first))
