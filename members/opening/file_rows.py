"""What the files of opening balances hold: headings as treasurers write them, cells as values.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from core import parse
from core.errors import InvalidInput
from core.format import day
from core.i18n import _, lazy
from core.imports import SheetRow, Vocabulary
from core.money import ZERO, Money
from members.opening.months import carried
from members.opening.taken_over import Owned

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_MONTHS = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"]
_EMPTY = frozenset({"", "-", "–", "0"})


class Field(StrEnum):
    """What a column can hold."""

    NUMBER = "number"
    NAME = "name"
    ACCOUNT = "account"
    DEBIT = "debit"
    CREDIT = "credit"
    POKOK = "pokok"
    WAJIB = "wajib"
    SUKARELA = "sukarela"
    UNPAID_SHU = "unpaid_shu"
    PURCHASES = "purchases"
    BOUGHT_ON = "bought_on"
    DUE_ON = "due_on"
    AMOUNT = "amount"
    REFERENCE = "reference"
    SHOP = "shop"


_NUMBER = "nomor anggota, no anggota, nomor, no, id anggota, member number, member no"
_SHOP = "toko, kode toko, cabang, shop, store"
_AMOUNT = (
    "jumlah, sisa, saldo, terutang, belum dibayar, sisa utang, sisa bon, nilai, amount, balance"
)
_DUE = "jatuh tempo, tgl jatuh tempo, tanggal jatuh tempo, tempo, due, due date"

ACCOUNTS = Vocabulary(
    {
        Field.ACCOUNT: "kode akun, akun, kode, no akun, nomor akun, account, account code, code",
        Field.NAME: "nama akun, nama, keterangan, uraian, account name, name",
        Field.DEBIT: "debet, debit, db, saldo debet, saldo debit",
        Field.CREDIT: "kredit, credit, kr, cr, saldo kredit",
        Field.SHOP: _SHOP,
    },
    (frozenset({Field.ACCOUNT}), frozenset({Field.DEBIT, Field.CREDIT})),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: kode akun, debet, kredit."),
)
BONS = Vocabulary(
    {
        Field.NUMBER: _NUMBER,
        Field.NAME: "nama, nama anggota, name",
        Field.BOUGHT_ON: "tanggal, tgl, tanggal bon, tgl bon, tanggal beli, date, bought on",
        Field.DUE_ON: _DUE,
        Field.AMOUNT: _AMOUNT,
        Field.SHOP: _SHOP,
    },
    (frozenset({Field.NUMBER}), frozenset({Field.BOUGHT_ON}), frozenset({Field.AMOUNT})),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: nomor anggota, tanggal, jumlah."),
)
DEBTS = Vocabulary(
    {
        Field.NAME: "nama, pemasok, nama pemasok, penitip, nama penitip, supplier, name, nomor, "
        "nomor pemasok, nomor penitip, no",
        Field.REFERENCE: "nomor faktur, no faktur, faktur, nota, no nota, invoice, reference",
        Field.DUE_ON: _DUE,
        Field.AMOUNT: _AMOUNT,
        Field.SHOP: _SHOP,
    },
    (frozenset({Field.NAME}), frozenset({Field.AMOUNT})),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: nama, nomor faktur, jumlah."),
)


def members_vocabulary(months: Sequence[date]) -> Vocabulary:
    """The columns of a file of members: two for each month end beside the amounts."""
    headings: dict[str, str] = {
        Field.NUMBER: _NUMBER,
        Field.NAME: "nama, nama anggota, name",
        Field.POKOK: "pokok, simpanan pokok, sp",
        Field.WAJIB: "wajib, simpanan wajib, sw",
        Field.SUKARELA: "sukarela, simpanan sukarela, ss, tabungan",
        Field.UNPAID_SHU: "shu belum dibayar, shu, unpaid shu, sisa shu",
        Field.PURCHASES: "belanja, pembelian, belanja tahun ini, total belanja, purchases",
    }
    for month_end in months:
        names = _month_names(month_end)
        shares = [f"simpanan {name}" for name in names]
        headings[f"shares-{month_end}"] = ", ".join([*shares, *names])
        headings[f"sukarela-{month_end}"] = ", ".join(f"sukarela {name}" for name in names)
    return Vocabulary(
        headings,
        (frozenset({Field.NUMBER}), frozenset({Field.POKOK, Field.WAJIB, Field.PURCHASES})),
        lazy(
            "Baris judul tidak ditemukan. Beri judul kolom: nomor anggota, pokok, wajib, belanja."
        ),
    )


def member_headings(months: Sequence[date]) -> list[str]:
    """The headings of an empty file to fill in."""
    fixed = ["Nomor anggota", "Nama", "Pokok", "Wajib", "Sukarela", "SHU belum dibayar", "Belanja"]
    each = ([f"Simpanan {day(end)}", f"Sukarela {day(end)}"] for end in months)
    return [*fixed, *(heading for pair in each for heading in pair)]


def months_of(row: SheetRow, months: Sequence[date]) -> Mapping[date, Owned]:
    """The month ends of a row; an empty one is like the one before, all empty is none."""
    shares = [_perhaps(row, f"shares-{end}") for end in months]
    sukarela = [_perhaps(row, f"sukarela-{end}") for end in months]
    if not any(amount is not None for amount in (*shares, *sukarela)):
        return {}
    pairs = zip(months, carried(shares), carried(sukarela), strict=True)
    return {end: Owned(share, free) for end, share, free in pairs}


def money_in(row: SheetRow, field: str) -> Money:
    """An amount; nothing where the cell says that there is nothing."""
    return _perhaps(row, field) or ZERO


def day_in(row: SheetRow, field: str) -> date | None:
    """A day; None for an empty cell."""
    text = row.get(field).strip()
    for written in _DAYS if text else ():
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    if text:
        raise InvalidInput(
            _("Tanggal %(text)s tidak dapat dibaca; tulis seperti 31/01/2026.", text=text[:20]),
            field=field,
        )
    return None


def number_in(row: SheetRow) -> int:
    """A member's number; spreadsheets like to write 12 as 12.0 or 0012."""
    digits = row.get(Field.NUMBER).strip().removesuffix(".0").removesuffix(",0")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits)):
        raise InvalidInput(_("Nomor anggota adalah angka mulai dari 1."), field=Field.NUMBER)
    return int(digits)


def _perhaps(row: SheetRow, field: str) -> Money | None:
    text = row.get(field).strip().removeprefix("'")
    if text in _EMPTY:
        return None if text != "0" else ZERO
    amount = parse.money(text)
    if amount < ZERO:
        raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field=field)
    return amount


def _month_names(month_end: date) -> list[str]:
    name = f"{_MONTHS[month_end.month - 1]} {month_end.year}"
    return [day(month_end), month_end.isoformat(), name]
