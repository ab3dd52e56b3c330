"""What people call what is paid at the counter, and taking it back.

Lazy: translated when drawn.
"""

from __future__ import annotations

from core.i18n import lazy as _
from core.words import Codes
from pos.reversals.listings import PaymentKind
from pos.reversals.remedies import Remedy

ACTIONS = {"member_payment.reversed": _("Mengoreksi uang anggota")}
DETAILS = {"to": _("ke nomor")}

KINDS = {
    PaymentKind.DEPOSIT: _("Setoran"),
    PaymentKind.WITHDRAWAL: _("Penarikan"),
    PaymentKind.BON: _("Bayar kasbon"),
}

CHOICES = {
    Remedy.MOVE: _("Pindahkan ke orang lain: salah orang"),
    Remedy.SAFE: _("Batalkan: uangnya sudah dikembalikan lewat kas besar"),
    Remedy.COUNT: _("Batalkan: uangnya tidak pernah berpindah, jadi tampak sebagai selisih kas"),
    Remedy.BANK: _("Batalkan: uangnya sudah dikembalikan lewat bank"),
    Remedy.NEVER: _("Batalkan: uangnya tidak pernah sampai"),
    Remedy.SAVINGS: _("Batalkan: kembalikan ke simpanan sukarelanya"),
}
"""What a manager chooses from."""

OUTCOMES = {
    Remedy.MOVE: _("Dipindahkan ke orang lain"),
    Remedy.SAFE: _("Dikembalikan lewat kas besar"),
    Remedy.COUNT: _("Tidak pernah berpindah tangan"),
    Remedy.BANK: _("Dikembalikan lewat bank"),
    Remedy.NEVER: _("Tidak pernah sampai"),
    Remedy.SAVINGS: _("Kembali ke simpanan sukarela"),
}
"""What became of the money, of something that was taken back."""

VALUES: Codes = {"member_payment.remedy": OUTCOMES}
"""What the audit log calls the codes beside it."""
