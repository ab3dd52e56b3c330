"""Everything the co-op keeps of a member, to take along: JSON for machines, CSV for people."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.exports import Cell, Column, Kind, Sheet, csv_file
from core.format import moment
from core.i18n import _
from core.ids import MemberId
from core.money import Money
from core.quantity import MILLI, Quantity
from members import words
from members.balances import balances
from members.models import Bon, Patronage
from members.movements import every
from members.pages import queries
from members.pages.queries import OwnData
from members.pages.sections import SECTIONS
from members.people import statuses
from members.shu import queries as shu


def archive(session: Session, member_id: MemberId, *, at: datetime) -> bytes:
    """A zip with one CSV for each list and all of them together as JSON."""
    sheets = [_whole(sheet) for sheet in _sheets(session, member_id)]
    own = queries.own_data(session, member_id)
    about = {"made_at": at.isoformat(), "member": own.member.number}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", _json(about, sheets))
        for number, sheet in enumerate(sheets, start=1):
            file.writestr(f"{number:02d}-{_file_name(sheet.title)}.csv", csv_file(sheet))
    return content.getvalue()


def _whole(sheet: Sheet) -> Sheet:
    return Sheet(sheet.title, sheet.columns, [tuple(row) for row in sheet.rows])


def _sheets(session: Session, member_id: MemberId) -> Iterator[Sheet]:
    own = queries.own_data(session, member_id)
    yield _register(own)
    yield _people(own)
    yield _statuses(session, member_id)
    yield _consents(session, member_id, own.time_zone)
    yield _balances(session, member_id)
    yield _movements(session, member_id)
    yield _bons(session, member_id)
    yield _patronage(session, member_id)
    yield _shares(session, member_id)
    for section in SECTIONS.values():
        yield from section.sheets(session, member_id)


def _register(own: OwnData) -> Sheet:
    member = own.member
    facts = [
        (_("Nomor anggota"), str(member.number)), (_("Nama"), member.name),
        (_("Kartu"), member.card or ""), (_("Nomor HP"), member.phone),
        (_("Alamat"), member.address), (_("Desa"), member.village),
        (_("Tempat lahir"), member.birth_place), (_("Tanggal lahir"), _day(member.birth_date)),
        (_("Pekerjaan"), member.occupation), (_("Terdaftar di"), own.shop),
        (_("Tanggal masuk"), _day(member.joined_on)),
        (_("Plafon kasbon"), str(member.credit_limit.amount)),
    ]  # fmt: skip
    return Sheet(_("Data diri"), _columns(_("Bagian"), _("Isi")), facts)


def _people(own: OwnData) -> Sheet:
    heirs = [(_("Ahli waris"), each.name, each.relation, each.phone) for each in own.heirs]
    buyers = [(_("Boleh belanja"), each.name, each.relation, each.phone) for each in own.buyers]
    columns = _columns(_("Sebagai"), _("Nama"), _("Hubungan"), _("Nomor HP"))
    return Sheet(_("Ahli waris dan pembeli"), columns, heirs + buyers)


def _statuses(session: Session, member_id: MemberId) -> Sheet:
    rows = [(each.holds_from, words.status_name(each.status), each.reason)
            for each in statuses.history(session, member_id)]  # fmt: skip
    columns = (_date(_("Mulai")), Column(_("Status")), Column(_("Alasan")))
    return Sheet(_("Riwayat keanggotaan"), columns, rows)


def _consents(session: Session, member_id: MemberId, zone: str) -> Sheet:
    rows = [(moment(each.at, zone), each.purpose, _("setuju") if each.given else _("tidak"))
            for each in queries.consents_of(session, member_id)]  # fmt: skip
    return Sheet(_("Persetujuan"), _columns(_("Waktu"), _("Untuk"), _("Jawaban")), rows)


def _balances(session: Session, member_id: MemberId) -> Sheet:
    known = balances(session, member_id)
    rows = [(words.account_name(account), known.of(account)) for account in words.ACCOUNTS]
    return Sheet(_("Saldo"), (Column(_("Rekening")), _rupiah(_("Saldo"))), rows)


def _movements(session: Session, member_id: MemberId) -> Sheet:
    rows = ((each.booked_on, words.account_name(each.account), each.description, each.shop_code,
             each.amount) for each in every(session, member_id))  # fmt: skip
    columns = (_date(_("Tanggal")), *_columns(_("Rekening"), _("Keterangan"), _("Toko")),
               _rupiah(_("Jumlah")))  # fmt: skip
    return Sheet(_("Mutasi"), columns, rows)


def _bons(session: Session, member_id: MemberId) -> Sheet:
    mine = select(Bon).where(Bon.member_id == member_id).order_by(Bon.booked_on, Bon.source)
    rows = [(each.booked_on, each.due_on, each.instalments, each.amount)
            for each in session.scalars(mine)]  # fmt: skip
    columns = (_date(_("Tanggal")), _date(_("Jatuh tempo")), Column(_("Cicilan"), Kind.COUNT),
               _rupiah(_("Jumlah")))  # fmt: skip
    return Sheet(_("Kasbon"), columns, rows)


def _patronage(session: Session, member_id: MemberId) -> Sheet:
    mine = select(Patronage).where(Patronage.member_id == member_id)
    rows = [(each.booked_on, each.amount) for each in session.scalars(
        mine.order_by(Patronage.booked_on, Patronage.source))]  # fmt: skip
    return Sheet(_("Belanja yang dihitung"), (_date(_("Tanggal")), _rupiah(_("Jumlah"))), rows)


def _shares(session: Session, member_id: MemberId) -> Sheet:
    rows = [(str(each.year), each.by_patronage, each.by_capital, each.total, each.left,
             each.decision) for each in shu.shares_of(session, member_id)]  # fmt: skip
    columns = (Column(_("Tahun buku")), _rupiah(_("Jasa usaha")), _rupiah(_("Jasa modal")),
               _rupiah(_("Jumlah")), _rupiah(_("Belum diambil")),
               Column(_("Keputusan")))  # fmt: skip
    return Sheet(_("SHU"), columns, rows)


def _columns(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title) for title in titles)


def _rupiah(title: str) -> Column:
    return Column(title, Kind.RUPIAH)


def _date(title: str) -> Column:
    return Column(title, Kind.DATE)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _json(about: dict[str, Any], sheets: Iterable[Sheet]) -> str:
    lists = {
        sheet.title: [
            {column.title: _plain(cell) for column, cell in zip(sheet.columns, row, strict=True)}
            for row in sheet.rows
        ]
        for sheet in sheets
    }
    return json.dumps(about | {"lists": lists}, ensure_ascii=False, indent=1)


def _plain(cell: Cell) -> str | int | None:
    """Rupiah as whole numbers, quantities as written, days by ISO 8601."""
    match cell:
        case Money():
            return cell.amount
        case Quantity():
            whole, rest = divmod(cell.milli, MILLI)
            return f"{whole}.{rest:03d}" if rest else whole
        case date():
            return cell.isoformat()
        case _:
            return cell


def _file_name(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
