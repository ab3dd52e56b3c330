"""What people call what happens to returns: at the till, in the audit log, in the lists."""

from __future__ import annotations

from core.i18n import _, lazy

ACTIONS = {
    "return.flags_seen": lazy("Memeriksa retur"),
}


def return_words() -> dict[str, str]:
    """The sentences of the till's scripts for returns, held baskets, copies and corrections."""
    return {
        **_command_words(),
        **_return_words(),
        **_receipt_words(),
        **_hold_words(),
        **_correction_words(),
    }


def _command_words() -> dict[str, str]:
    return {
        "command_return": _("Retur barang"),
        "command_void": _("Batalkan penjualan terakhir"),
        "command_receipt": _("Cetak salinan struk"),
        "command_check": _("Cek harga"),
        "command_hold": _("Tahan keranjang"),
        "command_correction": _("Koreksi cara bayar"),
    }


def _return_words() -> dict[str, str]:
    return {
        "return_title": _("Retur"),
        "void_title": _("Batalkan penjualan"),
        "void_none": _("Belum ada penjualan yang bisa dibatalkan di kasir ini."),
        "return_find": _("Cari"),
        "return_give": _("Kembalikan"),
        "return_over": _("Selesai"),
        "return_without": _("Retur tanpa struk"),
        "return_left": _("sisa {left} {unit} · {amount}"),
        "return_quantity_of": _("Berapa {name} kembali, paling banyak {left}"),
        "return_more": _("Satu lagi {name}"),
        "return_less": _("Kurangi satu {name}"),
        "return_quantity": _("Jumlah {name} tidak dapat dipakai."),
        "return_too_much": _("{name} tinggal {left} yang bisa kembali."),
        "return_nothing": _("Pilih dulu barang yang kembali."),
        "return_reason_missing": _("Tulis atau pilih alasannya."),
        "return_not_sold": _("{code} tidak ada lagi di struk ini."),
        "return_all_back": _("Semua barang struk {number} sudah kembali."),
        "return_not_approved": _("Belum disetujui, jadi belum dicatat."),
        "return_rounding": _("dibulatkan {amount}"),
        "return_part": _("{way} {amount}"),
        "return_kept": _("Retur tersimpan."),
        "return_hand_over": _("Serahkan tunai"),
        "return_no_cash": _("Tidak ada uang tunai yang diserahkan."),
        "refund_cash": _("Tunai"),
        "refund_qris": _("QRIS"),
        "refund_transfer": _("Transfer"),
        "refund_kasbon": _("Kasbon"),
        "refund_savings": _("Simpanan sukarela"),
        "refund_voucher": _("Voucher"),
    }


def _receipt_words() -> dict[str, str]:
    return {
        "receipt_number_shape": _("Ketik nomor struknya, misalnya 123."),
        "receipt_offline": _(
            "Server tidak menjawab dan struk {number} bukan dari kasir ini dalam 7 hari terakhir."
        ),
        "receipt_copied": _("Salinan ke-{n} struk {number} dikirim ke printer."),
        "check_member": _("Anggota {price}"),
    }


def _hold_words() -> dict[str, str]:
    return {
        "hold_waiting": _("ditahan"),
        "hold_usual_name": _("Keranjang {time}"),
        "hold_kept": _("Keranjang “{name}” ditahan."),
        "hold_resumed": _("Keranjang “{name}” dilanjutkan."),
        "hold_detail": _("{time} · {n} baris · {amount}"),
        "hold_drop": _("Buang keranjang {name}"),
        "hold_drop_sure": _("Yakin, buang"),
        "hold_drop_sure_name": _("Yakin, buang keranjang {name}"),
    }


def _correction_words() -> dict[str, str]:
    return {
        "correction_keep": _("Koreksi"),
        "correction_amount": _("Isi jumlahnya, paling banyak {most}."),
        "correction_kept": _("Cara bayar struk {number} dikoreksi."),
    }
