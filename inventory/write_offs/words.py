"""What people call the kinds and states of write-offs. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from core.words import Codes
from inventory.write_offs.models import WriteOffKind, WriteOffStatus

KINDS = {
    WriteOffKind.DAMAGED: _("Rusak"),
    WriteOffKind.EXPIRED: _("Kedaluwarsa"),
    WriteOffKind.LOST: _("Hilang"),
    WriteOffKind.USED: _("Dipakai toko"),
}

BOOKED_AS = {
    WriteOffKind.DAMAGED: _("Menjadi kerugian (5-3010)."),
    WriteOffKind.EXPIRED: _("Menjadi kerugian (5-3010)."),
    WriteOffKind.LOST: _("Menjadi kerugian (5-3010)."),
    WriteOffKind.USED: _("Sabun, kantong, air minum petugas: menjadi beban usaha (6-1050)."),
}

STATUSES = {
    WriteOffStatus.DRAFT: _("Sedang diisi"),
    WriteOffStatus.WAITING: _("Menunggu pengesahan"),
    WriteOffStatus.BOOKED: _("Sudah keluar"),
    WriteOffStatus.DROPPED: _("Dibatalkan"),
}

ACTIONS = {
    "write_off.completed": _("Mengeluarkan barang"),
    "write_off.agreed": _("Mengesahkan barang keluar"),
    "write_off.dropped": _("Membatalkan barang keluar"),
}

VALUES: Codes = {"write_off.kind": KINDS}
