"""What the till says about receipts on the phone, for static/pos/till/words.js."""

from __future__ import annotations

from core.i18n import _


def e_receipt_words() -> dict[str, str]:
    """The sentences around the code, and why there is none."""
    return {
        "phone_code": _("Kode QR untuk struk {number}"),
        "phone_network": _("HP-nya harus memakai Wi-Fi toko."),
        "phone_nowhere": _(
            "Alamat kasir ini tidak bisa dibuka dari HP. Minta pengurus mengisi alamat untuk "
            "struk di HP pada Pengaturan."
        ),
        "phone_off": _("Toko ini tidak memakai struk di HP."),
        "phone_too_old": _("Struk di HP hanya {n} hari; yang ini sudah lebih lama. Cetak saja."),
    }
