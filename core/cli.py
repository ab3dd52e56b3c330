"""Commands of the house itself, and the groups that other packages add theirs to."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from core import backup, checks, clock, config, restore
from core.checks import Finding
from core.commands import command_database, json_option, print_json
from core.copies import Summary
from core.db import Database, reading
from core.format import day, number
from core.i18n import _
from core.models import BackupRecord
from core.registry import Registry
from core.restore import Plan
from core.seals import KEY_FILE, Seals

BROKEN = 1
"""The exit status when something that must hold does not."""


@click.group("import")
def import_group() -> None:
    """Masukkan data dari file."""


@click.group("export")
def export_group() -> None:
    """Keluarkan data ke file atau ke program lain."""


def check_command(registry: Registry) -> click.Command:
    """``lumbung check`` over everything the packages handed in."""

    @click.command("check")
    @json_option
    def check(as_json: bool) -> None:
        """Periksa semua yang harus selalu benar; keluar 1 bila ada yang rusak."""
        with command_database(), reading() as session:
            findings = []
            for finding in checks.run(session, registry, begin=_say_begun):
                findings.append(finding)
                if not as_json:
                    _print_finding(finding)
        broken = sum(not finding.holds for finding in findings)
        if as_json:
            print_json({"good": not broken, "checks": [_plain(finding) for finding in findings]})
        elif broken:
            click.echo(_("%(n)s dari %(all)s pemeriksaan menemukan kesalahan.",
                         n=broken, all=len(findings)))  # fmt: skip
        else:
            click.echo(_("Semua %(all)s pemeriksaan baik.", all=len(findings)))
        sys.exit(BROKEN if broken else 0)

    return check


@click.command("backup")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@json_option
def make_backup(folder: Path | None, as_json: bool) -> None:
    """Buat cadangan data yang dibuka dan diperiksa; boleh selagi kasir berjualan."""
    at = clock.now()
    with command_database() as database:
        places = [folder] if folder else _backup_places(database)
        records = [backup.attempt(database, place.absolute(), at=at) for place in places]
        if folder is None:
            for place in places:
                backup.prune(place)
    if as_json:
        print_json([_plain_record(record) for record in records])
    else:
        for record in records:
            _print_record(record)
        _remind_of_key()
    sys.exit(0 if all(record.good for record in records) else BROKEN)


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Jangan tanya lagi.")
def restore_backup(file: Path, yes: bool) -> None:
    """Pasang cadangan data; data yang sekarang disimpan di sebelahnya."""
    places = config.places()
    demo = bool(click.get_current_context().find_root().params.get("contoh"))
    url = places.demo_url if demo and places.demo_url else places.own_url
    with restore.alone(url):
        plan = restore.plan(file, url, demo=demo if places.demo_url else None)
        _print_plan(plan)
        if not yes:
            click.confirm(_("Pasang cadangan ini?"), abort=True)
        kept = restore.restore(plan, at=clock.now())
    click.echo(_("Cadangan sudah dipasang."))
    if not Seals(places.data).has_key:
        click.echo(_("Bila di cadangan ini ada NIK yang tersegel, taruh salinan %(name)s di "
                     "%(folder)s; tanpa itu NIK tidak dapat dibuka.",
                     name=KEY_FILE, folder=places.data))  # fmt: skip
    if kept:
        click.echo(_("Data yang lama disimpan: %(place)s", place=kept))


def _remind_of_key() -> None:
    """A copy of the data never holds the key of what is sealed in it."""
    data = config.places().data
    if Seals(data).has_key:
        click.echo(_("Kunci NIK tidak ikut disalin. Simpan salinan %(path)s di tempat lain: tanpa "
                     "itu NIK di cadangan tidak dapat dibuka.", path=data / KEY_FILE))  # fmt: skip


def _say_begun(name: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"… {name}\r", err=True, nl=False)


def _print_finding(finding: Finding) -> None:
    state = _("baik") if finding.holds else _("RUSAK (%(n)s)", n=finding.count)
    click.echo(f"{finding.name:<24} {state}")
    for sentence in finding.sentences:
        click.echo(f"  {sentence}")
    if finding.count > len(finding.sentences):
        rest = finding.count - len(finding.sentences)
        click.echo("  " + _("… dan %(n)s lagi.", n=rest))


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "good": finding.holds,
        "count": finding.count,
        "sentences": list(finding.sentences),
    }


def _backup_places(database: Database) -> list[Path]:
    folder = config.places().backups
    if database.is_sqlite and config.sqlite_path(config.places().demo_url or "") == Path(
        str(database.writer.url.database)
    ):
        return [folder / "contoh"]
    second = backup.second_place(database, at=clock.now())
    return [folder, second] if second else [folder]


def _print_record(record: BackupRecord) -> None:
    if record.good:
        size = number(-(-record.size // 1000))
        click.echo(_("Cadangan baik: %(path)s (%(size)s kB)", path=record.path, size=size))
    else:
        click.echo(f"{record.path}: {record.message}", err=True)


def _plain_record(record: BackupRecord) -> dict[str, object]:
    return {
        "path": record.path,
        "good": record.good,
        "size": record.size,
        "message": record.message,
    }


def _print_plan(plan: Plan) -> None:
    click.echo(_("Cadangan      : %(what)s", what=_spell(plan.copy)))
    if plan.damaged:
        click.echo(_("Data sekarang : tidak dapat dibaca"))
    elif plan.now is None:
        click.echo(_("Data sekarang : belum ada"))
    else:
        click.echo(_("Data sekarang : %(what)s", what=_spell(plan.now)))
    if plan.lost:
        lost = number(plan.lost)
        click.echo(_("%(n)s entri sesudah cadangan itu tidak ada lagi di data baru.", n=lost))


def _spell(summary: Summary) -> str:
    last = day(summary.last_booked_on) if summary.last_booked_on else "–"
    return str(
        _(
            "%(coop)s, %(n)s entri, terakhir %(day)s",
            coop=summary.coop_name or _("(belum bernama)"),
            n=number(summary.entries),
            day=last,
        )
    )
