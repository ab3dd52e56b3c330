"""The words of instalments at the till."""

from __future__ import annotations

from core.i18n import _


def instalment_words() -> dict[str, str]:
    """Every sentence of static/pos/till/credit_plan.js, and of paying what is due, by its key."""
    return {
        "parts_once": _("Sekali bayar"),
        "parts_n": _("{n}×"),
        "parts_every_week": _("Tiap minggu"),
        "parts_every_month": _("Tiap bulan"),
        "parts_more": _("{n} kali lagi"),
        "money_due_now": _("Jatuh tempo {amount}"),
    }
