"""A QRIS provider's file as rows: which column is what, and what each says. Pure.

Every provider writes another file, so columns are found by their headings. A fee with sen is
rounded; what reaches the bank is the amount less that fee.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from core import parse
from core.errors import InvalidInput
from core.i18n import _
from core.money import ZERO, Money, round_half_up
from core.tables import Table, TableRow


class Column(StrEnum):
    """What a column can hold."""

    DAY = "day"
    TIME = "time"
    AMOUNT = "amount"
    REFERENCE = "reference"
    FEE = "fee"
    NET = "net"
    STATUS = "status"


_HEADINGS = """
day: tanggal transaksi, tanggal, tgl transaksi, tgl, date, transaction date, tanggal bayar,
    payment date, created at, paid at, trx date
time: waktu transaksi, jam transaksi, waktu, jam, pukul, time, transaction time, datetime,
    date time, tanggal waktu, tanggal jam, tanggal dan waktu
amount: nominal transaksi, jumlah transaksi, nilai transaksi, nominal, jumlah, amount, gross,
    gross amount, transaction amount, total, total transaksi, jumlah kotor, nominal rp, bruto
reference: rrn, nomor referensi, no referensi, referensi, reference, reference number,
    reference no, ref no, no ref, reff, id transaksi, transaction id, trx id, nomor transaksi
fee: mdr, biaya mdr, mdr fee, fee, biaya, potongan, biaya admin, admin fee, biaya layanan,
    potongan mdr, mdr rp, fee mdr
net: net, netto, net amount, jumlah bersih, nominal bersih, diterima, jumlah diterima,
    settlement amount, net settlement, nominal settlement, dana diterima, bersih
status: status, status transaksi, transaction status
"""
_LETTERS = re.compile(r"[^a-z0-9]+")
_HEADING_WITHIN = 20
_NOT_PAID = re.compile(
    r"gagal|fail|void|batal|cancel|refund|expire|kedaluwarsa|pending|proses", re.I
)
_FORMATS = (
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M",
    "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M",
    "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%Y/%m/%d", "%Y%m%d",
)  # fmt: skip
"""Days as Indonesia writes them, and as machines do; never months first."""
_DOTTED = re.compile(r"\b(\d\d)\.(\d\d)(?:\.(\d\d))?$")
"""A time as Indonesia writes it: 13.05."""
_SEN = re.compile(r"-?(?:rp)?\.? ?(?P<whole>\d+|\d{1,3}(?:[.,]\d{3})+)[.,](?P<sen>\d{1,4})")


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A payment as the provider tells it."""

    number: int
    """Of the row in the file, as a spreadsheet shows it."""
    on: date
    at: datetime | None
    """None when only the day is named."""
    reference: str
    gross: Money
    fee: Money
    net: Money
    fingerprint: str = ""
    """The same in every file that holds the row."""


@dataclass(frozen=True, slots=True)
class SettlementFile:
    """What a file says, and what of it cannot be used."""

    rows: tuple[SettledRow, ...]
    problems: tuple[str, ...]
    """A sentence for each row that cannot be used."""
    left_out: int
    """Rows of payments that the provider calls failed or still pending."""
    read_as: str


def read_file(table: Table, *, time_zone: str) -> SettlementFile:
    """The payments in a provider's file; its clock is the shop's. Raises InvalidInput."""
    head, columns = _columns(table)
    rows: list[SettledRow] = []
    problems: list[str] = []
    left_out = 0
    for row in table.rows[head + 1 :]:
        cells = {column: row.cells[at].strip() for column, at in columns.items()
                 if at < len(row.cells)}  # fmt: skip
        if _NOT_PAID.search(cells.get(Column.STATUS, "")):
            left_out += 1
        elif not cells.get(Column.AMOUNT) or not _when_text(cells):
            continue  # a line of totals, or an empty one
        else:
            try:
                rows.append(_settled(row, cells, ZoneInfo(time_zone)))
            except InvalidInput as error:
                problems.append(_("Baris %(n)s: %(why)s", n=row.number, why=error.sentence))
    return SettlementFile(tuple(_marked(rows)), tuple(problems), left_out, table.read_as)


def _columns(table: Table) -> tuple[int, Mapping[Column, int]]:
    """Where the headings are, and which column is what."""
    for place, row in enumerate(table.rows[:_HEADING_WITHIN]):
        found = _named(row)
        if Column.AMOUNT in found and (Column.DAY in found or Column.TIME in found):
            return place, found
    raise InvalidInput(
        _("Baris judul tidak ditemukan. File ini perlu kolom waktu dan jumlah transaksi."),
        field="file",
    )


def _named(row: TableRow) -> dict[Column, int]:
    """The best heading of each column: earlier in the list beats later."""
    best: dict[Column, tuple[int, int]] = {}
    for place, heading in enumerate(row.cells):
        meaning = _BY_HEADING.get(_LETTERS.sub("", heading.casefold()))
        if meaning:
            column, rank = meaning
            best[column] = min(best.get(column, (rank, place)), (rank, place))
    return {column: place for column, (_rank, place) in best.items()}


def _by_heading() -> dict[str, tuple[Column, int]]:
    table = {}
    for line in _HEADINGS.strip().replace("\n    ", " ").splitlines():
        column, headings = line.split(":")
        for rank, heading in enumerate(headings.split(",")):
            table[_LETTERS.sub("", heading)] = Column(column), rank
    return table


_BY_HEADING = _by_heading()


def _settled(row: TableRow, cells: Mapping[Column, str], zone: ZoneInfo) -> SettledRow:
    on, at = _when(cells, zone)
    gross = parse.money(cells[Column.AMOUNT])
    if gross <= ZERO:
        raise InvalidInput(_("jumlahnya harus lebih dari nol."))
    fee = _fee(cells, gross)
    return SettledRow(row.number, on, at, cells.get(Column.REFERENCE, ""), gross, fee, gross - fee)


def _when_text(cells: Mapping[Column, str]) -> str:
    """Day and time, from one column or two."""
    day, time = cells.get(Column.DAY, ""), cells.get(Column.TIME, "")
    if not day or not time:
        return day or time
    return time if len(time) > len("00:00:00") else f"{day} {time}"


def _when(cells: Mapping[Column, str], zone: ZoneInfo) -> tuple[date, datetime | None]:
    text = _DOTTED.sub(r"\1:\2:\3", " ".join(_when_text(cells).split())).rstrip(":")
    for form in _FORMATS:
        try:
            found = datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
        return found.date(), found if "%H" in form else None
    try:
        found = datetime.fromisoformat(_when_text(cells))
    except ValueError:
        raise InvalidInput(_("waktu “%(text)s” tidak dapat dibaca.", text=text)) from None
    local = found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
    return local.date(), local


def _fee(cells: Mapping[Column, str], gross: Money) -> Money:
    """The fee as told, or what is missing of the amount; both must agree to a rupiah."""
    told, net = (_amount(cells.get(column, "")) for column in (Column.FEE, Column.NET))
    fee = told if told is not None else gross - net if net is not None else ZERO
    if not ZERO <= fee <= gross:
        raise InvalidInput(_("biayanya lebih besar daripada jumlahnya."))
    if net is not None and abs((gross - fee - net).amount) > 1:
        raise InvalidInput(_("jumlah dikurangi biaya tidak sama dengan yang diterima."))
    return fee


def _amount(text: str) -> Money | None:
    """Rupiah, half a rupiah rounded up; without sign, as some write fees with a minus."""
    if not text or text == "-":
        return None
    if sen := _SEN.fullmatch(text.lower()):
        digits = re.sub(r"[.,]", "", sen["whole"])
        if not (len(sen["sen"]) == 3 and len(sen["whole"]) <= 3):
            exact = int(digits) + Fraction(int(sen["sen"]), 10 ** len(sen["sen"]))
            return Money(round_half_up(exact))
    return Money(abs(parse.money(text).amount))


def _marked(rows: list[SettledRow]) -> Iterator[SettledRow]:
    """Rows that look the same are told apart by which of them comes first."""
    seen: Counter[str] = Counter()
    for row in rows:
        when = row.at.isoformat() if row.at else row.on.isoformat()
        look = f"{reference_key(row.reference)}|{when}|{row.gross.amount}"
        seen[look] += 1
        mark = hashlib.sha256(f"{look}|{seen[look]}".encode()).hexdigest()
        yield SettledRow(
            row.number, row.on, row.at, row.reference, row.gross, row.fee, row.net, mark
        )


def reference_key(reference: str) -> str:
    """A reference without what people leave out: case, spaces, signs, zeros in front."""
    return re.sub(r"[^A-Z0-9]", "", reference.upper()).lstrip("0")
