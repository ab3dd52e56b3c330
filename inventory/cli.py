"""Commands of goods: products from files, and what a code is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from babel import Locale
from flask_babel import get_locale
from sqlalchemy.orm import Session

from core import clock
from core.cli import import_group
from core.commands import command_database, json_option, print_json
from core.db import Database
from core.errors import InvalidInput
from core.format import number, quantity, rupiah
from core.i18n import _
from core.ids import ShopId
from core.models import Shop, ShopKind
from core.shops import all_shops, shop_by_code, today_in
from core.tables import read_table
from inventory import importing
from inventory.code_explanation import Explanation, explain
from inventory.columns import Sheet, read_columns
from inventory.import_plan import RowReport, RowStatus
from inventory.import_store import ImportTarget
from inventory.importing import ImportReport
from inventory.in_store import DEFAULT_LAYOUTS, InStoreLayout

REFUSED = 1
"""The exit status when a row or a code was refused."""


@import_group.command("products")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--shop", "shop_code", help="Toko pemilik stok awal di file, misalnya WSB.")
@click.option("--dry-run", is_flag=True, help="Laporkan saja, jangan simpan apa pun.")
@click.option("--only-good", is_flag=True, help="Ambil baris yang baik walau ada yang ditolak.")
@json_option
def import_products(
    file: Path, shop_code: str | None, dry_run: bool, only_good: bool, as_json: bool
) -> None:
    """Barang dan harga dari file CSV atau XLSX."""
    sheet = read_columns(read_table(file.name, file.read_bytes()))
    with command_database() as database:
        report = _preview(database, sheet, shop_code)
        writes = not dry_run and (only_good or not report.refused)
        if writes and report.changes_anything:
            report = _take(database, sheet, shop_code, only_good=only_good)
    print_json(_as_json(report, taken=writes)) if as_json else _show(report, taken=writes)
    if report.refused and not (writes and only_good):
        raise SystemExit(REFUSED)


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


def _preview(database: Database, sheet: Sheet, shop_code: str | None) -> ImportReport:
    with database.reading() as session:
        return importing.preview(session, sheet, _target(session, shop_code))


def _take(
    database: Database, sheet: Sheet, shop_code: str | None, *, only_good: bool
) -> ImportReport:
    with database.transaction() as session:
        return importing.take(
            session, sheet, _target(session, shop_code), only_good=only_good,
            at=clock.now(), by=None,
        )  # fmt: skip


def _target(session: Session, shop_code: str | None) -> ImportTarget:
    """The shop named, or the only one that sells."""
    shop: Shop | None
    if shop_code is not None:
        shop = shop_by_code(session, shop_code)
    else:
        selling = [shop for shop in all_shops(session) if shop.kind is ShopKind.SHOP]
        shop = selling[0] if len(selling) == 1 else None
    if shop is None:
        first = next(iter(all_shops(session)), None)
        if first is None:
            raise InvalidInput(_("Belum ada toko. Mulai dengan: lumbung init"))
        return ImportTarget(None, today_in(first, clock.now()))
    return ImportTarget(ShopId(shop.id), today_in(shop, clock.now()))


def _show(report: ImportReport, *, taken: bool) -> None:
    for row in report.rows:
        if row.status is not RowStatus.SAME or row.notes:
            click.echo(_line(row))
    if report.ignored:
        click.echo(_("Kolom yang tidak dipakai: %(names)s", names=", ".join(report.ignored)))
    click.echo(_("Dibaca sebagai %(form)s.", form=report.read_as))
    click.echo(_totals(report))
    click.echo(_("Sudah diambil.") if taken else _("Belum ada yang disimpan."))


def _line(row: RowReport) -> str:
    words = {
        RowStatus.NEW: _("baru"),
        RowStatus.CHANGED: _("berubah"),
        RowStatus.SAME: _("sama"),
        RowStatus.REFUSED: _("DITOLAK"),
    }
    told = [row.sentence, *row.changes, *row.notes]
    what = " · ".join(part for part in (row.code, row.name, *told) if part)
    return f"{row.number:>6}  {words[row.status]:<8} {what}"


def _totals(report: ImportReport) -> str:
    counts = {name: number(count) for name, count in report.counts.items()}
    sentence: str = _(
        "%(new)s baru, %(changed)s berubah, %(same)s sama, %(refused)s ditolak; "
        "%(unpriced)s belum ada harga.",
        **counts,
    )
    return sentence


def _as_json(report: ImportReport, *, taken: bool) -> dict[str, Any]:
    return {
        "taken": taken,
        "read_as": report.read_as,
        "ignored": report.ignored,
        "counts": report.counts,
        "rows": [
            {
                "row": row.number,
                "status": row.status,
                "code": row.code,
                "name": row.name,
                "sentence": row.sentence,
                "changes": row.changes,
                "notes": row.notes,
            }
            for row in report.rows
        ],
    }


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
