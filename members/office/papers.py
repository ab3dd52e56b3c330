"""What a slip says on paper: a row of the list → the values of ``receipts``. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.format import day, moment, rupiah
from core.models import Coop, Shop
from members.balances import Account
from members.office.desk import Task
from members.office.queries import SlipRow
from members.office.receipts import SlipPaper
from members.office.spelling import in_words
from members.ways import Direction, PaidBy

_TITLES = {
    Task.DEPOSIT: "BUKTI SETORAN",
    Task.WITHDRAWAL: "BUKTI PENARIKAN",
    Task.TRANSFER: "BUKTI PINDAH REKENING",
}
_ACCOUNTS = {
    Account.POKOK: "Simpanan pokok",
    Account.WAJIB: "Simpanan wajib",
    Account.SUKARELA: "Simpanan sukarela",
    Account.KASBON: "Kasbon",
    Account.PARTICIPATION: "Modal penyertaan",
    Account.POTS: "Titipan bertujuan",
    Account.SURPLUS: "SHU belum dibayar",
    Account.LEAVING: "Simpanan anggota keluar",
}
_WAYS = {
    PaidBy.CASH: "Tunai",
    PaidBy.BANK: "Transfer bank",
    PaidBy.SUKARELA: "Simpanan sukarela",
    PaidBy.KASBON: "Kasbon",
    PaidBy.DONATION: "Donasi",
    PaidBy.PROGRAMME: "Dana program",
    PaidBy.SURPLUS: "SHU belum dibayar",
}
"""On paper, which is Indonesian whoever prints it."""


def paper(row: SlipRow, shop: Shop, coop: Coop | None) -> SlipPaper:
    """A slip as it is printed."""
    return SlipPaper(
        coop=coop.name if coop else "",
        place="\n".join(filter(None, (shop.name, shop.address.replace("\n", ", ")))),
        title=_TITLES[row.task],
        number=row.number,
        amount=rupiah(row.amount),
        words=words_of(row),
        facts=_facts(row),
        hands=_hands(row),
        stamp=_stamp(row, coop),
    )


def words_of(row: SlipRow) -> str:
    """The amount in words."""
    return in_words(row.amount)


def _facts(row: SlipRow) -> Sequence[tuple[str, str]]:
    moved = "Masuk ke" if row.direction is Direction.IN else "Keluar dari"
    against = "Dibayar dengan" if row.direction is Direction.IN else "Diterima sebagai"
    facts = [
        ("Anggota", f"{row.member_name} (nomor {row.member_number})"),
        (moved, _ACCOUNTS[row.account]),
        (against, _WAYS[row.paid_by] + (f", {row.reference}" if row.reference else "")),
        ("Tanggal", day(row.booked_on)),
        ("Saldo sesudahnya", rupiah(row.balance)),
    ]
    if row.note:
        facts.append(("Catatan", row.note))
    written = moment(row.recorded_at, row.time_zone)
    facts.append(("Ditulis", f"{written} oleh {row.recorded_by}" if row.recorded_by else written))
    if row.undone_on:
        facts.append(("Dibatalkan", f"{day(row.undone_on)}: {row.undone_why}"))
    return facts


def _hands(row: SlipRow) -> tuple[str, str]:
    return f"Anggota: {row.member_name}", f"Petugas: {row.recorded_by}"


def _stamp(row: SlipRow, coop: Coop | None) -> str:
    if row.undone_on:
        return "BATAL"
    return "CONTOH" if coop and coop.is_demo else ""
