"""Commands of goods: products from files, and what a code is."""

from __future__ import annotations

from typing import Any

import click
from babel import Locale
from flask_babel import get_locale

from core.commands import json_option, print_json
from core.format import quantity, rupiah
from core.i18n import _
from inventory.code_explanation import Explanation, explain
from inventory.in_store import DEFAULT_LAYOUTS, InStoreLayout

REFUSED = 1
"""The exit status when a row or a code was refused."""


@click.command("gtin")
@click.argument("codes", nargs=-1, required=True)
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    default=[layout.pattern for layout in DEFAULT_LAYOUTS],
    show_default=True,
    help="Susunan kode timbangan toko; boleh beberapa kali.",
)
@json_option
def explain_codes(codes: tuple[str, ...], layouts: tuple[str, ...], as_json: bool) -> None:
    """Jelaskan barcode: jenisnya, asalnya, dan mengapa ditolak."""
    known = [InStoreLayout(pattern) for pattern in layouts]
    explanations = [explain(code, known) for code in codes]
    if as_json:
        print_json([_code_as_json(explanation) for explanation in explanations])
    else:
        for explanation in explanations:
            click.echo("\n".join(_code_lines(explanation)))
    if any(explanation.refusal for explanation in explanations):
        raise SystemExit(REFUSED)


COMMANDS = [explain_codes]


def _code_lines(explanation: Explanation) -> list[str]:
    if explanation.gtin is None:
        return [f"{explanation.code}: {explanation.refusal}"]
    lines = [f"{explanation.code}: {explanation.kind}"]
    lines.append(_("  bentuk 14 angka: %(digits)s", digits=explanation.gtin.digits))
    if explanation.country:
        lines.append(_("  terdaftar di: %(country)s", country=_country(explanation.country)))
    if explanation.carton:
        lines.append(_("  kode dus (ITF-14): %(code)s", code=explanation.carton))
    if explanation.piece:
        lines.append(_("  isi dus: %(code)s", code=explanation.piece))
    if meaning := explanation.in_store:
        lines.append(_("  barang toko nomor %(item)s", item=meaning.item))
        if meaning.weight:
            lines.append(_("  berat: %(weight)s kg", weight=quantity(meaning.weight)))
        if meaning.price:
            lines.append(_("  harga: %(price)s", price=rupiah(meaning.price)))
    return lines + [f"  {note}" for note in explanation.notes]


def _country(code: str) -> str:
    locale = get_locale() or Locale("id")
    return str(locale.territories.get(code, code))


def _code_as_json(explanation: Explanation) -> dict[str, Any]:
    meaning = explanation.in_store
    return {
        "code": explanation.code,
        "valid": explanation.gtin is not None,
        "kind": explanation.kind,
        "gtin14": explanation.gtin.digits if explanation.gtin else None,
        "refusal": explanation.refusal or None,
        "suggestion": explanation.suggestion or None,
        "country": explanation.country,
        "item": meaning.item if meaning else None,
        "weight_grams": meaning.weight.milli if meaning and meaning.weight else None,
        "price": meaning.price.amount if meaning and meaning.price else None,
        "carton": explanation.carton.printed if explanation.carton else None,
        "piece": explanation.piece.printed if explanation.piece else None,
        "notes": explanation.notes,
    }
