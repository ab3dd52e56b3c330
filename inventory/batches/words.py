"""What people call what is kept as codes about batches. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.batches.queries import Within

WITHIN = {
    Within.PAST: _("Sudah lewat"),
    Within.WEEK: _("7 hari lagi"),
    Within.FORTNIGHT: _("14 hari lagi"),
    Within.MONTH: _("30 hari lagi"),
    Within.QUARTER: _("90 hari lagi"),
}

ACTIONS = {
    "batch.noted": _("Mencatat tanggal kedaluwarsa"),
    "batch.ended": _("Mencatat batch sudah tidak ada"),
}
"""What the audit log calls what happens to batches."""

DETAILS = {"expires": _("kedaluwarsa"), "quantity": _("jumlah")}
"""What it says beside them."""
