"""What people call what the audit log notes of the counter. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from core.words import Codes
from pos.models import TenderKind

TENDERS = {
    TenderKind.CASH: _("Tunai"),
    TenderKind.QRIS: _("QRIS"),
    TenderKind.TRANSFER: _("Transfer"),
    TenderKind.KASBON: _("Kasbon"),
    TenderKind.SAVINGS: _("Simpanan sukarela"),
    TenderKind.VOUCHER: _("Voucher"),
}

ACTIONS = {
    "coop.founded": _("Mendirikan koperasi"),
    "till.added": _("Menambah kasir"),
    "till.enrolled": _("Mendaftarkan perangkat kasir"),
    "till.token_renewed": _("Membuat token kasir baru"),
    "till.retired": _("Menghentikan kasir"),
    "shift.opened": _("Membuka giliran kasir"),
    "shift.closed": _("Menutup giliran kasir"),
    "document.held": _("Menahan kiriman kasir"),
    "document.cleared": _("Menyelesaikan kiriman yang ditahan"),
    "sale.flags_seen": _("Memeriksa penjualan"),
    "sale.lines_removed": _("Menghapus baris sebelum dibayar"),
    "approval.granted": _("Menyetujui tindakan kasir"),
    "approval.reviewed": _("Memutuskan tindakan kasir"),
    "printer.added": _("Menambah printer"),
    "printer.changed": _("Mengubah printer"),
    "printer.judged": _("Menilai struk uji"),
    "printer.retired": _("Melepas printer"),
    "print_job.retried": _("Mencetak ulang"),
    "print_job.cancelled": _("Membatalkan cetakan"),
    "print_job.unparked": _("Mencetak struk lama"),
    "print_job.forgotten": _("Melupakan struk lama"),
    "receipt.copied": _("Mencetak salinan"),
    "printer.examined": _("Menyetel printer dengan dokter printer"),
    "bon_payment.odd": _("Menerima pembayaran kasbon yang janggal"),
    "bon_payment.misrounded": _("Membulatkan pembayaran kasbon tidak menurut aturan"),
    "member_money.odd": _("Mencatat simpanan yang janggal"),
    "member_money.overdrawn": _("Memakai simpanan melebihi saldonya"),
    "member_money.withdrawn_offline": _("Menarik simpanan di toko lain saat luring"),
}

DETAILS = {
    "shop": _("toko"),
    "float": _("kas awal"),
    "expected": _("seharusnya"),
    "counted": _("dihitung"),
    "reason": _("alasan"),
    "series": _("seri"),
    "why": _("sebab"),
    "note": _("catatan"),
    "address": _("alamat"),
    "columns": _("huruf sebaris"),
    "printed": _("tercetak"),
    "answers": _("menjawab"),
    "balance": _("saldo"),
    "due": _("seharusnya"),
    "copy": _("salinan ke"),
    "flags": _("yang diperiksa"),
    "amount": _("jumlah"),
    "odd": _("janggal"),
    "kind": _("jenis"),
    "n": _("banyaknya"),
    "approved": _("disetujui"),
    "remedy": _("caranya"),
}

ODD = {
    "operator": _("petugas tidak dikenal"),
    "clock": _("jam kasir tidak masuk akal"),
    "account": _("akun itu tidak boleh dipakai di laci"),
    "shift unknown": _("pembukaan kasirnya belum pernah sampai"),
    "shift other till": _("giliran milik kasir lain"),
    "shift closed": _("terjadi sesudah kasir ditutup"),
}
"""What was odd about a document of a drawer."""

ODD_DOCUMENTS = ("cash_move", "drawer", "bon_payment", "member_money")
VALUES: Codes = {f"{noun}.odd": ODD for noun in ODD_DOCUMENTS}
"""What the audit log calls the codes beside it."""
