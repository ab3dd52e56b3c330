"""What people call what the audit log notes of QRIS. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _

ACTIONS = {
    "qris.uploaded": _("Mengambil mutasi QRIS"),
    "qris.settled": _("Membukukan QRIS yang cocok"),
}
DETAILS = {"fee": _("biaya")}
