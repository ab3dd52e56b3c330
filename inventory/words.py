"""What people call what is kept as codes. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from core.imports import RowStatus
from core.words import Codes
from inventory.models import MoveKind, PriceList, ProductKind, PromotionKind, VatClass
from inventory.product_queries import Shelf
from inventory.promotion_queries import Season
from inventory.stock_queries import Level

PRICE_LISTS = {
    PriceList.GENERAL: _("Harga umum"),
    PriceList.MEMBER: _("Harga anggota"),
    PriceList.WHOLESALE: _("Harga grosir"),
    PriceList.CREDIT: _("Harga tempo"),
}

KINDS = {
    ProductKind.GOODS: _("Barang biasa"),
    ProductKind.PACKAGE: _("Paket, berisi barang lain"),
    ProductKind.SERVICE: _("Jasa, misalnya pulsa atau token"),
    ProductKind.CONTAINER: _("Jaminan kemasan, misalnya galon"),
}

VAT_CLASSES = {
    VatClass.FULL: _("Kena PPN"),
    VatClass.EXEMPT: _("PPN dibebaskan (bahan pokok)"),
    VatClass.OUTSIDE: _("Bukan barang kena pajak"),
    VatClass.FEE: _("PPN atas imbalan jasanya saja"),
}

PROMOTIONS = {
    PromotionKind.PERCENT: _("Potongan persen"),
    PromotionKind.AMOUNT: _("Potongan rupiah"),
    PromotionKind.PRICE: _("Harga khusus"),
    PromotionKind.N_FOR: _("Beberapa untuk satu harga"),
    PromotionKind.BUY_GET: _("Beli sekian, gratis sekian"),
    PromotionKind.MIX: _("Campur: sekian mana saja untuk satu harga"),
}

EXAMPLES = {
    PromotionKind.PERCENT: _("Contoh: semua sabun lebih murah 10 persen."),
    PromotionKind.AMOUNT: _("Contoh: setiap botol kecap Rp1.000 lebih murah."),
    PromotionKind.PRICE: _("Contoh: minyak goreng Rp15.000 sampai Minggu."),
    PromotionKind.N_FOR: _("Contoh: 3 bungkus mi yang sama untuk Rp10.000."),
    PromotionKind.BUY_GET: _("Contoh: beli 2 sabun, gratis 1 sabun yang sama."),
    PromotionKind.MIX: _("Contoh: 3 minuman apa saja dari daftar ini untuk Rp12.000."),
}
"""What each kind of promotion is good for."""

SEASONS = {
    Season.RUNNING: _("Berlaku"),
    Season.COMING: _("Akan datang"),
    Season.PAST: _("Lewat"),
    Season.ALL: _("Semua"),
}

SHELVES = {
    Shelf.SOLD: _("Yang dijual"),
    Shelf.UNPRICED: _("Belum ada harga"),
    Shelf.LOW: _("Stok menipis"),
    Shelf.CONSIGNED: _("Barang titipan"),
    Shelf.RETIRED: _("Tidak dijual lagi"),
}

LEVELS = {
    Level.ALL: _("Semua"),
    Level.LOW: _("Stok menipis"),
    Level.EMPTY: _("Habis"),
    Level.SHORT: _("Di bawah nol"),
}

MOVES = {
    MoveKind.OPENING: _("Stok awal"),
    MoveKind.RECEIPT: _("Penerimaan"),
    MoveKind.SALE: _("Penjualan"),
    MoveKind.RETURN: _("Retur"),
    MoveKind.EXCHANGE: _("Tukar kemasan"),
    MoveKind.COUNT: _("Hitung fisik"),
    MoveKind.WRITE_OFF: _("Dikeluarkan"),
    MoveKind.SENT_BACK: _("Kembali ke pemasok"),
    MoveKind.TRANSFER: _("Mutasi antar toko"),
    MoveKind.REPACK: _("Kemas ulang"),
    MoveKind.CONSIGNED: _("Titipan masuk"),
    MoveKind.TAKEN_HOME: _("Titipan diambil kembali"),
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
    "product.minimum_set": _("Menetapkan stok minimum"),
    "price.set": _("Menetapkan harga"),
    "price.set_below_cost": _("Menetapkan harga di bawah harga pokok"),
    "price.ended": _("Mengakhiri harga"),
    "promotion.created": _("Membuat promo"),
    "promotion.changed": _("Mengubah promo"),
    "promotion.ended": _("Mengakhiri promo"),
    "package.filled": _("Mengisi paket"),
    "stock.opened": _("Mengisi stok awal"),
    "stock.empties_counted": _("Menghitung kemasan kosong"),
}
"""What the audit log calls what happens to goods."""

VALUES: Codes = {"promotion.kind": PROMOTIONS, "price.list": PRICE_LISTS}
"""What the audit log calls the codes beside it."""

DETAILS = {
    "name": _("nama"),
    "unit": _("satuan"),
    "list": _("daftar"),
    "price": _("harga"),
    "cost": _("harga pokok"),
    "below_cost": _("di bawah harga pokok"),
    "reason": _("alasan"),
    "valid_to": _("sampai"),
    "least": _("mulai dari"),
    "kind": _("jenis"),
    "packs": _("barangnya"),
    "parts": _("isinya"),
    "after": _("menjadi"),
    "active": _("dijual"),
    "barcode": _("barcode"),
    "products": _("barang"),
    "new": _("baru"),
    "changed": _("berubah"),
    "same": _("sama"),
    "refused": _("ditolak"),
    "unpriced": _("belum ada harga"),
    "container": _("kemasan"),
}
"""What it says beside them."""
