"""What people call programmes, grants and participation. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.programmes.models import GrantForm, ReleasedTo
from members.ways import PaidBy

FORMS = {
    GrantForm.CASH: _("Uang tunai, masuk kas besar"),
    GrantForm.BANK: _("Transfer, masuk bank"),
    GrantForm.EQUIPMENT: _("Peralatan, jadi aset tetap"),
    GrantForm.SUPPLIES: _("Barang habis pakai, jadi perlengkapan"),
}
RELEASED_TO = {
    ReleasedTo.EQUITY: _("Syaratnya terpenuhi: jadi modal hibah"),
    ReleasedTo.MEMBERS: _("Jadi modal penyertaan anggota"),
    ReleasedTo.SPENT: _("Diteruskan atau dibelanjakan sesuai program"),
}
PAID_FROM = {
    PaidBy.CASH: _("Tunai, kas besar"),
    PaidBy.BANK: _("Bank"),
    PaidBy.PROGRAMME: _("Dana program terikat"),
}
"""Where participation capital comes from and goes back to."""
ACTIONS = {
    "programme.added": _("Mencatat program"),
    "programme.changed": _("Mengubah program"),
    "programme.retired": _("Mengakhiri program"),
    "programme.resumed": _("Membuka lagi program"),
    "programme.members_tagged": _("Menandai peserta program"),
    "programme.member_untagged": _("Menghapus tanda peserta program"),
    "grant.received": _("Mencatat hibah"),
    "grant.released": _("Melepas dana program terikat"),
    "participation.recorded": _("Mencatat modal penyertaan"),
    "participation.listed": _("Mencatat modal penyertaan dari daftar"),
    "participation.returned": _("Mengembalikan modal penyertaan"),
}


def participation_number(number: int) -> str:
    """A participation as its certificate calls it: ``MP-00012``."""
    return f"MP-{number:05d}"
