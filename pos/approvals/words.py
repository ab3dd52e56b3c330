"""What approvals are called."""

from __future__ import annotations

from core.i18n import lazy
from core.words import Codes
from pos.documents import ApprovalAction, ApprovalMethod

ACTIONS = {
    ApprovalAction.DISCOUNT: lazy("Potongan harga"),
    ApprovalAction.PRICE: lazy("Ganti harga"),
    ApprovalAction.CREDIT: lazy("Kasbon di atas plafon"),
    ApprovalAction.RETURN: lazy("Retur"),
    ApprovalAction.VOID: lazy("Batal penjualan"),
    ApprovalAction.CORRECTION: lazy("Koreksi cara bayar"),
    ApprovalAction.CASH_OUT: lazy("Kas keluar"),
    ApprovalAction.WITHDRAWAL: lazy("Tarik simpanan"),
    ApprovalAction.DRAWER: lazy("Buka laci"),
    ApprovalAction.COUNT: lazy("Selisih kas"),
}

VALUES: Codes = {"approval.kind": ACTIONS}
"""What the audit log calls the codes beside it."""

METHODS = {
    ApprovalMethod.PIN: lazy("PIN di tempat, belum terbukti"),
    ApprovalMethod.CODE: lazy("Kode lewat telepon, belum terbukti"),
    ApprovalMethod.LIMIT: lazy("Sendirian, dalam batas"),
}
"""How a claim reads while nothing proves it."""
