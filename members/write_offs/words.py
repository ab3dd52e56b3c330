"""What people call what has to do with debts given up. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.write_offs.queries import State

STATES = {
    State.WAITING: _("Menunggu orang kedua"),
    State.APPROVED: _("Dihapus"),
    State.REFUSED: _("Ditolak"),
}

ACTIONS = {
    "debt.proposed": _("Mengusulkan penghapusan piutang"),
    "debt.written_off": _("Menyetujui penghapusan piutang"),
    "debt.refused": _("Menolak penghapusan piutang"),
    "debt.provided": _("Menyisihkan untuk piutang"),
    "debt.recovered": _("Menerima piutang yang sudah dihapus"),
}
"""What the audit log calls it."""
