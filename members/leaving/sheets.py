"""The sheet of a settlement to be signed: every figure, and who is paid. Values → PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from core.format import day, rupiah
from core.money import ZERO, Money
from members.leaving.rules import Figures
from members.sheets import HEADING, SMALL, Paper, pdf, signatures, table, text


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on it."""

    code: str
    member_number: int
    name: str
    why: str
    left_on: date
    reason: str
    decided_by: str
    figures: Figures
    heir: str
    """Name and relation; empty while she lives."""
    by: str
    """Who settled."""


def settlement_pdf(sheet: Sheet, paper: Paper) -> bytes:
    """One page; the same values, the same bytes."""
    receiver = sheet.heir or sheet.name
    return pdf(paper, [
        text(f"{sheet.code} · Anggota nomor {sheet.member_number}: {sheet.name}"),
        text(f"{sheet.why} sejak {day(sheet.left_on)}. Diputuskan: {sheet.decided_by}."),
        text(f"Alasan: {sheet.reason}."),
        text("Perhitungan", HEADING), table((), _rows(sheet), [paper.room - 45 * mm, 45 * mm],
                                            ["Jumlah akhir", rupiah(sheet.figures.net)]),
        Spacer(1, 4 * mm), text(_result(sheet)),
        text("Modal penyertaan tidak termasuk: mengikuti perjanjiannya sendiri. Bagian SHU tahun "
             "berjalan, kalau ada, dibagikan sesudah rapat anggota.", SMALL),
        *_signed(sheet, receiver, paper),
    ])  # fmt: skip


def _rows(sheet: Sheet) -> list[list[str]]:
    of = sheet.figures
    rows: list[tuple[str, Money]] = [
        ("Simpanan pokok", of.pokok), ("Simpanan wajib", of.wajib),
        ("Simpanan sukarela", of.sukarela), ("Titipan bertujuan", of.pots),
        ("SHU tahun lalu yang belum dibayar", of.shu), ("Dikurangi kasbon", -of.credit),
        ("Dikurangi iuran keluar", -of.fee),
    ]  # fmt: skip
    return [[words, rupiah(amount)] for words, amount in rows]


def _result(sheet: Sheet) -> str:
    net = sheet.figures.net
    if net < ZERO:
        return f"Masih harus dilunasi {rupiah(-net)}."
    if not net:
        return "Tidak ada yang harus dibayar oleh kedua pihak."
    who = f"kepada ahli waris {sheet.heir}" if sheet.heir else "kepada yang bersangkutan"
    return f"Dibayarkan {who}: {rupiah(net)}."


def _signed(sheet: Sheet, receiver: str, paper: Paper) -> Iterator[Flowable]:
    yield from signatures(
        paper, [("Bendahara", sheet.by), ("Ketua", ""), ("Yang menerima", receiver)]
    )
