"""``lumbung qris``: read a payload, put an amount into a static one. Needs no database."""

from __future__ import annotations

from typing import Any

import click

from core import parse
from core.commands import json_option, print_json
from core.i18n import _
from core.money import Money
from pos.qris.payload import (
    ACCOUNTS,
    AMOUNT,
    CITY,
    CURRENCY,
    NAME,
    DataObject,
    Payload,
    import_payload,
    make_dynamic,
)
from pos.qris.settings import QRIS_LIMIT


@click.group()
def qris() -> None:
    """QRIS: isi jumlah ke kode statis, baca isi kode."""


@qris.command("make")
@click.argument("payload")
@click.option("--amount", required=True, help="Jumlah dalam rupiah, misalnya 20500.")
@click.option("--bill", default="", help="Nomor nota, misalnya INV-0001.")
@click.option("--limit", type=int, default=QRIS_LIMIT.default, show_default=True,
              help="Batas sekali bayar.")  # fmt: skip
def make_payload(payload: str, amount: str, bill: str, limit: int) -> None:
    """Cetak isi kode dinamis dari isi kode statis."""
    static, asked = import_payload(payload), parse.money(amount)
    click.echo(make_dynamic(static, asked, limit=Money(limit), bill=bill.strip()).text)


@qris.command("read")
@click.argument("payload")
@json_option
def read_payload(payload: str, as_json: bool) -> None:
    """Periksa isi kode dan cetak artinya."""
    read = import_payload(payload)
    if as_json:
        print_json(_as_json(read))
        return
    for label, value in _facts(read):
        if value:
            click.echo(f"{label}: {value}")


def _facts(payload: Payload) -> list[tuple[str, str | None]]:
    """What a person wants to know of a payload, with its label."""
    kinds = {"static": _("statis"), "dynamic": _("dinamis")}
    return [
        (_("Jenis"), kinds.get(payload.method, payload.value("01"))),
        (_("Nama"), payload.value(NAME)),
        (_("Kota"), payload.value(CITY)),
        (_("Penerima"), ", ".join(_payees(payload))),
        (_("Mata uang"), payload.value(CURRENCY)),
        (_("Jumlah uang"), payload.value(AMOUNT)),
        (_("Nomor nota"), payload.bill),
        (_("Jumlah uji (CRC)"), payload.check_sum),
    ]


def _payees(payload: Payload) -> list[str]:
    """The schemes that are paid through, by their domain where they name one."""
    accounts = [one for one in payload.objects if one.tag in ACCOUNTS]
    return [one.parts[0].value if one.parts else one.value for one in accounts]


def _as_json(payload: Payload) -> dict[str, Any]:
    return {
        "method": payload.method,
        "name": payload.value(NAME),
        "city": payload.value(CITY),
        "country": payload.value("58"),
        "category": payload.value("52"),
        "currency": payload.value(CURRENCY),
        "amount": payload.value(AMOUNT),
        "bill": payload.bill,
        "crc": payload.check_sum,
        "objects": [_object(one) for one in payload.objects],
    }


def _object(one: DataObject) -> dict[str, Any]:
    found: dict[str, Any] = {"tag": one.tag, "value": one.value}
    return {**found, "parts": [_object(part) for part in one.parts]} if one.parts else found


COMMANDS: list[click.Command] = [qris]
