"""What people call what is known of a member. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.people.consents import Purpose

PURPOSES = {
    Purpose.MESSAGES: _("Dikirimi pengingat dan kabar lewat HP"),
    Purpose.PHOTO: _("Fotonya disimpan dan dicetak di kartu"),
    Purpose.PROGRAMME_REPORT: _("Disebut namanya dalam laporan program"),
}

ACTIONS = {
    "member.status": _("Mengubah keadaan anggota"),
    "member.status_taken_back": _("Membatalkan keputusan tentang anggota"),
    "member.identity_written": _("Mencatat NIK anggota"),
    "member.identity_opened": _("Membuka NIK anggota"),
    "member.identity_forgotten": _("Menghapus NIK anggota"),
    "member.heir_added": _("Mencatat ahli waris"),
    "member.heir_retired": _("Mencoret ahli waris"),
    "member.buyer_added": _("Mencatat pembeli atas nama anggota"),
    "member.buyer_retired": _("Mencoret pembeli atas nama anggota"),
    "member.consent_given": _("Mencatat persetujuan anggota"),
    "member.consent_withdrawn": _("Mencatat persetujuan yang ditarik"),
}
"""As the audit log says them."""
