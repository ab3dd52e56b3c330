"""The words of BAYAR BON, SETOR and TARIK at the till."""

from __future__ import annotations

from core.i18n import _


def member_money_words() -> dict[str, str]:
    """Every sentence of static/pos/till/member_money.js, by its key."""
    return _commands() | _faces() | _facts() | _refusals() | _outcomes()


def _commands() -> dict[str, str]:
    return {
        "command_bon": _("Bayar kasbon"),
        "command_deposit": _("Setor simpanan"),
        "command_withdraw": _("Tarik simpanan"),
        "money_title_bon": _("Bayar kasbon"),
        "money_title_in": _("Setor simpanan"),
        "money_title_out": _("Tarik simpanan"),
    }


def _faces() -> dict[str, str]:
    return {
        "money_cancel": _("Tutup"),
        "money_back": _("Kembali"),
        "money_next_who": _("Lanjut"),
        "money_next_what": _("Lanjut"),
        "money_next_ask": _("Ya, benar"),
        "money_next_done": _("Selesai"),
        "money_ask_bon": _("Bayar kasbon {amount}, {tender}, untuk"),
        "money_ask_in": _("Setoran {amount}, {account}, {tender}, untuk"),
        "money_ask_out": _("Penarikan {amount}, {account}, {tender}, untuk"),
        "money_account_sukarela": _("Sukarela"),
        "money_account_wajib": _("Wajib"),
        "money_account_pokok": _("Pokok"),
        "money_account_shu": _("SHU"),
        "money_tender_cash": _("Tunai"),
        "money_tender_qris": _("QRIS"),
        "money_tender_transfer": _("Transfer"),
        "money_tender_savings": _("Simpanan"),
        "money_all_bon": _("Semua {amount}"),
        "money_all_in": _("Isi {amount}"),
        "money_all_out": _("Semua {amount}"),
    }


def _facts() -> dict[str, str]:
    return {
        "member_overdue": _("Kasbon {amount} lewat jatuh tempo {day}: BAYAR BON."),
        "member_wajib_due": _("Simpanan wajib bulan ini belum, {amount}: SETOR."),
        "member_wajib_since": _("Simpanan wajib sejak {month} belum, {amount}: SETOR."),
        "money_candidate": _("Calon anggota nomor {number}"),
        "money_number": _("Anggota nomor {number}"),
        "money_owed": _("Kasbon"),
        "money_due": _("Jatuh tempo"),
        "money_saved": _("Simpanan sukarela"),
        "money_surplus": _("SHU belum diambil"),
        "money_wajib_due": _("Wajib belum dibayar"),
        "money_as_known": _("(menurut kasir ini)"),
    }


def _refusals() -> dict[str, str]:
    return {
        "money_who": _("Tidak ada anggota yang cocok dengan “{query}”."),
        "money_no_amount": _("Ketik jumlahnya, misalnya 50.000 atau 50rb."),
        "money_nothing_owed": _("{name} tidak punya kasbon."),
        "money_nothing_saved": _("{name} tidak punya simpanan sukarela."),
        "money_savings_unknown": _(
            "Simpanannya tidak diketahui di sini. Tarik di toko asalnya, atau saat daring."
        ),
        "money_more_than_owed": _("Kasbonnya tinggal {owed}."),
        "money_more_than_saved": _("Simpanannya tinggal {saved}."),
        "money_more_than_surplus": _("SHU-nya tinggal {surplus}."),
        "money_too_small": _("Terlalu kecil untuk dibayar tunai."),
        "money_given_short": _("Uang diterima kurang dari jumlahnya."),
    }


def _outcomes() -> dict[str, str]:
    return {
        "money_hand_change": _("Kembalian"),
        "money_hand_out": _("Serahkan kepada anggota"),
        "money_kept_bon": _("Bayar kasbon {amount} dari {name} tersimpan, {number}."),
        "money_kept_in": _("Setoran {amount} dari {name} tersimpan, {number}."),
        "money_kept_out": _("Penarikan {amount} oleh {name} tersimpan, {number}."),
        "money_left_owed": _("Sisa kasbon {amount}."),
        "money_left_saved": _("Saldo simpanan sukarela {amount}."),
        "money_left_surplus": _("SHU belum diambil tinggal {amount}."),
    }
