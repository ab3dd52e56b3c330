"""The command that prices a basket from a file, by the rules of the till."""

from __future__ import annotations

import json
from typing import IO

import click

from core.commands import print_json
from core.errors import InvalidInput
from core.i18n import _
from pos.price_case import price_case


@click.command("price")
@click.argument("case", type=click.File(encoding="utf-8"))
def price(case: IO[str]) -> None:
    """Hitung harga satu keranjang: sebuah kasus dari tests/vectors/price.json, tanpa `expect`."""
    try:
        given = json.load(case)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise InvalidInput(_("File ini bukan JSON.")) from None
    print_json(price_case(given))


COMMANDS: list[click.Command] = [price]
