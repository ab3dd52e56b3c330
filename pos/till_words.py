"""The words that the till's scripts say, in the language of the request.

``{name}`` is filled in by static/pos/till/words.js; a key that is missing there is an error.
"""

from __future__ import annotations

from core.i18n import _
from pos.approvals.words import ACTIONS
from pos.bon_payments.words import instalment_words
from pos.e_receipts.words import e_receipt_words
from pos.member_access.words import member_access_words
from pos.member_money.words import member_money_words
from pos.offline.words import offline_words
from pos.returns.words import return_words
from pos.vouchers.words import voucher_words


def till_words() -> dict[str, str]:
    """Every sentence of the scripts of the till and its enrolment, by its key."""
    return {
        **_enrolment_words(),
        **_entry_words(),
        **_command_words(),
        **_line_words(),
        **_paying_words(),
        **_tender_words(),
        **_way_words(),
        **_amount_words(),
        **_cash_words(),
        **_session_words(),
        **_status_words(),
        **offline_words(),
        **return_words(),
        **member_money_words(),
        **member_access_words(),
        **voucher_words(),
        **e_receipt_words(),
        **instalment_words(),
        **_approval_words(),
        **_service_words(),
    }


def _enrolment_words() -> dict[str, str]:
    return {
        "enrol_already": _(
            "Peramban ini sudah menjadi kasir {code}. Mendaftar lagi memulai seri nomor baru."
        ),
        "enrol_empty": _("Tempel token kasir dulu."),
        "enrol_offline": _("Server tidak menjawab. Periksa jaringan, lalu coba lagi."),
        "enrol_other_coop": _("Token ini milik koperasi lain (contoh atau asli), bukan yang ini."),
        "enrol_unsent": _(
            "Peramban ini kasir lain dan masih menyimpan {n} yang belum terkirim. "
            "Buka kasirnya sampai semua terkirim."
        ),
    }


def _entry_words() -> dict[str, str]:
    return {
        "ask_goods": _("Pindai, ketik kode, atau cari nama barang"),
        "ask_member": _("Cari anggota: nama, nomor, kartu, atau telepon"),
        "ask_settle": _("Barang apa {code}? Ketik namanya"),
        "nothing_found": _("Tidak ada yang cocok dengan “{query}”."),
        "unknown_added": _("Kode {code} belum dikenal. Lanjutkan saja; selesaikan sebelum bayar."),
        "member": _("Anggota"),
        "member_candidate": _("{name} masih calon anggota: pokok dibayar lewat SETOR."),
        "card_of_nobody": _("Kartu {code} bukan kartu anggota aktif; lanjutkan tanpa anggota."),
        "member_set": _("Anggota: {name}. Harga sudah disesuaikan."),
        "member_removed": _("Tanpa anggota. Harga sudah disesuaikan."),
        "no_price": _("belum ada harga"),
    }


def _command_words() -> dict[str, str]:
    return {
        "command_lock": _("Kunci kasir"),
        "command_display": _("Layar pembeli"),
        "display_hello": _("Halo, {name}"),
        "display_saved": _("Hemat {amount}"),
        "display_cash": _("Tunai: {amount}"),
        "command_keys": _("Tombol papan ketik"),
        "key_of": _("{label}: {key}. Tekan untuk mengganti."),
        "key_press": _("Tekan tombol baru untuk {label}, atau Esc."),
        "key_taken_over": _("Tersimpan: {key}."),
        "keys_usual": _("Semua tombol seperti semula."),
        "key_browser": _("{key} dipakai oleh peramban; pilih yang lain."),
        "key_impossible": _("{key} dipakai untuk mengetik atau berpindah; pilih yang lain."),
        "key_letter": _("{key} tidak bisa: huruf hanya untuk cara bayar, dan bukan R, K, J, I."),
        "key_taken": _("{key} sudah dipakai tindakan lain; ganti yang itu dulu."),
        "command_discount": _("Potongan"),
        "command_price": _("Ganti harga"),
        "dialog_open": _("Selesaikan atau tutup (Esc) yang terbuka dulu, lalu pindai lagi."),
    }


def _line_words() -> dict[str, str]:
    return {
        "pack_of": _("{name} · {unit} isi {n}"),
        "unknown_code": _("Kode {code}"),
        "problem_unknown": _("Belum dikenal: pilih barangnya atau hapus"),
        "problem_unpriced": _("Belum ada harga: pilih barang lain atau hapus"),
        "nothing_to_change": _("Belum ada baris yang diubah jumlahnya."),
        "problem_fraction": _("Barang ini dijual utuh: ubah jumlahnya"),
        "problem_too_large": _("Jumlahnya terlalu besar: ubah jumlahnya"),
        "price_per_unit": _("{price} / {unit}"),
        "by_amount": _("sejumlah uang"),
        "promotion_off": _("Promo {name}, hemat {amount}"),
        "discount_off": _("Potongan {amount}"),
        "discount_unreadable": _("“{text}” tidak terbaca; tulis misalnya 10% atau 2.000."),
        "not_agreed": _("Belum ada yang menyetujui."),
        "no_line": _("Pilih dulu barangnya."),
        "change_quantity_of": _("Ubah jumlah {name}, sekarang {quantity}"),
        "exchange": _("Tukar"),
        "no_exchange": _("Tanpa tukar"),
        "exchange_of": _("{name}: tukar dengan yang kosong"),
        "no_exchange_of": _("{name}: tanpa tukar, bayar jaminan"),
        "exchanged": _("{name}: ditukar dengan yang kosong."),
        "not_exchanged": _("{name}: tanpa tukar, jaminannya ditambahkan."),
        "nothing_to_exchange": _("Belum ada barang yang kemasannya ditukar."),
        "command_exchange": _("Tukar / tanpa tukar kemasan"),
        "remove_line": _("Hapus {name}"),
        "removed": _("{name} dihapus."),
        "line_count": _("{n} baris"),
    }


def _paying_words() -> dict[str, str]:
    return {
        "rounded": _("Total {total}, dibulatkan {rounding}"),
        "to_settle": _("{n} baris merah harus diselesaikan dulu: pilih barangnya atau hapus."),
        "nothing_to_pay": _("Belum ada barang yang dibayar."),
        "tender_hint": _("Ketik uang yang diterima, atau tekan pecahannya."),
        "short": _("Kurang {amount}."),
        "will_return": _("Kembali {amount}"),
        "suspicious": _("Diterima {given}, kembali {change}. Kalau betul, tekan sekali lagi."),
        "not_kept": _("Belum tersimpan di kasir ini, coba lagi: {why}"),
        "last_sale": _("Penjualan terakhir {number}: {total}, kembali {change}"),
    }


def _tender_words() -> dict[str, str]:
    return {
        "total": _("Total"),
        "rest": _("Sisa"),
        "to_pay": _("Harus dibayar"),
        "change": _("Kembalian"),
        "settled": _("Lunas"),
        "lent": _("Dicatat sebagai kasbon"),
        "lent_until": _("jatuh tempo {day}"),
        "rest_rounded": _("Sisa {total}, dibulatkan {rounding}"),
        "exact_rest": _("Selain tunai: {total}, tidak dibulatkan"),
        "hold_is_paid": _(
            "{name} sudah membayar sebagian: lanjutkan, dan hapus dulu pembayarannya."
        ),
        "overpaid": _("Lebih bayar {amount}: hapus salah satu pembayarannya."),
        "short_part": _("Kurang {amount}. Tekan Terima: sisanya dibayar cara lain."),
        "short_or_part": _("Kurang {amount}. Kalau sisanya dibayar cara lain, tekan sekali lagi."),
        "cash_unit": _("Bagian tunai harus kelipatan {unit}."),
        "part_too_large": _("Jumlahnya lebih dari sisa {rest}. Selain tunai tidak ada kembalian."),
        "drop_part": _("Hapus pembayaran {name} {amount}"),
        "waiting": _("menunggu rekonsiliasi"),
        "kept_savings": _("Kembalian ke simpanan"),
        "kept_donation": _("Kembalian untuk donasi"),
        "keep_savings": _("{amount} ke simpanan"),
        "keep_all": _("Semua {amount} ke simpanan"),
        "keep_donation": _("{amount} donasi"),
        "tender_cash": _("Tunai"),
        "tender_qris": _("QRIS"),
        "tender_transfer": _("Transfer"),
        "tender_kasbon": _("Kasbon"),
        "tender_savings": _("Simpanan"),
        "tender_voucher": _("Voucher"),
    }


def _way_words() -> dict[str, str]:
    return {
        "way_qris": _("Bayar dengan QRIS"),
        "way_transfer": _("Bayar dengan transfer"),
        "way_kasbon": _("Bayar dengan kasbon"),
        "way_savings": _("Bayar dari simpanan sukarela"),
        "way_member": _("{name} · {number}"),
        "member_wanted": _("Anggota siapa? Pindai kartunya atau cari namanya."),
        "ask_qris": _(
            "Pelanggan memindai QRIS toko dan mengetik jumlah ini. "
            "Lihat aplikasi di ponsel toko: uang sudah masuk?"
        ),
        "ask_qris_code": _(
            "Pelanggan memindai kode ini. Lihat aplikasi di ponsel toko: uang sudah masuk?"
        ),
        "ask_transfer": _("Lihat rekening toko: uang sudah masuk?"),
        "ask_kasbon": _("Catat sebagai kasbon anggota ini?"),
        "ask_kasbon_over": _("Melebihi plafon: perlu persetujuan."),
        "ask_savings": _("Ambil dari simpanan sukarela anggota ini?"),
        "yes_qris": _("Sudah masuk"),
        "yes_transfer": _("Sudah masuk"),
        "yes_kasbon": _("Catat kasbon"),
        "yes_savings": _("Ambil"),
        "reference_transfer": _("Nama pengirim atau nomor rujukan"),
        "reference_empty": _("Isi dulu, supaya bisa dicocokkan nanti."),
        "qris_limit": _("QRIS sekali bayar paling banyak {limit}. Bagi pembayarannya."),
        "qris_code": _("Kode QRIS untuk {amount}"),
        "credit_left": _("Sisa plafon"),
        "credit_after": _("Sisa sesudah ini"),
        "credit_due": _("Jatuh tempo"),
        "credit_oldest": _("Kasbon terlama jatuh tempo"),
        "credit_blocked": _(
            "Kasbon {name} ada yang jatuh tempo {day} dan belum dibayar. Bayar bon itu dulu, atau "
            "pilih cara bayar lain."
        ),
        "savings_left": _("Saldo"),
        "savings_after": _("Saldo sesudah ini"),
        "savings_unknown": _(
            "Saldo simpanan {name} tidak diketahui di sini: hanya di toko asalnya, atau daring."
        ),
        "savings_short": _("Saldo simpanan {name} tinggal {left}."),
    }


def _amount_words() -> dict[str, str]:
    return {
        "money_empty": _("Ketik uang yang diterima; F8 untuk uang pas."),
        "money_unreadable": _("“{text}” bukan jumlah uang; tulis misalnya 50.000 atau 50rb."),
        "money_sen": _("“{text}”: rupiah tidak memakai sen."),
        "money_ambiguous": _("“{text}” bisa berarti dua hal; tulis lengkap, misalnya 1.500.000."),
        "money_too_large": _("Jumlah ini terlalu besar."),
        "money_negative": _("Jumlah uang tidak boleh kurang dari nol."),
        "quantity_empty": _("Ketik jumlahnya, misalnya 3, 0,5, 1/4, atau 10rb."),
        "quantity_unreadable": _("Jumlah tidak terbaca; tulis misalnya 3, 0,5, 1/4, atau 10rb."),
        "quantity_ambiguous": _("Jumlah ini bisa berarti dua hal; tulis 1,25, 1250, atau 10rb."),
        "quantity_too_large": _("Jumlah ini terlalu besar."),
        "quantity_too_fine": _("Paling banyak tiga angka di belakang koma."),
        "quantity_sen": _("Rupiah tidak memakai sen."),
        "quantity_nothing": _("Jumlah harus lebih dari nol."),
    }


def _session_words() -> dict[str, str]:
    return {
        "pin_empty": _("Ketik PIN."),
        "pin_checking": _("Memeriksa…"),
        "pin_offline": _("Server tidak menjawab, PIN belum bisa diperiksa. Coba lagi."),
        "server_refused": _("Server menolak ({status})."),
        "lock_offline": _(
            "Sedang luring dan belum ada PIN yang tersimpan di sini: kasir tidak dikunci."
        ),
        "pieces_of": _("Lembar atau keping {note}"),
        "float_empty": _("Ketik uang yang ada di laci; kalau kosong, ketik 0."),
        "count_unreadable": _("Isi banyaknya dengan angka bulat."),
        "slips_unreadable": _("Isi jumlahnya dengan angka rupiah, atau kosongkan."),
        "close_sure": _("Terhitung {counted}. Setelah ditutup, hitungan ini tidak berubah lagi."),
        "close_unsent": _("Belum terkirim: {n}. Kasir tetap boleh ditutup."),
        "close_witnessed": _("Orang kedua sudah melihat hitungan ini."),
        "closed_report": _("Laporan Z {n}"),
        "reason_empty": _("Tulis mengapa berbeda."),
        "reason_offline": _("Server tidak menjawab. Coba lagi, atau tulis di halaman giliran."),
        "closed_even": _("Pas, tidak ada selisih."),
        "closed_over": _("Uang di laci lebih."),
        "closed_short": _("Uang di laci kurang."),
    }


def _status_words() -> dict[str, str]:
    return {
        "online": _("Daring"),
        "offline": _("Luring"),
        "unsent": _("Belum terkirim: {n}"),
        "held": _("Untuk manajer: {n}"),
        "sending_refused": _("Server menolak: {why}"),
        "clock_wrong": _("Jam kasir meleset {n} menit"),
        "printer_waiting": _("Printer bermasalah, {n} struk menunggu"),
    }


def _service_words() -> dict[str, str]:
    return {
        "service_of": _("{name} · {amount}"),
        "service_number": _("Ketik nomor pelanggannya: angka saja, sedikitnya empat."),
        "problem_service": _("Isi nomor pelanggan dulu"),
        "fill_service": _("Isi nomor"),
        "choose_goods": _("Pilih barang"),
        "command_practice": _("Latihan"),
        "practice_basket": _("Selesaikan atau kosongkan keranjang dulu."),
        "practice_begins": _("Latihan: coba apa saja, tidak ada yang tersimpan."),
        "practice_over": _("Latihan selesai."),
        "practice_first": _("Selesaikan latihan dulu."),
        "practice_end": _("Selesai latihan"),
        "minimum_age": _("Hanya untuk {n} tahun ke atas: lihat KTP-nya."),
        "expired": _("{name}: ada yang kedaluwarsa {day}. Lihat tanggal di kemasannya."),
        "expired_line": _("Ada yang kedaluwarsa {day}"),
    }


def _approval_words() -> dict[str, str]:
    return {
        "approve_title": _("{action} {amount}: perlu persetujuan"),
        "approve_read_out": _("{till} · {action} · {amount} · {challenge}"),
        "approve_nobody": _("Belum ada orang lain yang boleh menyetujui di toko ini."),
        "approve_offline": _("Server tidak terjangkau. Pakai kode lewat telepon."),
        "approve_code_shape": _("Kodenya enam angka."),
        "approve_code_wrong": _("Kode itu bukan untuk tindakan ini. Bacakan ulang layarnya."),
        **{f"approve_{action.value}": str(label) for action, label in ACTIONS.items()},
        # At the till the amount beside it is what was counted: nobody knows the difference yet.
        "approve_count": _("Selisih kas dari hitungan"),
    }


def _cash_words() -> dict[str, str]:
    return {
        "command_cash_in": _("Kas masuk"),
        "command_cash_out": _("Kas keluar"),
        "command_drawer": _("Buka laci"),
        "command_report": _("Laporan X"),
        "command_close": _("Tutup kasir"),
        "cash_title_in": _("Kas masuk"),
        "cash_title_out": _("Kas keluar"),
        "cash_in_safe": _("Dari kas besar"),
        "cash_in_petty": _("Dari kas kecil"),
        "cash_in_expense": _("Sisa uang belanja"),
        "cash_out_safe": _("Ke kas besar"),
        "cash_out_bank": _("Setoran ke bank"),
        "cash_out_expense": _("Belanja toko"),
        "cash_out_petty": _("Ke kas kecil"),
        "cash_no_amount": _("Ketik jumlahnya, misalnya 50.000 atau 50rb."),
        "cash_no_reason": _("Tulis alasannya."),
        "cash_kept_in": _("Kas masuk {amount} tersimpan, {number}."),
        "cash_kept_out": _("Kas keluar {amount} tersimpan, {number}."),
        "drawer_no_reason": _("Pilih atau tulis alasannya."),
        "drawer_noted": _("Laci dibuka: {reason}."),
        "report_asking": _("Mengambil angka dari server…"),
        "report_printing": _("Laporan dikirim ke printer."),
        "report_offline": _("Server tidak menjawab. Laporan X perlu server."),
    }
