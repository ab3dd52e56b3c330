"""Commands of the counter: tills."""

from __future__ import annotations

import click

from core import clock, shops
from core.commands import command_database, json_option, print_json
from core.db import reading, transaction
from core.i18n import _
from pos import queries, tills
from pos.offline.cli import import_file


@click.group()
def till() -> None:
    """Kasir: tambah, lihat, masukkan kiriman dari berkas."""


@till.command("add")
@click.option("--shop", "shop_code", required=True, help="Kode toko, misalnya WSB.")
@click.option("--name", required=True, help="Nama kasir, misalnya T1.")
@json_option
def add_till(shop_code: str, name: str, as_json: bool) -> None:
    """Tambah kasir; tokennya dicetak sekali ini saja."""
    with command_database(), transaction() as session:
        shop = shops.shop_by_code(session, shop_code)
        row, token = tills.add(session, shop, name.upper(), at=clock.now(), by=None)
    code = f"{shop.code}-{row.name}"
    if as_json:
        print_json({"id": str(row.id), "code": code, "token": token})
    else:
        click.echo(_("Kasir %(code)s. Token: %(token)s", code=code, token=token))
        click.echo(_("Buka /till/enrol di peramban kasir dan tempelkan token ini."))


@till.command("list")
@json_option
def list_tills(as_json: bool) -> None:
    """Semua kasir."""
    with command_database(), reading() as session:
        found = [
            {"code": f"{shop.code}-{row.name}", "active": row.active, "series": row.series}
            for row, shop in queries.tills(session)
        ]
    if as_json:
        print_json(found)
        return
    for one in found:
        click.echo(f"{one['code']}  {_('aktif') if one['active'] else _('berhenti')}")


till.add_command(import_file)

COMMANDS: list[click.Command] = [till]
