"""An order as a list for a spreadsheet. Layout: values in, a sheet out."""

from __future__ import annotations

from core.exports import Column, Kind, Sheet
from core.i18n import _
from inventory.purchasing.order_sheets import OrderSheet


def order_list(sheet: OrderSheet) -> Sheet:
    """A row for every line, by both names."""
    return Sheet(
        sheet.number,
        (
            Column(_("Kode pemasok")),
            Column(_("Nama di pemasok")),
            Column(_("Kode")),
            Column(_("Barang")),
            Column(_("Jumlah"), Kind.QUANTITY),
            Column(_("Satuan")),
            Column(_("Harga beli"), Kind.RUPIAH),
            Column(_("Jumlah harga"), Kind.RUPIAH),
        ),
        [
            (line.their_code, line.their_name, line.code, line.name, line.quantity, line.unit,
             line.price, line.amount)
            for line in sheet.lines
        ],
    )  # fmt: skip
