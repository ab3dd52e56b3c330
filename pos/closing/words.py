"""What people call the kinds of documents a till sends. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from pos.models import DocumentKind

DOCUMENTS = {
    DocumentKind.SALE: _("Penjualan"),
    DocumentKind.RETURN: _("Retur"),
    DocumentKind.CASH_MOVE: _("Kas masuk/keluar"),
    DocumentKind.DRAWER_OPENED: _("Buka laci"),
    DocumentKind.BON_PAYMENT: _("Bayar kasbon"),
    DocumentKind.MEMBER_MONEY: _("Simpanan anggota"),
    DocumentKind.TENDER_CORRECTION: _("Koreksi cara bayar"),
    DocumentKind.SHIFT_OPEN: _("Buka kasir"),
    DocumentKind.SHIFT_CLOSE: _("Tutup kasir"),
}
