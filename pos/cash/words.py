"""What people call what is kept about cash as codes. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from pos.cash.models import Direction, Purpose

PURPOSES = {
    (Direction.IN, Purpose.SAFE): _("Dari kas besar"),
    (Direction.IN, Purpose.PETTY): _("Dari kas kecil"),
    (Direction.IN, Purpose.EXPENSE): _("Sisa uang belanja"),
    (Direction.OUT, Purpose.SAFE): _("Ke kas besar"),
    (Direction.OUT, Purpose.PETTY): _("Ke kas kecil"),
    (Direction.OUT, Purpose.BANK): _("Setoran ke bank"),
    (Direction.OUT, Purpose.EXPENSE): _("Belanja toko"),
}

ACTIONS = {
    "cash_move.odd": _("Kas masuk/keluar yang janggal"),
    "drawer.opened": _("Membuka laci tanpa penjualan"),
    "bank_deposit.confirmed": _("Mencatat setoran diterima bank"),
    "shift.closed_again": _("Menutup giliran yang sudah ditutup"),
    "shift.explained": _("Menulis alasan selisih kas"),
}
