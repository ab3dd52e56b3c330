"""What people call the states of transfers. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.transfers.models import StepKind
from inventory.transfers.queries import State

STATES = {
    State.OPEN: _("Masih di jalan"),
    State.CLOSED: _("Selesai"),
    State.ALL: _("Semua"),
}

STEPS = {StepKind.ARRIVED: _("Sampai"), StepKind.LOST: _("Hilang di jalan")}

ACTIONS = {
    "transfer.sent": _("Mengirim barang ke toko lain"),
    "transfer.arrived": _("Menerima barang dari toko lain"),
    "transfer.lost": _("Mencatat barang hilang di jalan"),
}
"""What the audit log calls what happens to transfers."""

DETAILS = {"short": _("melebihi catatan rak")}
"""What it says beside them."""
