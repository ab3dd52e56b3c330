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
    MoveKind.RETURN: _("Retur"),
}

STATUSES = {
    RowStatus.NEW: _("Baru"),
    RowStatus.CHANGED: _("Berubah"),
    RowStatus.SAME: _("Sama"),
    RowStatus.REFUSED: _("Ditolak"),
}

ACTIONS = {
    "product.created": _("Menambah barang"),
    "product.changed": _("Mengubah barang"),
    "product.retired": _("Berhenti menjual barang"),
    "product.restored": _("Menjual barang lagi"),
    "product.pack_added": _("Menambah kemasan"),
    "product.pack_changed": _("Mengubah kemasan"),
    "product.barcode_added": _("Menambah barcode"),
    "product.barcode_removed": _("Menghapus barcode"),
    "product.imported": _("Mengambil barang dari file"),
    "price.set": _("Menetapkan harga"),
    "price.ended": _("Mengakhiri harga"),
    "stock.opened": _("Mengisi stok awal"),
}
"""What the audit log calls what happens to goods."""

DETAILS = {
    "name": _("nama"),
    "unit": _("satuan"),
    "list": _("daftar"),
    "amount": _("harga"),
    "valid_to": _("sampai"),
    "after": _("menjadi"),
    "active": _("dijual"),
    "barcode": _("barcode"),
    "products": _("barang"),
    "new": _("baru"),
    "changed": _("berubah"),
    "same": _("sama"),
    "refused": _("ditolak"),
    "unpriced": _("belum ada harga"),
}
"""What it says beside them."""
