"""Commands of the members."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from sqlalchemy.orm import Session

from core import clock, config
from core.commands import command_database, json_option, print_json
from core.i18n import _
from core.ids import ShopId
from core.imports import RowStatus
from core.models import ShopKind
from core.queries import today_for
from core.seals import Seals
from core.shops import all_shops, shop_by_code
from core.tables import read_table
from members import importing, words
from members.columns import read_members
from members.importing import Home, PlannedRow

REFUSED = 1
"""The exit status when a row was refused."""


@click.command("members")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--shop", "shop_code", help="Toko anggota yang barisnya tidak menyebut toko.")
@click.option("--dry-run", is_flag=True, help="Laporkan saja, jangan simpan apa pun.")
@click.option("--only-good", is_flag=True, help="Ambil baris yang baik walau ada yang ditolak.")
@json_option
def import_members(
    file: Path, shop_code: str | None, dry_run: bool, only_good: bool, as_json: bool
) -> None:
    """Anggota dari file CSV atau XLSX; memasukkan file yang sama lagi tidak mengubah apa pun."""
    sheet = read_members(read_table(file.name, file.read_bytes()))
    seals = Seals(config.places().data)
    with command_database() as database, database.transaction() as session:
        planned = importing.plan(session, sheet, _home(session, shop_code), seals)
        refused = any(row.status is RowStatus.REFUSED for row in planned)
        takes = not dry_run and (only_good or not refused)
        if takes:
            importing.take(session, planned, seals, at=clock.now(), by=None)
    if as_json:
        print_json({"taken": takes, "rows": [_plain(row) for row in planned]})
    else:
        _show(planned, takes=takes)
    if refused and not (takes and only_good):
        raise SystemExit(REFUSED)


def _home(session: Session, code: str | None) -> Home:
    """The shop named, or the only one that sells."""
    selling = [shop for shop in all_shops(session) if shop.kind is ShopKind.SHOP]
    home = shop_by_code(session, code) if code else selling[0] if len(selling) == 1 else None
    shop_id = ShopId(home.id) if home else None
    return Home(shop_id, today_for(session, shop_id, at=clock.now()))


def _show(planned: tuple[PlannedRow, ...], *, takes: bool) -> None:
    called = {
        RowStatus.NEW: _("baru"),
        RowStatus.CHANGED: _("berubah"),
        RowStatus.SAME: _("sama"),
        RowStatus.REFUSED: _("DITOLAK"),
    }
    for row in planned:
        if row.status is not RowStatus.SAME:
            told = row.sentence or ", ".join(words.field_names(row.changes))
            what = " · ".join(part for part in (row.name, told) if part)
            click.echo(f"{row.row:>6}  {called[row.status]:<8} {what}")
    counts = Counter(row.status for row in planned)
    click.echo(", ".join(f"{counts[status]} {word}" for status, word in called.items()) + ".")
    click.echo(_("Sudah diambil.") if takes else _("Belum ada yang disimpan."))


def _plain(row: PlannedRow) -> dict[str, object]:
    return {
        "row": row.row,
        "status": row.status,
        "name": row.name,
        "number": row.number,
        "sentence": row.sentence,
        "changes": row.changes,
    }
