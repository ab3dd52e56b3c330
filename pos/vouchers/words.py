"""What people call vouchers and what happens to them. Lazy: translated when drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.format import day, rupiah
from core.i18n import _, lazy
from core.money import Money
from pos.vouchers.models import PaidBy
from pos.vouchers.standing import Standing, State

ACTIONS = {
    "voucher.issued": lazy("Menerbitkan voucher"),
    "voucher.printed": lazy("Mencetak voucher"),
    "voucher.voided": lazy("Membatalkan voucher"),
    "voucher.lapsed": lazy("Menutup voucher hangus"),
}
STATES = {
    State.OPEN: lazy("Belum dipakai"),
    State.USED: lazy("Sudah dipakai"),
    State.EXPIRED: lazy("Kedaluwarsa"),
    State.VOID: lazy("Dibatalkan"),
}
PAID_BY = {
    PaidBy.PROGRAMME: lazy("Dana program"),
    PaidBy.PROMOTION: lazy("Promosi"),
    PaidBy.SAFE: lazy("Dijual tunai"),
    PaidBy.BANK: lazy("Dijual lewat bank"),
}
BOOKED_AS = {
    PaidBy.PROGRAMME: lazy("Mengurangi dana program terikat (2-1450)."),
    PaidBy.PROMOTION: lazy("Beban koperasi sendiri (6-1060)."),
    PaidBy.SAFE: lazy("Uangnya sudah masuk kas besar (1-1020)."),
    PaidBy.BANK: lazy("Uangnya sudah masuk rekening bank (1-1110)."),
}
"""What choosing it does in the books."""


def refusal(known: Standing, found: State) -> str:
    """Why a till does not take a voucher; nothing when it does."""
    if found is State.USED and known.used_on:
        return _("Voucher ini sudah dipakai %(day)s, struk %(number)s.",
                   day=day(known.used_on), number=known.used_in)  # fmt: skip
    if found is State.VOID:
        return _("Voucher ini sudah dibatalkan.")
    if found is State.EXPIRED:
        return _("Voucher ini kedaluwarsa: berlaku sampai %(day)s.", day=day(known.valid_until))
    return ""


def finding(given: Mapping[str, Any]) -> str:
    """What exactly was odd about a voucher that a sale was paid with."""
    code = given["code"] or _("tanpa kode")
    if given["why"] == "used":
        return _("Voucher %(code)s sudah dipakai di struk %(number)s.",
                   code=code, number=given["number"])  # fmt: skip
    if given["why"] == "expired":
        until = day(date.fromisoformat(given["until"]))
        return _("Voucher %(code)s hanya berlaku sampai %(day)s.", code=code, day=until)
    if given["why"] == "less":
        sold, rule = rupiah(Money(given["sold"])), rupiah(Money(given["rule"]))
        return _("Voucher %(code)s dicatat %(sold)s, nilainya %(rule)s.",
                 code=code, sold=sold, rule=rule)  # fmt: skip
    if given["why"] == "void":
        return _("Voucher %(code)s sudah dibatalkan sebelumnya.", code=code)
    if given["why"] == "lapsed":
        return _("Voucher %(code)s sudah ditutup sebagai voucher hangus.", code=code)
    return _("Voucher %(code)s tidak dikenal di server.", code=code)


def voucher_words() -> dict[str, str]:
    """Every sentence of static/pos/till/voucher_way.js, by its key."""
    return {
        "voucher_check": _("Periksa"),
        "voucher_accept": _("Terima"),
        "voucher_asking": _("Memeriksa…"),
        "voucher_once": _("Sekali pakai, tanpa kembalian. Simpan vouchernya di laci."),
        "voucher_empty": _("Pindai vouchernya, atau ketik kodenya."),
        "voucher_misread": _("Kode ini salah baca: cocokkan lagi huruf demi huruf."),
        "voucher_twice": _("Voucher ini sudah dipakai untuk belanja ini."),
        "voucher_worth": _("Nilai voucher"),
        "voucher_until": _("Berlaku sampai"),
        "voucher_taken": _("Dipakai sekarang"),
        "voucher_lapses": _("Sisanya hangus"),
        "voucher_lapse_question": _("Tanyakan dulu: mau menambah belanja, atau sisanya hangus?"),
        "voucher_offline": _(
            "Sedang luring: kodenya belum bisa diperiksa. Lihat nilai dan tanggal di kertasnya."
        ),
        "voucher_no_worth": _("Ketik nilai yang tertulis di vouchernya."),
    }
