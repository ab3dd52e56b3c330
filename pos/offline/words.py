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
        **{f"document_{kind}": name for kind, name in kind_names().items()},
    }


def _last_sale_words() -> dict[str, str]:
    """How far the last sale has come; ``pos.offline.last.RECEIPTS`` names the papers."""
    return {
        "last_kept": _("Tersimpan di sini, belum terkirim; struknya menunggu server."),
        "last_sent": _("Tersimpan, terkirim. Struk belum keluar? Ketik STRUK."),
        "last_held": _("Tersimpan, sampai di server, ditahan untuk manajer."),
        "last_receipt_printed": _("Tersimpan, terkirim, struk tercetak."),
        "last_receipt_handed": _("Tersimpan, terkirim, struk sudah diserahkan ke printer."),
        "last_receipt_waiting": _("Tersimpan, terkirim, struk menunggu printer."),
        "last_receipt_parked": _("Tersimpan, terkirim, struk tertunda. Perlu kertas? Ketik STRUK."),
        "last_receipt_doubtful": _("Tersimpan, terkirim, struk mungkin tercetak: lihat kertasnya."),
        "last_receipt_not_printed": _(
            "Tersimpan, terkirim, struk tidak dicetak. Perlu kertas? Ketik STRUK."
        ),
        "last_receipt_none": _("Tersimpan, terkirim, tanpa struk kertas."),
    }


def kind_names() -> dict[str, str]:
    """What each kind of document is called where it has no receipt number."""
    return {
        "sale": _("Penjualan"),
        "return": _("Retur"),
        "cash_move": _("Kas masuk atau keluar"),
        "drawer_opened": _("Laci dibuka"),
        "bon_payment": _("Bayar kasbon"),
        "member_money": _("Simpanan anggota"),
        "tender_correction": _("Pembetulan pembayaran"),
        "shift_open": _("Pembukaan kasir"),
        "shift_close": _("Penutupan kasir"),
    }
