"""What people call imports and what they make. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from core.words import Codes
from inventory.importing.models import RunKind

KINDS = {
    RunKind.PRODUCTS: _("Barang"),
    RunKind.SUPPLIERS: _("Pemasok"),
    RunKind.PRICES: _("Harga"),
    RunKind.OPENING: _("Stok awal"),
    RunKind.COUNTS: _("Hitungan stok opname"),
}

ABOUT = {
    RunKind.PRODUCTS: _("Daftar barang dari program lama: nama, kode, barcode, satuan, harga, "
                        "stok awal."),
    RunKind.SUPPLIERS: _("Nama, telepon, alamat, NPWP, dan tempo pemasok."),
    RunKind.PRICES: _("Harga baru barang yang sudah ada: umum, anggota, grosir, atau tempo."),
    RunKind.OPENING: _("Jumlah dan nilai barang di rak waktu toko mulai memakai program ini."),
    RunKind.COUNTS: _("Lembar hitung yang sudah diisi, ke stok opname yang masih dihitung."),
}  # fmt: skip

SEND = {
    RunKind.PRODUCTS: _("Ambil barang dari file"),
    RunKind.SUPPLIERS: _("Ambil pemasok dari file"),
    RunKind.PRICES: _("Ambil harga dari file"),
    RunKind.OPENING: _("Ambil stok awal dari file"),
    RunKind.COUNTS: _("Ambil hitungan dari file"),
}

USES = {
    "stock_move": _("kartu stok"),
    "sale_line": _("penjualan"),
    "return_line": _("retur"),
    "goods_receipt": _("penerimaan barang"),
    "goods_receipt_line": _("penerimaan barang"),
    "purchase_order": _("pesanan"),
    "purchase_order_line": _("pesanan"),
    "supplier_invoice": _("tagihan"),
    "supplier_payment": _("pembayaran"),
    "sent_back": _("barang kembali"),
    "supplier_goods": _("barang pemasok"),
    "promotion_pack": _("promo"),
    "package_part": _("paket"),
    "count_line": _("stok opname"),
    "count_result": _("stok opname"),
    "count_product": _("stok opname"),
    "transfer_line": _("mutasi antar toko"),
    "write_off_line": _("barang dikeluarkan"),
    "repacking_line": _("kemas ulang"),
    "quick_key": _("tombol cepat"),
    "batch": _("tanggal kedaluwarsa"),
    "product": _("barang yang memakai kemasannya"),
    "consignment_intake_line": _("titipan"),
}
"""Where a product or supplier may be used, by table."""

ACTIONS = {
    "supplier.imported": _("Mengambil pemasok dari file"),
    "price.imported": _("Mengambil harga dari file"),
    "stock.imported": _("Mengambil stok awal dari file"),
    "stock_count.imported": _("Mengambil hitungan dari file"),
    "import.undone": _("Membatalkan impor"),
}

VALUES: Codes = {"import.kind": KINDS}
