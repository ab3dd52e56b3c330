"""What people call the scopes and states of counts. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.counts.models import CountStatus, ScopeKind
from inventory.counts.queries import Shown

SCOPES = {
    ScopeKind.ALL: _("Semua barang"),
    ScopeKind.CATEGORY: _("Satu kategori"),
    ScopeKind.CHOSEN: _("Barang tertentu"),
}

STATUSES = {
    CountStatus.OPEN: _("Sedang dihitung"),
    CountStatus.REVIEWED: _("Diperiksa"),
    CountStatus.POSTED: _("Sudah dibukukan"),
    CountStatus.DROPPED: _("Dibatalkan"),
}

SHOWN = {
    Shown.DIFFERENT: _("Yang berselisih"),
    Shown.AGAIN: _("Perlu dihitung ulang"),
    Shown.ALL: _("Semua yang dihitung"),
}

ACTIONS = {
    "stock_count.opened": _("Membuka stok opname"),
    "stock_count.reviewed": _("Menutup hitungan stok opname"),
    "stock_count.reopened": _("Membuka lagi stok opname"),
    "stock_count.posted": _("Membukukan stok opname"),
    "stock_count.dropped": _("Membatalkan stok opname"),
}
