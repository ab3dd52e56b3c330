"""``lumbung demo``: make the example."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from core import clock, config
from core.commands import json_option, opened, print_json
from core.db import Database
from core.errors import BusinessError, InvalidInput
from core.format import day, number
from core.i18n import _
from pos.demo import people, progress
from pos.demo.making import Made, make_example, refuse_unless_empty, role_name
from pos.demo.places import COOP_NAME, PLACES
from pos.demo.progress import Progress, State
from pos.demo.script import USUAL_SALES

MOST_SALES = 1_000_000
_STEPS = 200
"""How often the progress file is written at most."""


@click.command("demo")
@click.option("--sales", default=USUAL_SALES, show_default=True, help="Banyaknya penjualan.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Hari setelah hari terakhir; biasanya hari ini.",
)
@click.option("--begun", is_flag=True, hidden=True)
@json_option
def demo(sales: int, until: datetime | None, begun: bool, as_json: bool) -> None:
    """Buat koperasi contoh: empat toko, setahun penjualan. Hanya di data yang kosong."""
    if not 1 <= sales <= MOST_SALES:
        raise InvalidInput(_("Banyaknya penjualan antara 1 dan 1.000.000."), field="sales")
    places = config.places()
    ends = until.date() if until else clock.local_day(clock.now(), PLACES[0].time_zone)
    told = progress.file_in(places.data)
    if not begun and progress.read(told, at=clock.now()).state is State.RUNNING:
        raise BusinessError(_("Contoh sedang dibuat oleh proses lain. Tunggu sampai selesai."))
    with _appearing_whole(places.demo_url or places.own_url) as database:
        refuse_unless_empty(database)
        with _told(told, sales) as tell:
            made = make_example(database, until=ends, sales=sales, progress=tell)
    progress.forget(told)
    if as_json:
        print_json(made.as_json())
    else:
        _say(made)


@contextmanager
def _appearing_whole(url: str) -> Iterator[Database]:
    """The database to fill. A new SQLite file gets its name when it is whole, so that nobody
    opens half of it."""
    path = config.sqlite_path(url)
    if path is None or path.exists():
        with opened(url, create=True) as database:
            yield database
        return
    part = path.with_name(f"{path.name}.dibuat")
    _remove(part)
    try:
        with opened(f"sqlite:///{part}", create=True) as database:
            yield database
    except BaseException:
        _remove(part)
        raise
    part.rename(path)


def _remove(path: Path) -> None:
    """Leave nothing of a database that is not whole."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@contextmanager
def _told(path: Path, sales: int) -> Iterator[Callable[[int], None]]:
    """Show progress here and tell it to whoever looks at the file."""
    done = 0
    step = max(sales // _STEPS, 1)
    with click.progressbar(
        length=sales, label=_("Menulis setahun penjualan"), file=sys.stderr
    ) as bar:

        def tell(more: int) -> None:
            nonlocal done
            bar.update(more)
            before, done = done, done + more
            if before // step != done // step:
                progress.tell(path, _running(done, sales))

        progress.tell(path, _running(0, sales))
        try:
            yield tell
        except BaseException:
            progress.tell(path, Progress(State.FAILED, done, sales, clock.now().isoformat()))
            raise


def _running(done: int, of: int) -> Progress:
    return Progress(State.RUNNING, done, of, clock.now().isoformat())


def _say(made: Made) -> None:
    click.echo(
        _(
            "%(coop)s siap: %(n)s penjualan, %(first)s sampai %(last)s.",
            coop=COOP_NAME,
            n=number(made.sales),
            first=day(made.first_day),
            last=day(made.last_day),
        )
    )
    click.echo(
        _("Kata sandi semua orang: %(password)s  PIN: %(pin)s", password=people.PASSWORD,
          pin=people.PIN)
    )  # fmt: skip
    for person in people.EVERYBODY:
        click.echo(f"  {person.login:<10} {role_name(person):<13} {person.name}")
    click.echo(_("Halaman anggota: /saya  PIN: %(pin)s", pin=people.MEMBER_PIN))
    for member in people.ON_THE_PHONE:
        click.echo(f"  {number(member.place):<10} {member.name}")
    click.echo(_("Token kasir:"))
    for place in PLACES:
        click.echo(f"  {place.till_code:<10} {place.till_token}")
