"""What people call months and how somebody stands with them. Lazy: translated when drawn."""

from __future__ import annotations

from datetime import date

from core.i18n import lazy as _
from core.imports import RowStatus
from members.dues.queries import Behind

MONTHS = (
    _("Januari"), _("Februari"), _("Maret"), _("April"), _("Mei"), _("Juni"),
    _("Juli"), _("Agustus"), _("September"), _("Oktober"), _("November"), _("Desember"),
)  # fmt: skip
BEHIND = {
    Behind.LATE: _("Menunggak"),
    Behind.OPEN: _("Belum lunas, bulan ini termasuk"),
    Behind.ALL: _("Semua yang punya tagihan"),
}
ROWS = {RowStatus.NEW: _("Baik"), RowStatus.REFUSED: _("Ditolak")}
"""What becomes of a row of a file."""
ACTIONS = {
    "dues.made": _("Tagihan wajib dibuat"),
    "dues.relieved": _("Keringanan wajib diberikan"),
    "dues.file_taken": _("Setoran dari file dibukukan"),
    "dues.file_undone": _("Setoran dari file dibatalkan"),
}


def month_name(month: date) -> str:
    """``November 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"
