"""What people call a member's standing. Lazy: translated when drawn."""

from __future__ import annotations

from collections.abc import Iterable

from core.i18n import lazy as _
from core.imports import RowStatus
from core.words import Codes
from members.balances import Account
from members.models import MemberStatus, Migrant, Sex
from members.shu.allocation import Basis

STATUSES = {
    MemberStatus.CANDIDATE: _("Calon anggota"),
    MemberStatus.ACTIVE: _("Aktif"),
    MemberStatus.LEFT: _("Berhenti"),
    MemberStatus.EXPELLED: _("Dikeluarkan"),
    MemberStatus.DECEASED: _("Meninggal"),
}

SEXES = {Sex.FEMALE: _("Perempuan"), Sex.MALE: _("Laki-laki")}

MIGRANTS = {
    Migrant.RETURNED: _("Purna PMI"),
    Migrant.PROSPECTIVE: _("Calon PMI"),
    Migrant.FAMILY: _("Keluarga PMI"),
    Migrant.NONE: _("Bukan PMI"),
}
"""PMI: pekerja migran Indonesia."""

ROW_STATUSES = {
    RowStatus.NEW: _("Baru"),
    RowStatus.CHANGED: _("Berubah"),
    RowStatus.SAME: _("Sama"),
    RowStatus.REFUSED: _("Ditolak"),
}
"""What becomes of a row of a file."""

DETAILS = {
    "cards": _("kartu"),
    "interest": _("jasa simpanan"),
    "tax": _("pajak"),
    "net": _("bersih"),
}
"""What the audit log says beside what happened with members' money."""

VALUES: Codes = {"member.status": STATUSES}

FIELDS = {
    "name": _("nama"),
    "shop_id": _("toko"),
    "joined_on": _("tanggal masuk"),
    "card": _("kartu"),
    "phone": _("nomor HP"),
    "birth_place": _("tempat lahir"),
    "birth_date": _("tanggal lahir"),
    "sex": _("jenis kelamin"),
    "occupation": _("pekerjaan"),
    "address": _("alamat"),
    "village": _("desa"),
    "district": _("kecamatan"),
    "regency": _("kabupaten"),
    "migrant": _("status PMI"),
    "destination": _("negara tujuan"),
    "admitted_by": _("diterima oleh"),
    "credit_limit": _("plafon kasbon"),
    "nik": _("NIK"),
}
"""What the register says, as a file's report names it."""

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


def sex_name(sex: Sex) -> str:
    """Woman or man in the user's language."""
    return str(SEXES[sex])


def migrant_name(migrant: Migrant) -> str:
    """Whether she worked abroad, in the user's language."""
    return str(MIGRANTS[migrant])


def field_names(names: Iterable[str]) -> list[str]:
    """Fields of the register in the user's language."""
    return [str(FIELDS[name]) for name in names]


def account_name(account: Account) -> str:
    """A member's account in the user's language."""
    return str(ACCOUNTS[account])


def basis_name(basis: Basis) -> str:
    """By what a pool of the surplus is shared, in the user's language."""
    return str(BASES[basis])
