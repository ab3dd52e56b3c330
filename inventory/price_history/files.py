"""A pack's prices as a list for a spreadsheet. Layout: values in, a sheet out."""

from __future__ import annotations

from collections.abc import Iterable

from core.exports import Column, Kind, Sheet
from core.i18n import _
from inventory.price_history.queries import PriceEvent
from inventory.words import PRICE_LISTS


def history_sheet(title: str, rows: Iterable[PriceEvent]) -> Sheet:
    """A row for every price that was set."""
    return Sheet(
        title,
        (
            Column(_("Daftar")),
            Column(_("Toko")),
            Column(_("Harga"), Kind.RUPIAH),
            Column(_("Mulai dari"), Kind.QUANTITY),
            Column(_("Mulai"), Kind.DATE),
            Column(_("Sampai"), Kind.DATE),
            Column(_("Oleh")),
        ),
        (
            (str(PRICE_LISTS[row.list]), row.shop, row.amount, row.least or None, row.valid_from,
             row.valid_to, row.by)
            for row in rows
        ),
    )  # fmt: skip
