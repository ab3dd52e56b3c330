"""The words of AKTIVASI and REKENING at the till."""

from __future__ import annotations

from core.i18n import _


def member_access_words() -> dict[str, str]:
    """Every sentence of static/pos/till/member_access.js, by its key."""
    return {
        "command_activate": _("Kode halaman anggota"),
        "command_statement": _("Rekening ke HP anggota"),
        "access_title_activation": _("Kode halaman anggota"),
        "access_title_statement": _("Rekening ke HP anggota"),
        "access_ask_activation": _("Lihat kartunya. Buat kode untuk orang ini?"),
        "access_ask_statement": _("Buat tautan rekening untuk orang ini?"),
        "access_about_activation": _(
            "Dipindai dengan kamera HP anggota sendiri. Kode berlaku sekali, sampai {until}. "
            "Anggota memilih PIN sendiri; jangan lihat."
        ),
        "access_about_statement": _(
            "Dipindai dengan kamera HP anggota sendiri. Siapa pun yang memegang tautannya dapat "
            "membaca saldonya."
        ),
        "access_code": _("Kode QR untuk {name}"),
        "access_who": _("Siapa “{query}”? Pindai kartunya, atau ketik nomor atau namanya."),
        "access_offline": _("Server tidak menjawab. Coba lagi sesudah daring."),
        "access_next_who": _("Lanjut"),
        "access_next_ask": _("Ya, buat"),
        "access_next_done": _("Selesai"),
        "access_nowhere": _(
            "Alamat ini tidak bisa dibuka dari HP. Minta pengurus mengisi alamat program pada "
            "Pengaturan; kodenya tetap boleh diketik."
        ),
    }
