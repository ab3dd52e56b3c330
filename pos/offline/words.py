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
        "pin_unknown": _("Tanpa server, yang bisa masuk hanya yang belum lama masuk di kasir ini."),
        "pin_wrong": _("PIN salah."),
        "pin_locked": _("Terlalu banyak percobaan salah. Coba lagi {n} detik lagi."),
        **_document_words(),
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
