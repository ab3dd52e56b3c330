"""What people call the steps of opening balances. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.opening.checking import Step
from members.opening.files import FileKind
from members.opening.models import PartyKind

STEPS = {
    Step.START: _("Hari pertama"),
    Step.ACCOUNTS: _("Neraca saldo"),
    Step.MEMBERS: _("Anggota"),
    Step.BONS: _("Bon terbuka"),
    Step.SUPPLIERS: _("Utang pemasok"),
    Step.CONSIGNORS: _("Utang penitip"),
    Step.STOCK: _("Stok awal"),
}

PARTIES = {PartyKind.SUPPLIER: _("Pemasok"), PartyKind.CONSIGNOR: _("Penitip")}

FILES = {
    FileKind.ACCOUNTS: _("Neraca saldo dari file"),
    FileKind.MEMBERS: _("Saldo anggota dari file"),
    FileKind.BONS: _("Bon terbuka dari file"),
    FileKind.SUPPLIERS: _("Utang pemasok dari file"),
    FileKind.CONSIGNORS: _("Utang penitip dari file"),
}

ACTIONS = {
    "opening.started": _("Memulai saldo awal"),
    "opening.moved": _("Mengganti hari pertama di Lumbung"),
    "opening.posted": _("Membukukan saldo awal"),
    "opening.imported": _("Mengambil saldo awal dari file"),
}
"""What the audit log calls what happens to opening balances."""
