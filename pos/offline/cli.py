"""Commands for what comes without a network: a till's file."""

from __future__ import annotations

import sys
from http import HTTPStatus
from pathlib import Path

import click

from core import clock
from core.commands import command_database, json_option, print_json
from core.db import reading
from core.i18n import _
from pos.offline import files
from pos.offline.files import Outcome


@click.command("import")
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@json_option
def import_file(path: Path, as_json: bool) -> None:
    """Masukkan kiriman kasir dari berkas (USB); yang sudah ada tidak dobel."""
    with command_database():
        with reading() as session:
            delivery = files.read(session, path.read_bytes(), within=None)
        steps = files.take(delivery, at=clock.now())
        with click.progressbar(steps, length=len(delivery.documents), file=sys.stderr) as bar:
            outcomes = list(bar)
    if as_json:
        print_json({"till": delivery.till.code, "documents": [_as_json(one) for one in outcomes]})
        return
    click.echo(
        _(
            "Kasir %(till)s: %(booked)s dibukukan, %(known)s sudah ada, %(held)s ditahan.",
            till=delivery.till.code,
            booked=_count(outcomes, HTTPStatus.CREATED),
            known=_count(outcomes, HTTPStatus.OK),
            held=_count(outcomes, HTTPStatus.UNPROCESSABLE_ENTITY),
        )
    )
    for one in outcomes:
        if one.problem:
            click.echo(f"{one.number or one.key}: {one.problem}")


def _count(outcomes: list[Outcome], status: HTTPStatus) -> int:
    return sum(outcome.status == status for outcome in outcomes)


def _as_json(outcome: Outcome) -> dict[str, str | int]:
    return {
        "id": outcome.key,
        "kind": outcome.kind.value,
        "number": outcome.number,
        "status": int(outcome.status),
        "problem": outcome.problem,
    }
