"""What people call pots. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.pots.models import PotKind
from members.ways import PaidBy

KINDS = {
    PotKind.PACKAGE: _("Paket, misalnya Lebaran"),
    PotKind.ARISAN: _("Arisan"),
    PotKind.OTHER: _("Lain-lain"),
}
PAYS_IN = {PaidBy.CASH: _("Tunai"), PaidBy.BANK: _("Transfer bank"),
           PaidBy.SUKARELA: _("Simpanan sukarela")}  # fmt: skip
PAYS_OUT = {PaidBy.CASH: _("Tunai"), PaidBy.BANK: _("Transfer bank"),
            PaidBy.SUKARELA: _("Masuk simpanan sukarela")}  # fmt: skip
ACTIONS = {
    "pot.opened": _("Membuka titipan"),
    "pot.changed": _("Mengubah titipan"),
    "pot.closed": _("Menutup titipan"),
    "pot.reopened": _("Membuka lagi titipan"),
}
