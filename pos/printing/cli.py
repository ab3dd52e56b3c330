"""Commands about printers."""

from __future__ import annotations

import sys
from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

import click
from sqlalchemy.orm import Session

from core import clock
from core.commands import REFUSED, command_database, json_option, print_json
from core.db import reading, transaction
from core.errors import NotFound
from core.i18n import _
from pos import tills
from pos.printing import finding, printers, queries, slips
from pos.printing.doctor import DRAWER_PIN
from pos.printing.finding import Found
from pos.printing.jobs import printer_of
from pos.printing.models import JobState, Printer, PrintJob
from pos.printing.printers import PrinterDetails
from pos.printing.transports.addresses import parse_address
from pos.printing.words import WAYS, sentence, state_of

till_option = click.option("--till", "code", required=True, help="Kode kasir, misalnya WSB-T1.")


@click.group()
def printer() -> None:
    """Printer struk: cari, tambah, lihat, uji, lepas."""


@printer.command("find")
@click.option("--subnet", "subnets", multiple=True, help="Jaringan, misalnya 192.168.1.0/24.")
@click.option("--local", "only_local", is_flag=True, help="Hanya yang tersambung ke sini.")
@json_option
def find_printers(subnets: tuple[str, ...], only_local: bool, as_json: bool) -> None:
    """Cari printer di jaringan, USB, serial, Bluetooth dan antrean cetak."""
    searched = () if only_local else finding.networks(" ".join(subnets))
    found = [*finding.connected(), *_on_network(searched)]
    if as_json:
        print_json([{"way": one.way, "address": str(one.address), "name": one.name}
                    for one in found])  # fmt: skip
        return
    for one in found:
        click.echo(f"{one.address}  {WAYS[one.way]}  {one.name}".rstrip())
    if not found:
        click.echo(_("Tidak ada printer yang ditemukan. Nyalakan printernya, periksa kabelnya, "
                     "lalu cari lagi."))  # fmt: skip


@printer.command("add")
@till_option
@click.argument("address")
@click.option("--paper", type=click.Choice(["58", "80"]), default="58", show_default=True,
              help="Lebar kertas dalam mm.")  # fmt: skip
@click.option("--columns", type=int, help="Huruf sebaris; biasanya menurut lebar kertas.")
@click.option("--cutter", is_flag=True, help="Printer dapat memotong kertas.")
@click.option("--drawer", is_flag=True, help="Laci uang tersambung ke printer.")
@json_option
def add_printer(
    code: str,
    address: str,
    paper: str,
    columns: int | None,
    cutter: bool,
    drawer: bool,
    as_json: bool,
) -> None:
    """Sambungkan printer ke kasir: tcp://192.168.1.50:9100."""
    profile = replace(
        printers.preset(paper, columns), cutter=cutter, drawer=DRAWER_PIN if drawer else None
    )
    where = parse_address(address)
    with command_database(), transaction() as session:
        details = PrinterDetails(tills.by_code(session, code), where, profile)
        added = printers.add(session, details, at=clock.now(), by=None)
    if as_json:
        print_json(_described(added, details.till.code))
    else:
        click.echo(_("Kasir %(code)s mencetak ke %(address)s. Uji: lumbung printer test --till "
                     "%(code)s", code=details.till.code, address=added.address))  # fmt: skip


@printer.command("list")
@json_option
def list_printers(as_json: bool) -> None:
    """Semua printer dan keadaannya."""
    with command_database(), reading() as session:
        cards = queries.printer_cards(session, within=None, at=clock.now())
    found = [
        _described(card.printer, card.till)
        | {"waiting": card.health.waiting, "trouble": card.health.trouble}
        for card in cards
    ]
    if as_json:
        print_json(found)
        return
    for one in found:
        state = one["trouble"] or (_("siap") if one["active"] else _("dilepas"))
        click.echo(f"{one['till']}  {one['address']}  {state}")


@printer.command("test")
@till_option
@json_option
def test_printer(code: str, as_json: bool) -> None:
    """Cetak struk uji lewat Lumbung yang sedang berjalan, dan katakan hasilnya."""
    with command_database():
        with reading() as session:
            printer_id = _printer_of(session, code).id
        job = slips.print_slip(printer_id)
    if as_json:
        print_json({"state": job.state, "message": sentence(job.trouble)})
    else:
        click.echo(_sentence(job))
    if job.state not in (JobState.CONFIRMED, JobState.SENT):
        sys.exit(REFUSED)


@printer.command("retire")
@till_option
def retire_printer(code: str) -> None:
    """Lepas printer dari kasir; yang masih menunggu dibatalkan."""
    with command_database(), transaction() as session:
        printers.retire(session, _printer_of(session, code), at=clock.now(), by=None)
    click.echo(_("Printer dilepas. Yang masih menunggu dibatalkan."))


COMMANDS: list[click.Command] = [printer]


def _on_network(searched: tuple[IPv4Network, ...]) -> list[Found]:
    doors = len(finding.addresses(searched))
    with click.progressbar(length=doors, label=_("Mencari di jaringan"), file=sys.stderr) as bar:
        return finding.on_network(searched, progress=lambda: bar.update(1))


def _printer_of(session: Session, code: str) -> Printer:
    found = printer_of(session, tills.by_code(session, code).id)
    if found is None:
        raise NotFound(_("Kasir %(code)s tidak punya printer.", code=code.upper()))
    return found


def _described(row: Printer, code: str) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "till": code,
        "address": row.address,
        "columns": row.columns,
        "dots": row.dots,
        "cutter": row.cutter,
        "drawer": row.drawer,
        "active": row.active,
    }


def _sentence(job: PrintJob) -> str:
    if job.state in (JobState.WAITING, JobState.SENDING):
        return str(_("Belum ada jawaban. Apakah `lumbung serve` sedang berjalan?"))
    return f"{state_of(job)}. {sentence(job.trouble)}".strip()
