"""What consignment calls its things, on screens and in the audit log."""

from __future__ import annotations

from core.i18n import lazy as _
from core.words import Codes
from inventory.consignment.models import Bearer, EndingKind, PaidBy

BEARERS = {Bearer.SHOP: _("Toko"), Bearer.PRODUCER: _("Penitip")}
ENDINGS = {
    EndingKind.TAKEN_HOME: _("Dibawa pulang"),
    EndingKind.SPOILT: _("Rusak atau basi"),
    EndingKind.LOST: _("Selisih hitung sisa"),
}
WAYS = {
    PaidBy.SAFE: _("Tunai dari kas besar"),
    PaidBy.BANK: _("Transfer bank"),
    PaidBy.SAVINGS: _("Masuk simpanan sukarela"),
    PaidBy.KASBON: _("Potong kasbon"),
}

ACTIONS = {
    "consignor.added": _("Menambah penitip"),
    "consignor.changed": _("Mengubah penitip"),
    "consignor.agreed": _("Menetapkan perjanjian titip jual"),
    "consigned.net_price": _("Menetapkan harga bersih titipan"),
    "product.consigned": _("Menjadikan barang titipan"),
    "consignment.taken": _("Menerima titipan"),
    "consignment.ended": _("Mencatat titipan yang tidak terjual"),
    "consignment.settled": _("Melunasi titipan"),
}
VALUES: Codes = {"consignment.ending": ENDINGS}
DETAILS = {
    "consignor": _("penitip nomor"),
    "basis_points": _("komisi (perseratus persen)"),
    "ending": _("sebab"),
    "consent": _("dengan persetujuan"),
}
