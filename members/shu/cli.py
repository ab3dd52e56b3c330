"""Commands about the yearly surplus."""

from __future__ import annotations

import json
from typing import IO

import click

from core.commands import print_json
from core.errors import InvalidInput
from core.i18n import _
from members.shu.case import divided


@click.group("shu")
def shu_group() -> None:
    """Sisa hasil usaha: hitung, periksa, jelaskan."""


@shu_group.command("compute")
@click.argument("case", type=click.File(encoding="utf-8"))
def compute(case: IO[str]) -> None:
    """Hitung pembagian SHU dari sebuah file JSON, tanpa data koperasi."""
    try:
        given = json.load(case)
    except (ValueError, RecursionError):
        raise InvalidInput(_("File ini bukan JSON.")) from None
    print_json(divided(given))
