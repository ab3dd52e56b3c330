"""Lists of goods as files for a spreadsheet: which columns they have. Values in, a sheet out."""

from __future__ import annotations

from collections.abc import Sequence

from core.exports import Column, Kind, Sheet
from core.i18n import _
from inventory.stock_queries import StockRow


def stock_sheet(shop: str, rows: Sequence[StockRow]) -> Sheet:
    """What a shop, by its code, holds of every product."""
    return Sheet(
        _("Stok %(shop)s", shop=shop),
        (
            Column(_("Toko")),
            Column(_("Kode")),
            Column(_("Barang")),
            Column(_("Jumlah"), Kind.QUANTITY),
            Column(_("Satuan")),
            Column(_("Nilai (Rp)"), Kind.RUPIAH),
        ),
        [(shop, row.code, row.name, row.quantity, row.unit, row.value) for row in rows],
    )
