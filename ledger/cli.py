"""Commands of the books."""

from __future__ import annotations

import sys
from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from core import shops
from core.commands import command_database
from core.db import reading
from core.i18n import _
from core.ids import ShopId
from ledger import stored
from ledger.exporting import hledger_text
from ledger.scope import Scope

_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command("hledger")
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="File tujuan; tanpa ini ke layar.",
)
@click.option("--shop", "shop_code", help="Hanya toko ini, misalnya WSB.")
@click.option("--from", "since", type=_DAY, help="Mulai tanggal, misalnya 2026-01-31.")
@click.option("--to", "until", type=_DAY, help="Sampai dengan tanggal.")
def export_hledger(
    output: str, shop_code: str | None, since: datetime | None, until: datetime | None
) -> None:  # fmt: skip
    """Jurnal sebagai teks untuk hledger."""
    with command_database(), reading() as session:
        scope = Scope(_shop(session, shop_code), _day(since), _day(until))
        length = stored.count(session, scope)
        with (
            click.open_file(output, "w", encoding="utf-8", atomic=output != "-") as file,
            click.progressbar(
                stored.by_date(session, scope), length, _("Jurnal"), file=sys.stderr
            ) as entries,
        ):
            file.writelines(hledger_text(session, entries))


def _shop(session: Session, code: str | None) -> ShopId | None:
    return ShopId(shops.shop_by_code(session, code).id) if code else None


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
