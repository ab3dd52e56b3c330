"""The words of instalments and of customers' credit at the till."""

from __future__ import annotations

from core.i18n import _


def instalment_words() -> dict[str, str]:
    """Every sentence of buying on credit by plan or by name, and of paying it, by its key."""
    return {
        "parts_once": _("Sekali bayar"),
        "parts_n": _("{n}×"),
        "parts_every_week": _("Tiap minggu"),
        "parts_every_month": _("Tiap bulan"),
        "parts_more": _("{n} kali lagi"),
        "ask_debtor": _("Siapa yang kasbon? Nama anggota atau pelanggan, atau kartu anggota"),
        "debtor_wanted": _("Kasbon siapa? Pindai kartu anggota, atau cari namanya."),
        "customer": _("Pelanggan"),
        "way_customer": _("{name} · pelanggan"),
        "ask_kasbon_customer": _("Catat sebagai kasbon pelanggan ini?"),
        "money_customer": _("Pelanggan, bukan anggota"),
        "money_due_now": _("Jatuh tempo {amount}"),
    }
