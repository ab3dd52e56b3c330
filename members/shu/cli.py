"""Commands about the yearly surplus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy.orm import Session

from core import clock, operators
from core.commands import command_database, json_option, print_json
from core.errors import InvalidInput, NotFound, PermissionDenied
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId
from core.permissions import Permission
from members.shu import drafts, export, runs, words, years
from members.shu.case import divided
from members.shu.models import SurplusRun
from members.shu.runs import Proposal


@click.group("shu")
def shu_group() -> None:
    """Sisa hasil usaha: hitung, periksa, usulkan, sahkan, bukukan."""


@shu_group.command("compute")
@click.argument("case", type=click.File(encoding="utf-8"))
def compute(case: IO[str]) -> None:
    """Hitung pembagian SHU dari sebuah file JSON, tanpa data koperasi."""
    try:
        given = json.load(case)
    except (ValueError, RecursionError):
        raise InvalidInput(_("File ini bukan JSON.")) from None
    print_json(divided(given))


@shu_group.command("list")
@json_option
def list_years(as_json: bool) -> None:
    """Semua tahun: SHU, keadaan, dan langkah berikutnya."""
    with command_database() as database, database.reading() as session:
        found = years.every_year(session, at=clock.now())
    if as_json:
        print_json([{"year": one.year, "step": one.step,
                     "surplus": None if one.surplus is None else one.surplus.amount,
                     "unpaid": one.unpaid.amount} for one in found])  # fmt: skip
        return
    for one in found:
        surplus = "–" if one.surplus is None else rupiah(one.surplus)
        click.echo(f"{one.year}  {surplus:>18}  {one.sentence}")


@shu_group.command("draft")
@click.argument("year", type=int)
@json_option
def draft(year: int, as_json: bool) -> None:
    """Rancangan pembagian satu tahun menurut buku dan aturan saat ini; tidak menyimpan apa pun."""
    with command_database() as database, database.reading() as session:
        inputs = drafts.gather(session, year)
    answer = divided(inputs.case())
    if as_json:
        print_json({"year": year, "surplus": inputs.surplus.amount} | answer)
        return
    click.echo(_("SHU %(year)s: %(surplus)s", year=year, surplus=rupiah(inputs.surplus)))
    for code, amount in inputs.division().pools.amounts.items():
        click.echo(f"{words.pool_name(code):<34} {rupiah(amount):>18}")
    click.echo(_("%(n)s anggota; sidik jari %(fingerprint)s", n=len(inputs.members),
                 fingerprint=answer["fingerprint"]))  # fmt: skip


_by = click.option("--by", "login", required=True, help="Nama masuk orang yang melakukannya.")


@shu_group.command("propose")
@click.argument("year", type=int)
@click.option("--reason", default="", help="Apa yang dikoreksi, bila sudah pernah dibukukan.")
@_by
@json_option
def propose(year: int, reason: str, login: str, as_json: bool) -> None:
    """Bekukan pembagian satu tahun untuk rapat."""
    with command_database() as database, database.transaction() as session:
        by = _operator(session, login, Permission.PREPARE_SURPLUS)
        run = runs.propose(session, Proposal(year, reason=reason), at=clock.now(), by=by)
        _tell(run, as_json=as_json)


@shu_group.command("ratify")
@click.argument("year", type=int)
@click.argument("number", type=int)
@click.option("--decision", required=True, help="Keputusan rapat, misalnya RAT-2027/1.")
@_by
@json_option
def ratify(year: int, number: int, decision: str, login: str, as_json: bool) -> None:
    """Catat bahwa rapat mengesahkan sebuah usulan; bukan oleh pengusulnya."""
    with command_database() as database, database.transaction() as session:
        by = _operator(session, login, Permission.RATIFY_SURPLUS)
        run = runs.by_number(session, year, number)
        runs.ratify(session, run, decision=decision, at=clock.now(), by=by)
        _tell(run, as_json=as_json)


@shu_group.command("post")
@click.argument("year", type=int)
@click.argument("number", type=int)
@_by
@json_option
def post(year: int, number: int, login: str, as_json: bool) -> None:
    """Bukukan usulan yang sudah disahkan."""
    with command_database() as database, database.transaction() as session:
        by = _operator(session, login, Permission.PREPARE_SURPLUS)
        run = runs.by_number(session, year, number)
        runs.post(session, run, at=clock.now(), by=by)
        _tell(run, as_json=as_json)


@shu_group.command("export")
@click.argument("year", type=int)
@click.argument("number", type=int)
@click.option("--to", "folder", default=".", help="Folder tujuan.",
              type=click.Path(exists=True, file_okay=False, path_type=Path))  # fmt: skip
@click.option("--names", is_flag=True, help="Sertakan nama anggota.")
@json_option
def export_run(year: int, number: int, folder: Path, names: bool, as_json: bool) -> None:
    """Satu ZIP untuk menghitung ulang sebuah usulan."""
    with command_database() as database, database.reading() as session:
        run = runs.by_number(session, year, number)
        packed, path = (
            export.run_zip(session, run, with_names=names),
            folder / export.file_name(run),
        )
    path.write_bytes(packed)
    if as_json:
        print_json({"file": str(path), "bytes": len(packed)})
    else:
        click.echo(str(path))


def _operator(session: Session, login: str, permission: Permission) -> OperatorId:
    """Whoever does it, who must have the right to. Raises NotFound, PermissionDenied."""
    found = operators.by_login(session, login)
    if found is None:
        raise NotFound(_("Tidak ada operator %(login)s.", login=login))
    view = operators.view_of(session, OperatorId(found.id))
    if view is None or not view.may(permission):
        raise PermissionDenied(_("Bagian ini bukan untuk peran Anda."))
    return view.id


def _tell(run: SurplusRun, *, as_json: bool) -> None:
    told: dict[str, Any] = {
        "year": run.year, "number": run.number, "state": run.state,
        "surplus": run.surplus.amount, "fingerprint": run.fingerprint, "decision": run.decision,
    }  # fmt: skip
    if as_json:
        print_json(told)
    else:
        click.echo(f"{words.run_title(run.year, run.number)}: {words.run_state(run.state)}")
