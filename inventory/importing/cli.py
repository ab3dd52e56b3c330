"""``lumbung import …``: files from a shell, the same way as through the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from core import clock
from core.clock import local_day
from core.commands import command_database, json_option, print_json
from core.db import Database
from core.errors import InvalidInput, NotFound
from core.exports import FILES
from core.format import number
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.imports import RowStatus
from core.models import Shop, ShopKind
from core.operators import by_login
from core.shops import all_shops, get_shop, shop_by_code, today_in
from inventory.counts import queries as count_queries
from inventory.importing import cells, imports, samples, undoing, words
from inventory.importing.kind import Import, ImportTarget, Kind
from inventory.importing.kinds import KINDS, kind_called
from inventory.importing.reports import ImportReport, Progress, RowReport, quiet

REFUSED = 1
"""The exit status when a row was refused."""


def _command(kind: Kind) -> click.Command:
    """The command that takes files of a kind."""

    @click.command(kind.name.value, help=str(words.ABOUT[kind.name]))
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--shop", help="Toko pemilik isi file, misalnya WSB.")
    @click.option("--count", default="", help="Nomor stok opname, untuk hitungan.")
    @click.option("--counted-at", default="", help="Waktu hitung, misalnya 31/01/2026 19:30.")
    @click.option("--by", "login", default="", help="Nama masuk orang yang mengambil.")
    @click.option("--dry-run", is_flag=True, help="Laporkan saja, jangan simpan apa pun.")
    @click.option("--below-cost", default="", help="Mengapa boleh di bawah harga pokok.")
    @click.option("--only-good", is_flag=True, help="Ambil baris baik walau ada yang ditolak.")
    @json_option
    def take_file(file: Path, **options: Any) -> None:
        _run(kind, file, **options)

    return take_file


@click.command("undo")
@click.argument("number", required=False, type=int)
@click.option("--by", "login", default="", help="Nama masuk orang yang membatalkan.")
def undo(number: int | None, login: str) -> None:
    """Batalkan impor terakhir, atau yang bernomor ini, selama belum ada yang memakainya."""
    with command_database() as database, database.transaction() as session:
        run = (
            undoing.last(session)
            if number is None
            else undoing.by_number(session, number, within=None)
        )
        by = _operator(session, login)
        undoing.take_back(session, run, at=clock.now(), by=by, may_all=True)
        click.echo(_("Impor %(number)s dibatalkan.", number=run.number))


@click.command("template")
@click.argument("kind", type=click.Choice([kind.value for kind in KINDS]))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(kind: str, file: Path) -> None:
    """Tulis contoh file untuk diisi, sebagai CSV atau XLSX."""
    ending = FILES.get(file.suffix.lower().lstrip("."))
    if ending is None:
        raise click.UsageError(_("Nama filenya berakhir .csv atau .xlsx."))
    file.write_bytes(ending.write(samples.sample_sheet(kind_called(kind))))
    click.echo(str(file))


COMMANDS = [*map(_command, KINDS.values()), undo, template]


def _run(kind: Kind, file: Path, *, as_json: bool, **options: Any) -> None:
    content = imports.read_file(kind, file.name, file.read_bytes())
    with command_database() as database:
        with database.reading() as session:
            wanted = Import(kind, content, _target(session, kind, options))
            by = _operator(session, options["login"])
            report = imports.preview(session, wanted)
        takes = not options["dry_run"] and (options["only_good"] or not report.refused)
        if takes and report.changes_anything:
            take = partial(_take, only_good=options["only_good"], below_cost=options["below_cost"])
            report = take(database, wanted, by, quietly=as_json)
    print_json(_as_json(report, taken=takes)) if as_json else _show(report, taken=takes)
    if report.refused and not (takes and options["only_good"]):
        raise SystemExit(REFUSED)


def _take(
    database: Database,
    wanted: Import,
    by: OperatorId | None,
    *,
    only_good: bool,
    below_cost: str,
    quietly: bool,
) -> ImportReport:
    with _bar(quietly=quietly) as progress, database.transaction() as session:
        return imports.take(
            session, wanted, only_good=only_good, at=clock.now(), by=by, progress=progress,
            below_cost=below_cost,
        )  # fmt: skip


@contextmanager
def _bar(*, quietly: bool) -> Iterator[Progress]:
    """A bar on the screen; nothing where somebody else reads."""
    if quietly:
        yield quiet
        return
    with click.progressbar(length=100, label=_("Mengambil"), show_eta=False) as bar:
        yield lambda done, of: bar.update(max(0, 100 * done // of - bar.pos) if of else 0)


def _target(session: Session, kind: Kind, options: dict[str, Any]) -> ImportTarget:
    """The count or shop named, or the only one that sells."""
    if kind.is_count:
        return _count(session, options)
    shop: Shop | None
    if options["shop"] is not None:
        shop = shop_by_code(session, options["shop"])
    else:
        selling = [shop for shop in all_shops(session) if shop.kind is ShopKind.SHOP]
        shop = selling[0] if len(selling) == 1 else None
    first = shop or next(iter(all_shops(session)), None)
    if first is None:
        raise InvalidInput(_("Belum ada toko. Mulai dengan: lumbung init"))
    has_shop = shop is not None and kind.has_shop
    return ImportTarget(ShopId(first.id) if has_shop else None, today_in(first, clock.now()))


def _count(session: Session, options: dict[str, Any]) -> ImportTarget:
    if not options["count"]:
        raise InvalidInput(_("Sebutkan nomor stok opnamenya: --count WSB-SO-000001"))
    paper = count_queries.paper(session, options["count"], within=None)
    shop, now = get_shop(session, paper.shop_id), clock.now()
    at = cells.moment(
        options["counted_at"], today=local_day(now, shop.time_zone), time_zone=shop.time_zone,
        field="counted_at",
    )  # fmt: skip
    return ImportTarget(
        paper.shop_id, today_in(shop, now), count=paper.number, now=now, counted_at=at
    )


def _operator(session: Session, login: str) -> OperatorId | None:
    if not login:
        return None
    found = by_login(session, login)
    if found is None:
        raise NotFound(_("Tidak ada orang dengan nama masuk %(login)s.", login=login))
    return OperatorId(found.id)


def _show(report: ImportReport, *, taken: bool) -> None:
    for row in report.rows:
        if row.status is not RowStatus.SAME or row.notes:
            click.echo(_line(row))
    if report.ignored:
        click.echo(_("Kolom yang tidak dipakai: %(names)s", names=", ".join(report.ignored)))
    click.echo(_("Dibaca sebagai %(form)s.", form=report.read_as))
    if report.before is not None:
        click.echo(
            _("File yang sama sudah diambil: impor nomor %(number)s.", number=report.before.run)
        )
    click.echo(_totals(report))
    click.echo(_("Sudah diambil.") if taken else _("Belum ada yang disimpan."))
    if report.run is not None:
        click.echo(_("Batalkan dengan: lumbung import undo %(number)s", number=report.run))


def _line(row: RowReport) -> str:
    called = {
        RowStatus.NEW: _("baru"),
        RowStatus.CHANGED: _("berubah"),
        RowStatus.SAME: _("sama"),
        RowStatus.REFUSED: _("DITOLAK"),
    }
    told = [row.sentence, *row.changes, *row.notes]
    what = " · ".join(part for part in (row.code, row.name, *told) if part)
    return f"{row.number:>6}  {called[row.status]:<8} {what}"


def _totals(report: ImportReport) -> str:
    counts = {name: number(count) for name, count in report.counts.items()}
    sentence: str = _(
        "%(new)s baru, %(changed)s berubah, %(same)s sama, %(refused)s ditolak; "
        "%(unpriced)s belum ada harga.",
        **counts,
    )
    return sentence


def _as_json(report: ImportReport, *, taken: bool) -> dict[str, Any]:
    return {
        "taken": taken,
        "run": report.run,
        "taken_before": report.before.run if report.before else None,
        "read_as": report.read_as,
        "ignored": report.ignored,
        "counts": report.counts,
        "rows": [
            {
                "row": row.number,
                "status": row.status,
                "code": row.code,
                "name": row.name,
                "sentence": row.sentence,
                "changes": row.changes,
                "notes": row.notes,
            }
            for row in report.rows
        ],
    }
