"""What people call what has to do with leaving. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.models import MemberStatus

REASONS = {
    MemberStatus.LEFT: _("Berhenti atas permintaan sendiri"),
    MemberStatus.EXPELLED: _("Dikeluarkan dengan keputusan"),
    MemberStatus.DECEASED: _("Meninggal dunia"),
}
ABOUT = {
    MemberStatus.LEFT: _("Dengan surat permohonan."),
    MemberStatus.EXPELLED: _("Menurut anggaran dasar, dengan keputusan rapat."),
    MemberStatus.DECEASED: _("Yang dibayar adalah ahli warisnya."),
}

ACTIONS = {
    "member.settled": _("Menyelesaikan simpanan anggota keluar"),
    "member.settlement_given": _("Uang anggota keluar masuk simpanan ahli waris"),
}
"""What the audit log calls it."""
