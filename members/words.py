"""What people call a member's standing. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.balances import Account
from members.models import MemberStatus
from members.shu.allocation import Basis

STATUSES = {
    MemberStatus.CANDIDATE: _("Calon anggota"),
    MemberStatus.ACTIVE: _("Aktif"),
    MemberStatus.LEFT: _("Berhenti"),
    MemberStatus.EXPELLED: _("Dikeluarkan"),
    MemberStatus.DECEASED: _("Meninggal"),
}

ACCOUNTS = {
    Account.POKOK: _("Simpanan pokok"),
    Account.WAJIB: _("Simpanan wajib"),
    Account.SUKARELA: _("Simpanan sukarela"),
    Account.KASBON: _("Kasbon"),
    Account.PARTICIPATION: _("Modal penyertaan"),
    Account.POTS: _("Titipan bertujuan"),
    Account.SURPLUS: _("SHU belum dibayar"),
    Account.LEAVING: _("Simpanan anggota keluar"),
}

BASES = {
    Basis.PATRONAGE: _("Jasa usaha, menurut belanja"),
    Basis.CAPITAL: _("Jasa modal, menurut simpanan"),
}

MONTHS = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("Mei"), _("Jun"),
    _("Jul"), _("Agu"), _("Sep"), _("Okt"), _("Nov"), _("Des"),
)  # fmt: skip
"""As short as a chart wants them."""


def status_name(status: MemberStatus) -> str:
    """The standing in the user's language."""
    return str(STATUSES[status])


def account_name(account: Account) -> str:
    """A member's account in the user's language."""
    return str(ACCOUNTS[account])


def basis_name(basis: Basis) -> str:
    """By what a pool of the surplus is shared, in the user's language."""
    return str(BASES[basis])
