"""What expires soon, as a list for a spreadsheet. Layout: values in, a sheet out."""

from __future__ import annotations

from collections.abc import Iterable

from core.exports import Column, Kind, Sheet
from core.i18n import _
from inventory.batches.queries import ExpiryRow


def expiry_sheet(shop: str, rows: Iterable[ExpiryRow]) -> Sheet:
    """A row for every batch that remains."""
    return Sheet(
        _("Kedaluwarsa %(shop)s", shop=shop),
        (
            Column(_("Kode")),
            Column(_("Barang")),
            Column(_("Batch")),
            Column(_("Kedaluwarsa"), Kind.DATE),
            Column(_("Sisa hari"), Kind.COUNT),
            Column(_("Jumlah"), Kind.QUANTITY),
            Column(_("Satuan")),
            Column(_("Nilai"), Kind.RUPIAH),
            Column(_("Harga"), Kind.RUPIAH),
            Column(_("Saran harga"), Kind.RUPIAH),
        ),
        (
            (row.code, row.name, row.batch, row.expires_on, row.days_left, row.quantity, row.unit,
             row.value, row.price, row.suggested)
            for row in rows
        ),
    )  # fmt: skip
