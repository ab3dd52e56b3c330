"""What the till says about working without a server, for static/pos/till/words.js."""

from __future__ import annotations

from core.i18n import _


def offline_words() -> dict[str, str]:
    """The sentences about sending, signing in offline, and how the last sale stands."""
    return {
        "language_offline": _("Bahasa lain diambil dari server, dan server tidak menjawab."),
        "unsent_sending": _("Mengirim…"),
        "unsent_more": _("dan {n} lagi"),
        "unsent_saved": _("{n} kiriman disalin ke berkas {file}. Di sini semuanya tetap ada."),
        "tab_taken": _("kasir ini sekarang dipakai di tab lain."),
        "pin_unknown": _("Tanpa server, yang bisa masuk hanya yang belum lama masuk di kasir ini."),
        "pin_wrong": _("PIN salah."),
        "pin_locked": _("Terlalu banyak percobaan salah. Coba lagi {n} detik lagi."),
        **_last_sale_words(),
        **_document_words(),
    }


def _last_sale_words() -> dict[str, str]:
    """How far the last sale has come; ``pos.offline.last.RECEIPTS`` names the papers."""
    return {
        "last_kept": _("Tersimpan di sini, belum terkirim; struknya menunggu server."),
        "last_sent": _("Tersimpan, terkirim; struknya belum diketahui."),
        "last_held": _("Tersimpan, sampai di server, ditahan untuk manajer."),
        "last_receipt_printed": _("Tersimpan, terkirim, struk tercetak."),
        "last_receipt_handed": _("Tersimpan, terkirim, struk sudah diserahkan ke printer."),
        "last_receipt_waiting": _("Tersimpan, terkirim, struk menunggu printer."),
        "last_receipt_parked": _("Tersimpan, terkirim, struk ditunda di halaman printer."),
        "last_receipt_doubtful": _("Tersimpan, terkirim, struk mungkin tercetak: lihat kertasnya."),
        "last_receipt_not_printed": _("Tersimpan, terkirim, struk tidak dicetak."),
        "last_receipt_none": _("Tersimpan, terkirim, tanpa struk kertas."),
    }


def _document_words() -> dict[str, str]:
    """What each kind of document without a receipt number is called."""
    return {
        "document_sale": _("Penjualan"),
        "document_return": _("Retur"),
        "document_cash_move": _("Kas masuk atau keluar"),
        "document_drawer_opened": _("Laci dibuka"),
        "document_bon_payment": _("Bayar bon"),
        "document_member_money": _("Simpanan anggota"),
        "document_tender_correction": _("Pembetulan pembayaran"),
        "document_shift_open": _("Pembukaan kasir"),
        "document_shift_close": _("Penutupan kasir"),
        "document_till_log": _("Catatan kasir"),
    }
