"""What people call what is kept as codes. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.import_plan import RowStatus
from inventory.models import MoveKind, PriceList
from inventory.queries import Shelf
from inventory.stock_queries import Level

PRICE_LISTS = {PriceList.GENERAL: _("Harga umum"), PriceList.MEMBER: _("Harga anggota")}

SHELVES = {
    Shelf.SOLD: _("Yang dijual"),
    Shelf.UNPRICED: _("Belum ada harga"),
    Shelf.RETIRED: _("Tidak dijual lagi"),
}

LEVELS = {Level.ALL: _("Semua"), Level.SHORT: _("Di bawah nol"), Level.EMPTY: _("Habis")}

MOVES = {
    MoveKind.OPENING: _("Stok awal"),
    MoveKind.RECEIPT: _("Penerimaan"),
    MoveKind.SALE: _("Penjualan"),
}

STATUSES = {
    RowStatus.NEW: _("Baru"),
    RowStatus.CHANGED: _("Berubah"),
    RowStatus.SAME: _("Sama"),
    RowStatus.REFUSED: _("Ditolak"),
}
