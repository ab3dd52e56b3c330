"""What the audit log calls what happens around members' sign-in. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _

ACTIONS = {
    "member.code_made": _("Membuat kode aktivasi anggota"),
    "member.activated": _("Anggota memilih PIN sendiri"),
    "member.changed_pin": _("Anggota mengganti PIN"),
    "member.failed_to_sign_in": _("Anggota gagal masuk"),
    "member.data_taken": _("Anggota mengambil datanya sendiri"),
    "member.statement_shared": _("Membuat tautan rekening anggota"),
}
