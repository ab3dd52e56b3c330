"""Permits as a list for a spreadsheet. Layout: values in, a sheet out."""

from __future__ import annotations

from collections.abc import Iterable

from core.exports import Column, Kind, Sheet
from core.i18n import _
from inventory.facts.queries import PermitRow
from inventory.facts.words import PERMITS, STATES


def permit_sheet(rows: Iterable[PermitRow]) -> Sheet:
    """A row for every permit."""
    return Sheet(
        _("Izin produk"),
        (
            Column(_("Kode")),
            Column(_("Barang")),
            Column(_("Merek")),
            Column(_("Izin")),
            Column(_("Nomor")),
            Column(_("Berlaku sampai"), Kind.DATE),
            Column(_("Sisa hari"), Kind.COUNT),
            Column(_("Keadaan")),
        ),
        (
            (row.code, row.name, row.brand, str(PERMITS[row.permit.kind]), row.permit.number,
             row.permit.expires_on, row.permit.days_left, str(STATES[row.permit.state]))
            for row in rows
        ),
    )  # fmt: skip
