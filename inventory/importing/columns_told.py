"""What people read about the columns of each kind of file. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.importing.models import RunKind

_WHICH = (_("kode, barcode"), _("Salah satu cukup. Tanpa keduanya dicari menurut nama."))
_UNIT = (_("satuan"), _("pcs, dus, kg … yang sudah dijual. Kosong: satuan pertamanya."))
_MONEY = _("12500, 12.500, Rp 12.500,- atau 12,5rb.")

TOLD = {
    RunKind.PRODUCTS: (
        (_("nama"), _("Wajib ada.")),
        (_("kode, barcode"), _("Barcode diperiksa angka terakhirnya; nol di depan yang hilang "
                               "dipulihkan.")),
        (_("satuan, isi"), _("pcs, lusin, dus, kg, ons, liter, dan lain-lain. Isi: berapa satuan "
                             "kecil di dalamnya.")),
        (_("harga, harga anggota"), _("12500, 12.500, Rp 12.500,- atau 12,5rb. Kosong: belum ada "
                                      "harga.")),
        (_("stok, harga beli"), _("Stok awal toko, sekali saja, dan nilainya.")),
        (_("kategori, nama struk"), _("Boleh kosong.")),
        (_("kemasan kosong"), _("Kode jaminan kemasan yang ditukar, misalnya galon; jaminannya "
                                "harus sudah ada. Boleh kosong.")),
    ),
    RunKind.SUPPLIERS: (
        (_("nomor, nama"), _("Dicari menurut nomor, kalau kosong menurut nama. Yang belum ada "
                             "ditambahkan.")),
        (_("telepon, alamat, kontak, catatan"), _("Yang kosong tidak mengubah apa pun.")),
        (_("npwp, pkp"), _("NPWP 15, 16, atau 22 angka; PKP ya atau tidak.")),
        (_("tempo, lama kirim"), _("Dalam hari, misalnya 14.")),
    ),
    RunKind.PRICES: (
        _WHICH, _UNIT,
        (_("harga"), _MONEY),
        (_("daftar harga"), _("umum, anggota, grosir, atau tempo. Kosong: umum.")),
        (_("toko, mulai"), _("Kode toko dan tanggal, misalnya 31/01/2026. Kosong: pilihan di atas, "
                             "mulai hari ini.")),
        (_("paling sedikit"), _("Hanya untuk harga grosir: mulai dari berapa.")),
    ),
    RunKind.OPENING: (
        _WHICH, _UNIT,
        (_("stok"), _("Dalam satuan di barisnya; sekali saja untuk setiap barang dan toko.")),
        (_("harga beli, nilai"), _("Harga beli satu satuan, atau nilai semuanya. Dibukukan ke "
                                   "saldo awal.")),
        (_("toko"), _("Kode toko kalau bukan yang dipilih di atas.")),
    ),
    RunKind.COUNTS: (
        _WHICH, _UNIT,
        (_("hitungan"), _("Yang ada di rak; 0 berarti habis, kosong berarti belum dihitung.")),
        (_("rak"), _("Barang yang sama di dua rak dijumlahkan.")),
        (_("dihitung pada"), _("Jam menghitungnya, misalnya 19:30, atau tanggal dengan jam.")),
    ),
}  # fmt: skip
"""Under each kind: headings, and what may stand below them."""

WHOSE = {
    RunKind.PRODUCTS: _("Stok dan harga beli di file ini milik toko"),
    RunKind.PRICES: _("Harga tanpa kolom toko berlaku di"),
    RunKind.OPENING: _("Barang tanpa kolom toko milik toko"),
}

NEXT = {
    RunKind.PRODUCTS: ("inventory.index", _("Lihat barang")),
    RunKind.SUPPLIERS: ("inventory.suppliers.index", _("Lihat pemasok")),
    RunKind.PRICES: ("inventory.labels.index", _("Cetak label yang berubah")),
    RunKind.OPENING: ("inventory.stock.index", _("Lihat stok")),
    RunKind.COUNTS: ("inventory.counts.index", _("Lihat stok opname")),
}
"""Where one goes on after a file was taken."""
