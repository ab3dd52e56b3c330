"""What people call meetings and what they vote on; names are translated when drawn."""

from __future__ import annotations

from core.format import number
from core.i18n import _, lazy
from members.meetings.models import MeetingKind, MotionKind
from members.meetings.quorum import Standing, State

KINDS = {
    MeetingKind.ANNUAL: lazy("Rapat anggota tahunan"),
    MeetingKind.EXTRAORDINARY: lazy("Rapat anggota luar biasa"),
}

STATES = {
    State.CALLED: lazy("Dipanggil"),
    State.OPEN: lazy("Berlangsung"),
    State.CLOSED: lazy("Ditutup"),
}

MOTION_KINDS = {
    MotionKind.ORDINARY: lazy("Keputusan lain"),
    MotionKind.SURPLUS: lazy("Pembagian SHU"),
    MotionKind.LAPSE: lazy("SHU yang tidak diambil menjadi hangus"),
    MotionKind.DEFICIT: lazy("Kerugian ditutup dari cadangan"),
}

WAITS_FOR = {
    MotionKind.SURPLUS: lazy("Pembagian SHU disahkan dengan nomor keputusan ini."),
    MotionKind.LAPSE: lazy("Tanpa keputusan ini SHU yang belum diambil tetap milik anggota."),
    MotionKind.DEFICIT: lazy("Cadangan berkurang hanya dengan keputusan ini."),
}
"""What cannot be done without such a decision."""

ACTIONS = {
    "meeting.called": lazy("Memanggil rapat anggota"),
    "meeting.changed": lazy("Mengubah undangan rapat"),
    "meeting.called_off": lazy("Membatalkan rapat"),
    "meeting.told": lazy("Mencatat undangan tersampaikan"),
    "meeting.not_told": lazy("Mencatat undangan belum tersampaikan"),
    "meeting.opened": lazy("Membuka rapat"),
    "meeting.called_again": lazy("Panggilan kedua rapat"),
    "meeting.attended": lazy("Mencatat anggota hadir di rapat"),
    "meeting.motion_put": lazy("Mengajukan usul di rapat"),
    "meeting.motion_reworded": lazy("Mengubah isi usul"),
    "meeting.motion_counted": lazy("Menghitung suara"),
    "meeting.closed": lazy("Menutup rapat"),
}

DETAILS = {
    "held_on": lazy("hari"),
    "member": lazy("anggota nomor"),
    "members": lazy("jumlah anggota"),
    "voters": lazy("anggota bersuara"),
    "present": lazy("hadir"),
    "motion": lazy("usul"),
    "in_favour": lazy("setuju"),
    "against": lazy("tidak setuju"),
    "abstained": lazy("abstain"),
    "recount": lazy("dihitung ulang"),
}


def motion_kind_name(kind: MotionKind) -> str:
    """What a motion decides, in the user's language."""
    return str(MOTION_KINDS[kind])


def meeting_kind_name(kind: MeetingKind) -> str:
    """The kind of a meeting in the user's language."""
    return str(KINDS[kind])


def standing_sentence(standing: Standing) -> str:
    """How many are there, and whether that is enough, as the page says it."""
    if standing.reached:
        return _(
            "Kuorum tercapai: %(present)s dari %(voters)s anggota hadir, perlu %(needed)s.",
            present=number(standing.present),
            voters=number(standing.voters),
            needed=number(standing.needed),
        )
    return _(
        "Belum kuorum: %(present)s dari %(voters)s anggota hadir, perlu %(needed)s. "
        "Kurang %(missing)s orang.",
        present=number(standing.present),
        voters=number(standing.voters),
        needed=number(standing.needed),
        missing=number(standing.missing),
    )
