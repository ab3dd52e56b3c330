"""What people call what purchasing keeps as codes. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from inventory.purchasing.allocation import Age
from inventory.purchasing.models import OrderState, PaidFrom

ORDER_STATES = {
    OrderState.DRAFT: _("konsep"),
    OrderState.SENT: _("menunggu barang"),
    OrderState.CLOSED: _("selesai"),
    OrderState.CANCELLED: _("dibatalkan"),
}

PLACES = {PaidFrom.SAFE: _("Kas besar"), PaidFrom.BANK: _("Bank")}
"""Where money for suppliers comes from."""

AGES = {
    Age.NOT_DUE: _("Belum jatuh tempo"),
    Age.WEEK: _("Lewat 0–7 hari"),
    Age.MONTH: _("Lewat 8–30 hari"),
    Age.TWO_MONTHS: _("Lewat 31–60 hari"),
    Age.OLDER: _("Lewat lebih dari 60 hari"),
}

ACTIONS = {
    "supplier.added": _("Mencatat pemasok"),
    "supplier.changed": _("Mengubah pemasok"),
    "order.drafted": _("Menulis pesanan"),
    "order.changed": _("Mengubah pesanan"),
    "order.sent": _("Mengirim pesanan"),
    "order.closed": _("Menutup pesanan"),
    "order.cancelled": _("Membatalkan pesanan"),
    "goods.received": _("Menerima barang"),
    "goods.sent_back": _("Mengembalikan barang ke pemasok"),
    "invoice.entered": _("Mencatat faktur pemasok"),
    "supplier.paid": _("Membayar pemasok"),
}
"""What the audit log calls what happens in purchasing."""

DETAILS = {
    "lines": _("barang"),
    "difference": _("selisih harga"),
    "credit": _("potong retur"),
}
"""What it says beside them."""
