"""What people call papers and uses of labels. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.labels.layout import Paper, Use

PAPERS = {
    Paper.SHEET: _("Lembar A4, 24 label"),
    Paper.ROLL: _("Gulungan 58 mm"),
}

USES = {
    Use.SHELF: _("Label rak, harga besar"),
    Use.GOODS: _("Label barang, barcode besar"),
}

ACTIONS = {"labels.put_up": _("Memasang label harga")}
DETAILS = {"labels": _("label")}
