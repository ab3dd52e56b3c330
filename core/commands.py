"""What every command of the shell shares: which database, how errors and JSON are shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import DatabaseError

from core import config
from core.config import Places
from core.db import Database, open_database, using
from core.errors import BusinessError
from core.i18n import _
from core.schema import is_current, migrate
from core.shops import find_coop

REFUSED = 2
"""The exit status of a command that a rule of the business refused."""


class LumbungGroup(click.Group):
    """A group that prints a broken rule as one sentence, not as a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BusinessError as error:
            click.echo(error.sentence, err=True)
            sys.exit(REFUSED)


json_option = click.option("--json", "as_json", is_flag=True, help="Cetak JSON untuk skrip.")


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def chosen_url(places: Places, *, demo: bool) -> str:
    """The database a command works on: the co-op's own; the example when asked for, or when it
    is the only co-op there is (a served folder also holds an own database nobody founded yet).
    """
    if places.demo_url is None:
        return places.own_url
    alone = _is_founded(places.demo_url) and not _is_founded(places.own_url)
    return places.demo_url if demo or alone else places.own_url


@contextmanager
def opened(url: str, *, create: bool = False) -> Iterator[Database]:
    """Open a database for a command and make it the current one.

    ``create`` also makes the file and migrates it; otherwise a missing or outdated database is
    refused with a sentence.
    """
    path = config.sqlite_path(url)
    if path is not None and not path.exists():
        if not create:
            raise BusinessError(
                _("Belum ada data di %(path)s. Mulai dengan: lumbung init", path=path)
            )
        path.parent.mkdir(parents=True, exist_ok=True)
    database = open_database(url)
    try:
        if create:
            migrate(database)
        elif not is_current(database):
            raise BusinessError(
                _("Data ini dari versi lain. Jalankan `lumbung serve` sekali untuk memperbarui.")
            )
        with using(database):
            yield database
    finally:
        database.dispose()


def _is_founded(url: str) -> bool:
    path = config.sqlite_path(url)
    if path is None or not path.exists():
        return False
    database = open_database(url)
    try:
        with database.reading() as session:
            return find_coop(session) is not None
    except DatabaseError:
        return False
    finally:
        database.dispose()


@contextmanager
def command_database() -> Iterator[Database]:
    """The database of the running command, by ``--contoh`` and the environment."""
    context = click.get_current_context().find_root()
    demo = bool(context.params.get("contoh"))
    with opened(chosen_url(config.places(), demo=demo)) as database:
        yield database
