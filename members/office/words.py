"""What people call what is done at the office desk. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.office.desk import Task
from members.ways import PaidBy

TASKS = {
    Task.DEPOSIT: _("Setor"),
    Task.WITHDRAWAL: _("Tarik"),
    Task.TRANSFER: _("Pindah rekening"),
}
ABOUT = {
    Task.DEPOSIT: _("Anggota menyerahkan uang; simpanannya bertambah."),
    Task.WITHDRAWAL: _("Anggota menerima uang dari simpanan sukarelanya."),
    Task.TRANSFER: _("Simpanan sukarela membayar simpanan lain atau kasbonnya sendiri."),
}
WAYS = {
    PaidBy.CASH: _("Tunai, kas besar"),
    PaidBy.BANK: _("Transfer bank"),
    PaidBy.SUKARELA: _("Simpanan sukarela"),
    PaidBy.KASBON: _("Kasbon"),
    PaidBy.DONATION: _("Donasi"),
    PaidBy.PROGRAMME: _("Dana program"),
    PaidBy.SURPLUS: _("SHU belum dibayar"),
}
"""What stands against the account."""


ACTIONS = {"office_money.undone": _("Bukti uang anggota dibatalkan")}
"""What the audit log calls it."""


def way_name(paid_by: PaidBy) -> str:
    """How it was paid, in the user's language."""
    return str(WAYS[paid_by])


def task_name(task: Task) -> str:
    """What was done, in the user's language."""
    return str(TASKS[task])
