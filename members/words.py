"""What people call a member's standing. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.models import MemberStatus

STATUSES = {
    MemberStatus.CANDIDATE: _("Calon anggota"),
    MemberStatus.ACTIVE: _("Aktif"),
    MemberStatus.LEFT: _("Berhenti"),
    MemberStatus.EXPELLED: _("Dikeluarkan"),
    MemberStatus.DECEASED: _("Meninggal"),
}

MONTHS = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("Mei"), _("Jun"),
    _("Jul"), _("Agu"), _("Sep"), _("Okt"), _("Nov"), _("Des"),
)  # fmt: skip
"""As short as a chart wants them."""


def status_name(status: MemberStatus) -> str:
    """The standing in the user's language."""
    return str(STATUSES[status])
